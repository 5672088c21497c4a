/** 甄選結果 of a closed vacancy: drawn up for a second officer, and as it was sent. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { type Drawn, drawUpResult, resultDraft } from '../../db/queries/result-draft.ts';
import { candidatesOf, sentResult } from '../../db/queries/result-view.ts';
import { possibleHandlers } from '../../db/queries/vacancy-handler.ts';
import type { ResultContext } from '../../domain/result-rules.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { pattern } from './pattern.ts';
import { bodyOf, carried } from './posted.ts';
import { approvalPage } from './results-approval-routes.tsx';
import { ResultsConfirmPage } from './results-confirm-page.tsx';
import { orderOf, refuseResult, resultDoor } from './results-door.ts';
import { drawnResult, emptyResult, readResult, resultRequest } from './results-form-data.ts';
import { ResultsPage, type ResultsView } from './results-page.tsx';
import { ResultsSentPage } from './results-sent-page.tsx';

export function resultsRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.results(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const sent = await withActor(db, actor, (trx) => sentResult(trx, keyring, actor, orderOf(c, door)));
    if (sent)
      return respond(
        c,
        <ResultsSentPage ctx={pageContext(c)} vacancy={door} sent={sent} now={services.now()} />,
      );
    if (door.stage !== 'closed') return refuseResult(c, door.no, 'notClosed');
    const waiting = c.req.query('edit') ? undefined : await approvalPage(services, c, actor, door);
    return waiting ?? respond(c, <ResultsPage view={await formView(c, actor, door)} />);
  });

  app.post(pattern(paths.officer.results(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const confirmed = posted(c, 'confirmed') === '1' && posted(c, 'edit') === '';
    if (!confirmed && door.result_at) return refuseResult(c, door.no, 'alreadySent');
    if (!confirmed && door.stage !== 'closed') return refuseResult(c, door.no, 'notClosed');
    const before = await formView(c, actor, door);
    const result = readResult(bodyOf(c), before.candidates.rows, contextOf(door));
    const view = { ...before, result };
    if (result.problems.length > 0) return respond(c, <ResultsPage view={view} />, 422);
    if (posted(c, 'edit') !== '') return respond(c, <ResultsPage view={view} />);
    if (!confirmed) return respond(c, <ResultsConfirmPage view={view} keep={carried(bodyOf(c))} />);
    // one chosen who withdrew meanwhile is no line of the form any more
    const asShown = Number(posted(c, 'applicants')) === view.candidates.total;
    const drawn = await act<Drawn>(c, actor, 'result.drawUp', async (trx) =>
      asShown
        ? drawUpResult(trx, keyring, actor, { vacancyNo: door.no, ...resultRequest(result) })
        : { ok: false, why: 'changed' },
    );
    if (!drawn.ok) return refuseResult(c, door.no, drawn.why);
    return goTo(c, paths.officer.results(door.no), {
      kind: 'success',
      text: '已送請核定，尚未寄送任何通知。',
    });
  });

  return app;

  /** The form, empty or as it was drawn up before. */
  async function formView(c: Context, actor: Officer, vacancy: OfficerVacancy): Promise<ResultsView> {
    return withActor(db, actor, async (trx) => {
      const candidates = await candidatesOf(trx, keyring, actor, orderOf(c, vacancy));
      const draft = await resultDraft(trx, keyring, vacancy.no);
      return {
        ctx: pageContext(c),
        vacancy,
        candidates,
        result: draft ? drawnResult(draft, candidates.rows) : emptyResult(candidates.rows),
        colleagues: await possibleHandlers(trx, actor, vacancy),
        returned: draft?.returned ?? null,
        formKey: posted(c, '_key') || newFormKey(),
      };
    });
  }

  function contextOf(v: OfficerVacancy): ResultContext {
    return { today: taipeiDay(services.now()), openings: v.content.openings, mode: v.mode ?? '' };
  }
}
