/** A 公開說明 that a reviewer sent back, written anew and handed in again. */
import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { returnedNote, rewriteNote } from '../../db/queries/listing-notes.ts';
import { officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { cleanText } from '../../domain/contact.ts';
import { listingNoteProblem } from '../../domain/listing-note.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { RewriteNotePage } from './listing-notes.tsx';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

type Officer = Actor & { kind: 'officer' };

export function listingNotesRoutes({ db }: Services): Hono {
  const app = new Hono();
  const here = pattern(paths.officer.listingNote(':no', ':id'));
  const load = (c: Context, actor: Officer) =>
    withActor(db, actor, async (trx) => {
      const no = c.req.param('no') ?? '';
      const vacancy = vacancyOr404(await officerVacancy(trx, actor, no));
      const note = await returnedNote(trx, actor, { vacancyNo: no, id: c.req.param('id') ?? '' });
      return { vacancy, note };
    });
  const settled = (c: Context, no: string): Response =>
    goTo(c, paths.officer.vacancy(no), {
      kind: 'notice',
      text: '這則公開說明已重新送審或已公開，沒有變更。',
    });

  app.get(here, async (c) => {
    const { vacancy, note } = await load(c, requireOfficer(c));
    if (!note) return settled(c, vacancy.no);
    const page = { ctx: pageContext(c), formKey: newFormKey(), vacancy, note, body: note.body, problems: [] };
    return respond(c, <RewriteNotePage {...page} />);
  });

  app.post(here, async (c) => {
    const actor = requireOfficer(c);
    const body = cleanText(posted(c, 'note'));
    const wrong = body === '' ? { field: 'note', message: '請輸入公開說明' } : listingNoteProblem(body);
    const { vacancy, note } = await load(c, actor);
    if (wrong && note) {
      const formKey = posted(c, '_key');
      const page = { ctx: pageContext(c), formKey, vacancy, note, body, problems: [wrong] };
      return respond(c, <RewriteNotePage {...page} />, 422);
    }
    const id = c.req.param('id') ?? '';
    const done = wrong
      ? { ok: false }
      : await act<{ ok: boolean }>(c, actor, 'listingNote.rewrite', (trx) =>
          rewriteNote(trx, actor, { vacancyNo: vacancy.no, id, body }),
        );
    if (!done.ok) return settled(c, vacancy.no);
    const text = '已送出審核，公開說明通過後顯示在職缺頁。';
    return goTo(c, paths.officer.vacancy(vacancy.no), { kind: 'success', text });
  });
  return app;
}
