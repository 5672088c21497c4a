/** Review of the 公開說明 beside an extension or an early end (R28): the public reads it after approval alone. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { decideNote, type NoteToReview, noteToReview } from '../../db/queries/listing-notes.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { NotePage } from './note-pages.tsx';

export function noteReviewRoutes({ db }: Services): Hono {
  const app = new Hono();
  const load = (c: Context): Promise<NoteToReview | undefined> =>
    withActor(db, requireRole(c, 'reviewer'), (trx) => noteToReview(trx, c.req.param('id') ?? ''));
  const settled = (c: Context): Response =>
    goTo(c, paths.review.list(), {
      kind: 'notice',
      text: '這則公開說明已審核或已更動，這次的決定沒有寫入。',
    });

  app.get('/review/notes/:id', async (c) => {
    const note = await load(c);
    if (!note) return settled(c);
    return respond(c, <NotePage ctx={pageContext(c)} note={note} formKey={newFormKey()} />);
  });

  app.post('/review/notes/:id', async (c) => {
    const actor = requireRole(c, 'reviewer');
    const decision = posted(c, 'decision');
    const why = cleanLine(posted(c, 'why')).slice(0, 300);
    const problems: Problem[] = [];
    if (decision !== 'approve' && decision !== 'return')
      problems.push({ field: 'decision', message: '請選擇審核通過或退回補正' });
    else if (decision === 'return' && why === '')
      problems.push({ field: 'why', message: '退回補正請填寫退回原因，讓機關知道如何修正' });
    else if (decision === 'approve' && why !== '')
      problems.push({ field: 'decision', message: '已填寫退回原因；若要通過，請先清除退回原因' });
    if (problems.length > 0) {
      const note = await load(c);
      if (!note) return settled(c);
      const page = { ctx: pageContext(c), note, formKey: posted(c, '_key'), decision, why, problems };
      return respond(c, <NotePage {...page} />, 422);
    }
    const read = { id: c.req.param('id'), body: cleanText(posted(c, 'body')) };
    const done = await act<{ ok: boolean }>(c, actor, 'listingNote.decide', (trx) =>
      decideNote(
        trx,
        actor,
        decision === 'approve' ? { ...read, decision } : { ...read, decision: 'return', why },
      ),
    );
    if (!done.ok) return settled(c);
    const text =
      decision === 'approve'
        ? '已審核通過，公開說明已顯示在職缺頁。'
        : '已退回，退回原因會寄信通知承辦人員，並顯示在機關的待處理事項。';
    return goTo(c, paths.review.list(), { kind: 'success', text });
  });
  return app;
}
