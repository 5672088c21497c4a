/** 婉拒錄取: who was selected says that she does not come; asked first, for good. */
import { Hono } from 'hono';
import { type Declined, declinePost } from '../../db/queries/reserve.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { ownOr404 } from './own-or-404.ts';
import { mayDecline } from './result-card.tsx';

export function declineRoutes(s: Services): Hono {
  const app = new Hono();

  app.get('/applicant/applications/:id/decline', async (c) => {
    const { row } = await ownOr404(s, c);
    if (!mayDecline(row)) return c.redirect(paths.applicant.application(row.id), 303);
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        title="婉拒錄取"
        sub={`${row.agency_name}　${row.title}　應徵編號 ${row.no}`}
        action={paths.applicant.decline(row.id)}
        formKey={newFormKey()}
        confirm="婉拒錄取"
        warning
        back={{ href: paths.applicant.application(row.id), text: '回應徵內容' }}
      >
        <p>婉拒後名額即由備取人員依名次遞補，無法再取回。機關會收到通知，收據另以信件寄給您。</p>
      </ConfirmPage>,
    );
  });

  app.post('/applicant/applications/:id/decline', async (c) => {
    const { actor, row } = await ownOr404(s, c);
    const declined = await act<Declined>(c, actor, 'result.decline', (trx) =>
      declinePost(trx, s.keyring, actor, row.id),
    );
    return goTo(
      c,
      paths.applicant.application(row.id),
      declined.ok
        ? { kind: 'success', text: `已記錄您婉拒錄取（應徵編號 ${row.no}），收據另寄給您。` }
        : { kind: 'notice', text: '目前沒有可婉拒的錄取，沒有變更。' },
    );
  });
  return app;
}
