import type { Problem } from '../../domain/problem.ts';
import { TextInput } from '../components/inputs.tsx';
import type { Door } from '../middleware/sign-in.ts';

/** Name and password of either door (R4). */
export const SignInFields = (props: { door: Door; name?: string; problems?: readonly Problem[] }) => (
  <>
    <TextInput
      name="login"
      label={props.door === 'staff' ? '帳號' : 'Email'}
      required
      value={props.name}
      problems={props.problems}
      inputmode={props.door === 'staff' ? undefined : 'email'}
      autocomplete="username"
      spellcheck={false}
    />
    <TextInput
      name="password"
      label="密碼"
      type="password"
      required
      problems={props.problems}
      autocomplete="current-password"
    />
  </>
);
