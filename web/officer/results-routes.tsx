/** 甄選結果 of a closed vacancy: drawn up, confirmed and sent once; then who moves up from the reserve list. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { candidatesOf, sentResult } from '../../db/queries/result-view.ts';
import { type MovedUp, moveUp, type ResultsSent, sendResults } from '../../db/queries/results.ts';
import { cleanText } from '../../domain/contact.ts';
import { LETTER_LIMIT, LETTERS, type ResultContext } from '../../domain/result-rules.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, type Officer } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { MoveUpPage } from './move-up-page.tsx';
import { pattern } from './pattern.ts';
import { bodyOf, carried } from './posted.ts';
import { ResultsConfirmPage } from './results-confirm-page.tsx';
import { emptyResult, type ReadResult, readResult, resultRequest } from './results-form-data.ts';
import { ResultsPage, type ResultsView } from './results-page.tsx';
import { inReserve, ResultsSentPage } from './results-sent-page.tsx';

const REFUSED = {
  notClosed: '職缺截止後才能登錄甄選結果。',
  alreadySent: '甄選結果已經寄送，不能再寄一次。',
  changed: '應徵者人數在確認期間有變動，尚未寄送任何通知，請重新確認名單。',
} as const;

export function resultsRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.results(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await knock(c, actor);
    if (door instanceof Response) return door;
    const sent = await withActor(db, actor, (trx) => sentResult(trx, keyring, actor, orderOf(c, door)));
    if (sent)
      return respond(
        c,
        <ResultsSentPage ctx={pageContext(c)} vacancy={door} sent={sent} now={services.now()} />,
      );
    if (door.stage !== 'closed') return refuse(c, door.no, 'notClosed');
    const candidates = await candidatesFor(c, actor, door);
    return respond(c, <ResultsPage view={viewOf(c, door, candidates, emptyResult(candidates.rows))} />);
  });

  app.post(pattern(paths.officer.results(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await knock(c, actor);
    if (door instanceof Response) return door;
    const confirmed = posted(c, 'confirmed') === '1' && posted(c, 'edit') === '';
    if (!confirmed && door.result_at) return refuse(c, door.no, 'alreadySent');
    if (!confirmed && door.stage !== 'closed') return refuse(c, door.no, 'notClosed');
    const candidates = await candidatesFor(c, actor, door);
    const result = readResult(bodyOf(c), candidates.rows, contextOf(door));
    const view = viewOf(c, door, candidates, result);
    if (result.problems.length > 0) return respond(c, <ResultsPage view={view} />, 422);
    if (posted(c, 'edit') !== '') return respond(c, <ResultsPage view={view} />);
    if (!confirmed) return respond(c, <ResultsConfirmPage view={view} keep={carried(bodyOf(c))} />);
    const sent = await act<ResultsSent>(c, actor, 'result.send', (trx) =>
      sendResults(trx, keyring, actor, {
        vacancyNo: door.no,
        ...resultRequest(result),
        applicants: Number(posted(c, 'applicants')),
      }),
    );
    if (!sent.ok) return refuse(c, door.no, sent.why);
    return goTo(c, paths.officer.results(door.no), {
      kind: 'success',
      text: `已交由系統寄送 ${sent.count} 封甄選結果通知，寄送情形見下方。`,
    });
  });

  app.get(pattern(paths.officer.moveUp(':no', ':id')), (c) => askMoveUp(c, LETTERS.selected));

  app.post(pattern(paths.officer.moveUp(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const door = await knock(c, actor);
    if (door instanceof Response) return door;
    const letter = cleanText(posted(c, 'letter'));
    if (letter === '') return askMoveUp(c, letter, '請輸入通知內容');
    if ([...letter].length > LETTER_LIMIT) return askMoveUp(c, letter, `內容最多 ${LETTER_LIMIT} 字，請縮短`);
    const moved = await act<MovedUp>(c, actor, 'result.moveUp', (trx) =>
      moveUp(trx, keyring, actor, { vacancyNo: door.no, applicationId: c.req.param('id') ?? '', letter }),
    );
    return goTo(
      c,
      paths.officer.results(door.no),
      moved.ok
        ? { kind: 'success', text: '已遞補為正取，系統將寄送通知。' }
        : { kind: 'notice', text: '這位應徵者目前不是候補中的第一名，沒有遞補。' },
    );
  });

  return app;

  /** Her vacancy with its applicants, or the way elsewhere. @throws HTTPException 404 */
  async function knock(c: Context, actor: Officer): Promise<OfficerVacancy | Response> {
    const door = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
    return door.closedDoor ? turnedAway(c, door.vacancy.no, door.closedDoor) : door.vacancy;
  }

  function candidatesFor(c: Context, actor: Officer, v: OfficerVacancy) {
    return withActor(db, actor, (trx) => candidatesOf(trx, keyring, actor, orderOf(c, v)));
  }

  async function askMoveUp(c: Context, letter: string, problem?: string): Promise<Response> {
    const actor = requireOfficer(c);
    const door = await knock(c, actor);
    if (door instanceof Response) return door;
    const sent = await withActor(db, actor, (trx) => sentResult(trx, keyring, actor, orderOf(c, door)));
    const next = sent?.rows.find((one) => inReserve(one, services.now()));
    if (!next || next.applicationId !== c.req.param('id'))
      return goTo(c, paths.officer.results(door.no), {
        kind: 'notice',
        text: '這位應徵者目前不是候補中的第一名，沒有遞補。',
      });
    const problems = problem ? [{ field: 'letter', message: problem }] : [];
    const page = { ctx: pageContext(c), vacancy: door, next, letter, problems };
    return respond(
      c,
      <MoveUpPage {...page} formKey={posted(c, '_key') || newFormKey()} />,
      problem ? 422 : 200,
    );
  }

  function contextOf(v: OfficerVacancy): ResultContext {
    return { today: taipeiDay(services.now()), openings: v.content.openings, mode: v.mode ?? '' };
  }
}

const orderOf = (c: Context, v: OfficerVacancy) => ({
  vacancyNo: v.no,
  agencyId: v.agency_id,
  requestId: requestIdOf(c),
});

const viewOf = (
  c: Context,
  vacancy: OfficerVacancy,
  candidates: ResultsView['candidates'],
  result: ReadResult,
): ResultsView => ({
  ctx: pageContext(c),
  vacancy,
  candidates,
  result,
  formKey: posted(c, '_key') || newFormKey(),
});

const refuse = (c: Context, no: string, why: keyof typeof REFUSED): Response =>
  goTo(c, why === 'changed' ? paths.officer.results(no) : paths.officer.vacancy(no), {
    kind: 'notice',
    text: REFUSED[why],
  });
