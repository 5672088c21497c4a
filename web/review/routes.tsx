import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { noteQueue } from '../../db/queries/listing-notes.ts';
import { scanStatesOf } from '../../db/queries/vacancy-files.ts';
import { decideRevision, openRevisionOf, reviewQueue } from '../../db/queries/vacancy-review.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { isVacancyNo } from '../../domain/vacancy-no.ts';
import { VACANCY_ROWS } from '../../domain/vacancy-rows.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { showFile } from '../public/vacancy-files.tsx';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { offeredFile, sendVacancyFile } from '../vacancy-file-download.ts';
import { noteReviewRoutes } from './note-routes.tsx';
import { DecidedPage, ReviewPage, ReviewQueuePage } from './pages.tsx';

/** The back stage's review (R21, R28): the queue, one registration, its decision. */
export function reviewRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(paths.review.list(), async (c) => {
    const actor = requireRole(c, 'reviewer');
    const found = await withActor(s.db, actor, async (trx) => ({
      queue: await reviewQueue(trx),
      notes: await noteQueue(trx),
    }));
    return respond(c, <ReviewQueuePage ctx={pageContext(c)} {...found} />);
  });
  app.route('/', noteReviewRoutes(s));

  const load = async (c: Context) => {
    const actor = requireRole(c, 'reviewer');
    const no = c.req.param('no') ?? '';
    if (!isVacancyNo(no)) throw new HTTPException(404);
    const found = await withActor(s.db, actor, async (trx) => {
      const row = await openRevisionOf(trx, no);
      if (!row) return undefined;
      const [agency] = await agenciesByIds(trx, [row.agency_id]);
      return { row, agency, scans: await scanStatesOf(trx, row.content.files) };
    });
    if (!found) return undefined;
    const { row, agency, scans } = found;
    const files = row.content.files.map((file) =>
      showFile(file, scans.get(file.id), s.config.scanning, paths.review.file(no, file.id)),
    );
    return { row, files, agencyName: agency?.name ?? '' };
  };

  app.get('/review/:no', async (c) => {
    const found = await load(c);
    if (!found) return decided(c, 404);
    return respond(c, <ReviewPage ctx={pageContext(c)} {...found} formKey={newFormKey()} />);
  });

  app.get('/review/:no/files/:id', async (c) => {
    const actor = requireRole(c, 'reviewer');
    const { no, id } = c.req.param();
    return sendVacancyFile(
      c,
      await withActor(s.db, actor, (trx) => offeredFile(trx, { no, id }, s.config.scanning)),
    );
  });

  app.post('/review/:no', async (c) => {
    const actor = requireRole(c, 'reviewer');
    const key = formKey(c);
    const no = c.req.param('no');
    if (!isVacancyNo(no)) throw new HTTPException(404);
    const decision = posted(c, 'decision');
    const number = /^\d{1,6}$/.test(posted(c, 'number')) ? Number(posted(c, 'number')) : 0;
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
      const found = await load(c);
      if (!found) return decided(c, 409);
      const kept = Object.fromEntries(VACANCY_ROWS.map((f) => [f.field, reasonOf(f.field)]));
      return respond(
        c,
        <ReviewPage
          ctx={pageContext(c)}
          {...found}
          formKey={key}
          reasons={kept}
          general={general}
          decision={decision}
          problems={problems}
        />,
        422,
      );
    }

    const done = await withActor(s.db, actor, async (trx) => {
      const before = await claimKey<{ outcome?: Outcome; refused?: true }>(trx, actor, 'vacancy.decide', key);
      if (before) return { ok: !before.refused, outcome: before.outcome };
      const written = await decideRevision(
        trx,
        actor,
        decision === 'approve'
          ? { no, number, decision: 'approve' }
          : { no, number, decision: 'return', reasons },
      );
      await keepResult(trx, actor, key, written.ok ? { outcome: written.outcome } : { refused: true });
      return { ok: written.ok, outcome: written.outcome };
    });
    if (!done.ok) return decided(c, 409);
    return goTo(c, paths.review.list(), { kind: 'success', text: said(no, decision, done.outcome) });
  });
  return app;
}

type Outcome = 'approved' | 'returned';

/** What is recorded and what happens next; an approval after the listing's own end became a return (rule 6). */
function said(no: string, decision: string, outcome: Outcome | undefined): string {
  if (decision === 'return') return `已退回 ${no}，退回理由會以信件通知機關。`;
  if (outcome === 'returned') return `${no} 的上網有效期間已過，已改為退回補正，並以信件通知機關修正迄日。`;
  return `已審核通過 ${no}，將自上網有效期間的起日刊登，並以信件通知機關。`;
}

const decided = (c: Context, status: 404 | 409): Response =>
  respond(c, <DecidedPage ctx={pageContext(c)} no={c.req.param('no') ?? ''} lost={status === 409} />, status);
