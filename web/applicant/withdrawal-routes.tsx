import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { type TakenBack, takeBackWithdrawal, withdrawApplication } from '../../db/queries/withdrawals.ts';
import { UNDO_MINUTES } from '../../domain/withdrawal.ts';
import { ConfirmPage } from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { mayWithdraw } from './my-pages.tsx';
import { ownOr404 } from './own-or-404.ts';

const NOT_TAKEN_BACK: Record<(TakenBack & { ok: false })['why'], string> = {
  tooLate: `撤回已超過 ${UNDO_MINUTES} 分鐘，或職缺已截止，無法取回。截止前可以重新應徵。`,
  already: '您已重新應徵這個職缺，先前的應徵不需取回。',
};

/** 撤回應徵: asked first, told at once, and taken back within ten minutes until closing. */
export function withdrawalRoutes(s: Services): Hono {
  const app = new Hono();

  app.get('/applicant/applications/:id/withdraw', async (c) => {
    const { row } = await ownOr404(s, c);
    if (!mayWithdraw(row)) return c.redirect(paths.applicant.application(row.id), 303);
    const open = row.stage === 'listed' && row.closes_at !== null && row.closes_at > s.now();
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        title="撤回應徵"
        sub={`${row.agency_name}　${row.title}　應徵編號 ${row.no}`}
        action={paths.applicant.withdraw(row.id)}
        formKey={newFormKey()}
        confirm="撤回應徵"
        warning
        back={{ href: paths.applicant.application(row.id), text: '回應徵內容' }}
      >
        <p>
          撤回後，機關只看到這件應徵已於何時撤回，不再看到您的應徵資料，也不會再通知您面試。
          {open
            ? `截止前的 ${UNDO_MINUTES} 分鐘內可以取回；之後若改變心意，截止前可以重新應徵。`
            : '職缺已截止，撤回後無法取回，也不能重新應徵。'}
        </p>
      </ConfirmPage>,
    );
  });

  app.post('/applicant/applications/:id/withdraw', async (c) => {
    const { actor, row } = await ownOr404(s, c);
    const key = formKey(c);
    // also of a page that stood open while the result came
    if (row.state === 'open' && !mayWithdraw(row))
      return c.redirect(paths.applicant.application(row.id), 303);
    await withActor(s.db, actor, async (trx) => {
      if (await claimKey(trx, actor, 'application.withdraw', key)) return;
      await withdrawApplication(trx, actor, row.id);
      await keepResult(trx, actor, key, { id: row.id });
    });
    return goTo(c, paths.applicant.application(row.id), {
      kind: 'success',
      text: `已撤回應徵（應徵編號 ${row.no}），機關不再看到您的資料。${UNDO_MINUTES} 分鐘後，撤回的紀錄另以信件寄給您。`,
    });
  });

  app.post('/applicant/applications/:id/take-back', async (c) => {
    const { actor, row } = await ownOr404(s, c);
    const key = formKey(c);
    const done = await withActor(s.db, actor, async (trx): Promise<TakenBack> => {
      const before = await claimKey<TakenBack>(trx, actor, 'application.takeBackWithdrawal', key);
      if (before) return before;
      const answer = await takeBackWithdrawal(trx, s.keyring, actor, {
        applicationId: row.id,
        vacancyNo: row.vacancy_no,
      });
      await keepResult(trx, actor, key, answer);
      return answer;
    });
    return goTo(
      c,
      paths.applicant.application(row.id),
      done.ok
        ? {
            kind: 'success',
            text: `已取回應徵（應徵編號 ${row.no}），機關可以再看到您的資料。收據另寄給您。`,
          }
        : { kind: 'notice', text: NOT_TAKEN_BACK[done.why] },
    );
  });
  return app;
}
