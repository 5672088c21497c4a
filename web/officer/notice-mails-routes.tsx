/** 通知信寄送情形 of a vacancy, and 再寄給未送達者 (R84). */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { type NoticeMails, noticeMails, noticeMailsAgain } from '../../db/queries/notice-mails.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { NoticeMailsPage } from './notice-mails-page.tsx';
import { pattern } from './pattern.ts';
import { applicantsTrail } from './trails.ts';

export function noticeMailsRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  async function load(c: Context): Promise<{ vacancy: OfficerVacancy; mails: NoticeMails } | Response> {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, async (trx) => {
      const { vacancy, closedDoor } = await applicantsVacancy(trx, actor, c);
      if (closedDoor) return { vacancy, closedDoor, mails: null };
      const order = { vacancyNo: vacancy.no, agencyId: vacancy.agency_id, requestId: requestIdOf(c) };
      return { vacancy, mails: await noticeMails(trx, keyring, actor, order) };
    });
    if (!found.mails) return turnedAway(c, found.vacancy.no, found.closedDoor);
    return found;
  }

  app.get(pattern(paths.officer.noticeMails(':no')), async (c) => {
    const found = await load(c);
    if (found instanceof Response) return found;
    return respond(c, <NoticeMailsPage ctx={pageContext(c)} {...found} now={services.now()} />);
  });

  app.get(pattern(paths.officer.noticeMailsAgain(':no')), async (c) => {
    const found = await load(c);
    if (found instanceof Response) return found;
    const { vacancy, mails } = found;
    const back = paths.officer.noticeMails(vacancy.no);
    if (mails.unreached === 0)
      return goTo(c, back, { kind: 'notice', text: '目前沒有未送達而仍可回覆的通知信。' });
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        current="register"
        trail={applicantsTrail(vacancy.no, '再寄給未送達者')}
        title="再寄給未送達者"
        sub={`職缺編號 ${vacancy.no}`}
        action={paths.officer.noticeMailsAgain(vacancy.no)}
        formKey={newFormKey()}
        confirm="再寄一次"
        back={{ href: back, text: '回通知信寄送情形' }}
      >
        <p>
          將重新寄送 <strong>{mails.unreached}</strong> 封面試通知。內容與回覆連結不變，已交寄的不會重寄。
        </p>
        <p>信件寄往應徵者目前留下的Email；遭拒收的信箱若未更正，可能仍無法寄達，請一併以電話聯絡。</p>
      </ConfirmPage>,
    );
  });

  app.post(pattern(paths.officer.noticeMailsAgain(':no')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, closedDoor } = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const { count } = await act<{ ok: boolean; count: number }>(
      c,
      actor,
      'notice.mailsAgain',
      async (trx) => ({
        ok: true,
        count: await noticeMailsAgain(trx, actor, { vacancyNo: vacancy.no, agencyId: vacancy.agency_id }),
      }),
    );
    return goTo(
      c,
      paths.officer.noticeMails(vacancy.no),
      count > 0
        ? { kind: 'success', text: `已交由系統再寄 ${count} 封面試通知，結果會顯示在下方。` }
        : { kind: 'notice', text: '沒有需要再寄的通知信。' },
    );
  });

  return app;
}
