import type { Problem } from '../../domain/problem.ts';
import { TextInput } from '../components/inputs.tsx';
import { OWN_PASSWORD } from './step-up.ts';

/** The box for the password of this sign-in, where it is asked for once more. */
export const OwnPassword = (props: { problems?: readonly Problem[]; id?: string; hint?: string }) => (
  <TextInput
    name={OWN_PASSWORD}
    id={props.id}
    label="目前的密碼"
    type="password"
    required
    hint={props.hint ?? '為確認是您本人，請再輸入一次密碼。'}
    problems={props.problems}
    autocomplete="current-password"
  />
);
