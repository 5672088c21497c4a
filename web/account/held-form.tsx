/**
 * A form that met an ended sign-in. It is kept in the page alone (never on the server): the reader sees what will
 * be sent, signs in, and sends it again. Passwords are not kept.
 */
import { Button, Buttons, LinkButton } from '../components/buttons.tsx';
import { Stack, Title } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { HiddenFields } from '../components/hidden.tsx';
import { Layout } from '../components/layout.tsx';
import { Details, Note } from '../components/notes.tsx';
import { ErrorSummary } from '../components/problems.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { localPath } from '../middleware/next-path.ts';
import type { Door } from '../middleware/sign-in.ts';
import type { PostedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { heldWords } from './held-words.ts';
import { SignInFields } from './sign-in-fields.tsx';

export interface Held {
  /** Where it is to be sent. */
  path: string;
  entries: readonly (readonly [string, string])[];
  /** Files or passwords were left out and have to be given again. */
  lost: boolean;
}

const SECRET = /password|passphrase|_csrf|_held|_next/i;

/** What is kept of a posted form. */
export function heldOf(path: string, form: PostedForm): Held {
  const entries = form.entries.filter(([name]) => !SECRET.test(name));
  const secrets = form.entries.some(([name, value]) => /password/i.test(name) && value !== '');
  return { path, entries, lost: secrets || form.filesDropped || form.files.length > 0 || form.filesTooLarge };
}

/** Reads what the door's page carried; undefined when it is absent or not of our making. */
export function readHeld(text: string): Held | undefined {
  if (text === '') return undefined;
  try {
    const { path, entries, lost } = JSON.parse(text) as Record<string, unknown>;
    const to = typeof path === 'string' ? localPath(path) : undefined;
    if (!to || !Array.isArray(entries) || entries.length > 2_000) return undefined;
    const pairs = entries.filter(
      (e): e is [string, string] =>
        Array.isArray(e) && typeof e[0] === 'string' && typeof e[1] === 'string' && !SECRET.test(e[0]),
    );
    return { path: to, entries: pairs, lost: lost === true };
  } catch {
    return undefined;
  }
}

const grouped = (held: Held): Record<string, string[]> => {
  const all: Record<string, string[]> = Object.create(null);
  for (const [name, value] of held.entries) {
    all[name] ??= [];
    all[name].push(value);
  }
  return all;
};

const WhatIsSent = ({ held }: { held: Held }) => {
  const shown = heldWords(held.path, held.entries);
  return (
    <>
      {shown.length > 0 ? (
        <Details summary={`檢視將送出的內容（${shown.length} 項）`}>
          <SummaryList facts={shown} />
        </Details>
      ) : null}
      {held.lost ? <Note>檔案與密碼不會保留，送出後請依頁面提示重新選擇或輸入。</Note> : null}
    </>
  );
};

/** With a door: sign in first. Without: send it (again) now. */
export const HeldPage = (props: {
  ctx: PageContext;
  held: Held;
  door: Door | null;
  problem?: string;
  name?: string;
}) => {
  const { ctx, held, door, problem } = props;
  const problems = problem ? [{ field: 'login', message: problem }] : [];
  const title = door ? '請重新登入，您送出的內容仍保留在本頁' : '請確認並再次送出';
  return (
    <Layout ctx={ctx} title={title} width="narrow" problems={problems} noIndex>
      <Title title={title} />
      <ErrorSummary problems={problems} />
      <Stack>
        <p>
          {door
            ? '登入已逾時或尚未登入，剛才送出的內容尚未寫入。重新登入後，可再次送出。'
            : '登入狀態已更新，這些內容尚未寫入。請確認後送出。'}
        </p>
        <WhatIsSent held={held} />
        {door ? (
          <Form action={door === 'staff' ? paths.account.signIn() : paths.applicant.signIn()} csrf={ctx.csrf}>
            <HiddenFields values={{ _held: JSON.stringify(held) }} />
            <Stack>
              <SignInFields door={door} name={props.name} problems={problems} />
              <Buttons>
                <Button>登入</Button>
              </Buttons>
            </Stack>
          </Form>
        ) : (
          <Form action={held.path} csrf={ctx.csrf}>
            <HiddenFields values={grouped(held)} />
            <Buttons>
              <Button>送出</Button>
              <LinkButton kind="secondary" href={paths.home()}>
                不送出
              </LinkButton>
            </Buttons>
          </Form>
        )}
      </Stack>
    </Layout>
  );
};
