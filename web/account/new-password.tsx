import type { Problem } from '../../domain/problem.ts';
import { TextInput } from '../components/inputs.tsx';
import { KINDS_WORDS, kindsProblem, PASSWORD_LEAST, passwordProblem } from './passwords.ts';

/** A new password, typed twice; `fresh` where there was one before, `staff` for an account of the back office. */
export const NewPasswordFields = (props: {
  problems?: readonly Problem[];
  fresh?: boolean;
  staff?: boolean;
}) => (
  <>
    <TextInput
      name="password"
      label={props.fresh ? '新密碼' : '密碼'}
      type="password"
      required
      hint={`至少 ${PASSWORD_LEAST} 個字元，可使用一句容易記住的話；${props.staff ? `${KINDS_WORDS}；` : ''}不可包含帳號${props.fresh ? '，也不可與前三次用過的密碼相同' : ''}。`}
      problems={props.problems}
      autocomplete="new-password"
    />
    <TextInput
      name="passwordAgain"
      label={props.fresh ? '再輸入一次新密碼' : '再輸入一次密碼'}
      type="password"
      required
      problems={props.problems}
      autocomplete="new-password"
    />
  </>
);

/** What is wrong with a new password typed twice; `name` is the login or address it must not contain. */
export function newPasswordProblems(password: string, again: string, name: string, staff = false): Problem[] {
  const message = passwordProblem(password, name) ?? (staff ? kindsProblem(password) : undefined);
  if (message) return [{ field: 'password', message }];
  if (password !== again) return [{ field: 'passwordAgain', message: '兩次輸入的密碼不同，請重新輸入' }];
  return [];
}
