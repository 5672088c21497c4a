import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { deleteDraft, ownDrafts } from '../../db/queries/application-drafts.ts';
import { taipeiTime } from '../../domain/roc-date.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { postedFields } from './application-form-data.ts';
import { saveDraft } from './draft-save.ts';

/** What `web/assets/client/autosave.js` shows when nothing was kept. */
const NOT_KEPT = {
  stale: '草稿在另一個視窗更動過，尚未儲存。請按「儲存草稿」核對。',
  notOpen: '這個職缺已截止，或您已送出應徵，草稿沒有儲存。',
  tooLong: '填寫的內容過長，草稿沒有儲存。',
} as const;

/** A draft of an application keeps itself while it is typed, and can be deleted. */
export function draftRoutes(s: Services): Hono {
  const app = new Hono();

  app.post('/apply/:no{[0-9]{10}}/autosave', async (c) => {
    const actor = requireApplicant(c);
    const kept = await saveDraft(s, actor, {
      vacancyNo: c.req.param('no'),
      formKey: formKey(c),
      body: postedFields(postedForm(c).entries),
    });
    c.header('Cache-Control', 'no-store');
    if (!kept.ok) return c.json({ text: NOT_KEPT[kept.why] }, kept.why === 'tooLong' ? 422 : 409);
    const fields = { draftVersion: String(kept.version) };
    return c.json({ text: `草稿已自動儲存 ${taipeiTime(s.now())}`, fields });
  });

  app.get('/applicant/drafts/:id/delete', async (c) => {
    const actor = requireApplicant(c);
    const drafts = await withActor(s.db, actor, (trx) => ownDrafts(trx, actor));
    const draft = drafts.find((one) => one.id === c.req.param('id'));
    if (!draft) throw new HTTPException(404);
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        title="刪除草稿"
        sub={`${draft.agency_name}　${draft.title}　${draft.vacancy_no}`}
        action={paths.applicant.deleteDraft(draft.id)}
        formKey={newFormKey()}
        confirm="刪除草稿"
        warning
        back={{ href: paths.applicant.home(), text: '回我的應徵' }}
      >
        <p>草稿刪除後無法復原。我的履歷不受影響；截止前您仍可重新填寫並應徵。</p>
      </ConfirmPage>,
    );
  });

  app.post('/applicant/drafts/:id/delete', async (c) => {
    const actor = requireApplicant(c);
    const id = c.req.param('id');
    if (!isId(id)) throw new HTTPException(404);
    const done = await act(c, actor, 'applicationDraft.delete', async (trx) => ({
      ok: await deleteDraft(trx, actor, id),
    }));
    return goTo(
      c,
      paths.applicant.home(),
      done.ok
        ? { kind: 'success', text: '草稿已刪除。' }
        : { kind: 'notice', text: '這份草稿已送出應徵，或已刪除。' },
    );
  });
  return app;
}
