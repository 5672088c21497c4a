/** After a result was sent: a post declined, and 遞補 from the reserve list. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { type Declined, declinePost, type MovedUp, moveUp } from '../../db/queries/reserve.ts';
import { type SentResult, sentResult } from '../../db/queries/result-view.ts';
import { cleanText } from '../../domain/contact.ts';
import { LETTER_LIMIT, LETTERS } from '../../domain/result-rules.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { MoveUpPage } from './move-up-page.tsx';
import { pattern } from './pattern.ts';
import { PostDeclinedPage } from './post-declined-page.tsx';
import { orderOf, resultDoor } from './results-door.ts';
import { inReserve, stands } from './results-sent-page.tsx';

const NOT_NEXT = '這位應徵者目前不是候補中的第一名，沒有遞補。';
const NOT_SELECTED = '這位應徵者目前不是正取，沒有登錄婉拒。';

export function reserveRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.moveUp(':no', ':id')), (c) => askMoveUp(c, LETTERS.selected));

  app.post(pattern(paths.officer.moveUp(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const letter = cleanText(posted(c, 'letter'));
    if (letter === '') return askMoveUp(c, letter, '請輸入通知內容');
    if ([...letter].length > LETTER_LIMIT) return askMoveUp(c, letter, `內容最多 ${LETTER_LIMIT} 字，請縮短`);
    const moved = await act<MovedUp>(c, actor, 'result.moveUp', (trx) =>
      moveUp(trx, keyring, actor, { vacancyNo: door.no, applicationId: c.req.param('id') ?? '', letter }),
    );
    return moved.ok ? done(c, door, '已遞補為正取，系統將寄送通知。') : nothing(c, door, NOT_NEXT);
  });

  app.get(pattern(paths.officer.postDeclined(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const sent = await sentOf(c, actor, door);
    const one = sent?.rows.find((row) => row.applicationId === c.req.param('id') && stands(row));
    if (!one) return nothing(c, door, NOT_SELECTED);
    const next = sent?.rows.find((row) => inReserve(row, services.now()));
    const page = { ctx: pageContext(c), vacancy: door, one, next };
    return respond(c, <PostDeclinedPage {...page} formKey={newFormKey()} />);
  });

  app.post(pattern(paths.officer.postDeclined(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const declined = await act<Declined>(c, actor, 'result.decline', (trx) =>
      declinePost(trx, keyring, actor, c.req.param('id') ?? ''),
    );
    return declined.ok ? done(c, door, '已登錄婉拒，系統將依名次遞補。') : nothing(c, door, NOT_SELECTED);
  });

  return app;

  function sentOf(c: Context, actor: Officer, v: OfficerVacancy): Promise<SentResult | undefined> {
    return withActor(db, actor, (trx) => sentResult(trx, keyring, actor, orderOf(c, v)));
  }

  async function askMoveUp(c: Context, letter: string, problem?: string): Promise<Response> {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const sent = await sentOf(c, actor, door);
    const next = sent?.rows.find((one) => inReserve(one, services.now()));
    if (!sent || !next || next.applicationId !== c.req.param('id')) return nothing(c, door, NOT_NEXT);
    const problems = problem ? [{ field: 'letter', message: problem }] : [];
    const page = { ctx: pageContext(c), vacancy: door, next, selected: sent.selected, letter, problems };
    return respond(
      c,
      <MoveUpPage {...page} formKey={posted(c, '_key') || newFormKey()} />,
      problem ? 422 : 200,
    );
  }
}

const done = (c: Context, { no }: OfficerVacancy, text: string): Response =>
  goTo(c, paths.officer.results(no), { kind: 'success', text });
const nothing = (c: Context, { no }: OfficerVacancy, text: string): Response =>
  goTo(c, paths.officer.results(no), { kind: 'notice', text });
