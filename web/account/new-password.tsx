import type { Problem } from '../../domain/problem.ts';
import { TextInput } from '../components/inputs.tsx';
import { PASSWORD_LEAST, passwordProblem } from './passwords.ts';

/** A new password, typed twice; `fresh` where there was one before. */
export const NewPasswordFields = (props: { problems?: readonly Problem[]; fresh?: boolean }) => (
  <>
    <TextInput
      name="password"
      label={props.fresh ? '新密碼' : '密碼'}
      type="password"
      required
      hint={`至少 ${PASSWORD_LEAST} 個字元，可使用一句容易記住的話；不可包含帳號${props.fresh ? '，也不可與前三次用過的密碼相同' : ''}。`}
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
export function newPasswordProblems(password: string, again: string, name: string): Problem[] {
  const message = passwordProblem(password, name);
  if (message) return [{ field: 'password', message }];
  if (password !== again) return [{ field: 'passwordAgain', message: '兩次輸入的密碼不同，請重新輸入' }];
  return [];
}
