import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { decideRevision, openRevisionOf, reviewQueue } from '../../db/queries/vacancy-review.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { VACANCY_ROWS } from '../vacancy-rows.ts';
import { ReviewPage, ReviewQueuePage } from './pages.tsx';

/** The back stage's review (R21, R28): the queue, one registration, its decision. */
export function reviewRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(paths.review.list(), async (c) => {
    const actor = requireRole(c, 'reviewer');
    const queue = await withActor(s.db, actor, (trx) => reviewQueue(trx));
    return respond(c, <ReviewQueuePage ctx={await pageContext(c)} queue={queue} />);
  });

  const load = async (c: Context) => {
    const actor = requireRole(c, 'reviewer');
    const no = c.req.param('no') ?? '';
    if (!isVacancyNo(no)) throw new HTTPException(404);
    const found = await withActor(s.db, actor, async (trx) => {
      const row = await openRevisionOf(trx, no);
      return row && { row, agency: (await agenciesByIds(trx, [row.agency_id]))[0] };
    });
    if (!found) throw new HTTPException(404);
    return { actor, row: found.row, agencyName: found.agency?.name ?? '' };
  };

  app.get('/review/:no', async (c) => {
    const { row, agencyName } = await load(c);
    return respond(
      c,
      <ReviewPage ctx={await pageContext(c)} row={row} agencyName={agencyName} formKey={newFormKey()} />,
    );
  });

  app.post('/review/:no', async (c) => {
    const actor = requireRole(c, 'reviewer');
    const key = formKey(c);
    const no = c.req.param('no');
    const decision = posted(c, 'decision');
    const number = Number(posted(c, 'number'));
    const reasonOf = (field: string) => cleanLine(posted(c, `reason-${field}`)).slice(0, 300);
    const general = cleanText(posted(c, 'general')).slice(0, 2_000);
    const reasons: Problem[] = VACANCY_ROWS.map((f) => ({
      field: f.field,
      message: reasonOf(f.field),
    })).filter((r) => r.message !== '');
    if (general) reasons.push({ field: '', message: general });

    const problems: Problem[] = [];
    if (decision !== 'approve' && decision !== 'return')
      problems.push({ field: 'decision', message: '請選擇審核通過或退回補正' });
    else if (decision === 'return' && reasons.length === 0)
      problems.push({ field: 'general', message: '退回補正請填寫欄位理由或整體說明，讓機關知道如何修正' });
    else if (decision === 'approve' && reasons.length > 0)
      problems.push({ field: 'decision', message: '已填寫退回理由；若要通過，請先清除理由' });
    if (problems.length > 0) {
      const { row, agencyName } = await load(c);
      const kept = Object.fromEntries(VACANCY_ROWS.map((f) => [f.field, reasonOf(f.field)]));
      return respond(
        c,
        <ReviewPage
          ctx={await pageContext(c)}
          row={row}
          agencyName={agencyName}
          formKey={key}
          reasons={kept}
          general={general}
          problems={problems}
        />,
        422,
      );
    }

    const done = await withActor(s.db, actor, async (trx) => {
      if (await claimKey(trx, actor, 'vacancy.decide', key)) return { ok: true as const };
      const written = await decideRevision(
        trx,
        actor,
        decision === 'approve'
          ? { no, number, decision: 'approve' }
          : { no, number, decision: 'return', reasons },
      );
      await keepResult(trx, actor, key, { ok: written.ok });
      return written;
    });
    if (!done.ok && done.why === 'notFound') throw new HTTPException(404);
    if (!done.ok)
      throw new HTTPException(409, { message: '這件登錄已由他人審核，或機關已更動，請回清單重新查看。' });
    return c.redirect(paths.review.list(), 303);
  });
  return app;
}
