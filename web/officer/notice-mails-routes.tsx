/** 通知信寄送情形 of a vacancy, and 再寄給未送達者 (R84). */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { letterMails, lettersAgain, unreachedLetters } from '../../db/queries/letter-mails.ts';
import { noticeMails, noticeMailsAgain, unreachedNotices } from '../../db/queries/notice-mails.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { NoticeMailsPage } from './notice-mails-page.tsx';
import { pattern } from './pattern.ts';
import { applicantsTrail } from './trails.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

export function noticeMailsRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.noticeMails(':no')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, closedDoor, ...found } = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return door;
      const { no: vacancyNo, agency_id: agencyId } = door.vacancy;
      const order = { vacancyNo, agencyId, requestId: requestIdOf(c) };
      const mails = await noticeMails(trx, keyring, actor, order);
      return { ...door, both: { mails, letters: await letterMails(trx, keyring, actor, order) } };
    });
    if (!('both' in found)) return turnedAway(c, vacancy.no, closedDoor ?? '');
    const page = { ctx: pageContext(c), vacancy, ...found.both, now: services.now() };
    return respond(c, <NoticeMailsPage {...page} />);
  });

  app.get(pattern(paths.officer.noticeMailsAgain(':no')), async (c) => {
    const actor = requireOfficer(c);
    const only = onlyOf(c.req.query('only'));
    const { vacancy, closedDoor, notices, letters } = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      const order = { vacancyNo: door.vacancy.no, only };
      return {
        ...door,
        notices: await unreachedNotices(trx, order),
        letters: await unreachedLetters(trx, order),
      };
    });
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const back = paths.officer.noticeMails(vacancy.no);
    if (notices + letters === 0)
      return goTo(c, back, { kind: 'notice', text: '目前沒有未送達而可以再寄的信件。' });
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
        keep={only === undefined ? {} : { only }}
        confirm="再寄一次"
        back={{ href: back, text: '回通知信寄送情形' }}
      >
        <p>將重新寄送 {what(notices, letters)}。內容與連結不變，已交寄的不會重寄。</p>
        <p>信件寄往應徵者目前留下的Email；遭拒收的信箱若未更正，可能仍無法寄達，請一併以電話聯絡。</p>
      </ConfirmPage>,
    );
  });

  app.post(pattern(paths.officer.noticeMailsAgain(':no')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, closedDoor } = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const only = onlyOf(posted(c, 'only') || undefined);
    const order = { vacancyNo: vacancy.no, agencyId: vacancy.agency_id, only };
    const { notices, letters } = await act<{ ok: boolean; notices: number; letters: number }>(
      c,
      actor,
      'notice.mailsAgain',
      async (trx) => ({
        ok: true,
        notices: await noticeMailsAgain(trx, actor, order),
        letters: await lettersAgain(trx, actor, order),
      }),
    );
    return goTo(
      c,
      paths.officer.noticeMails(vacancy.no),
      notices + letters > 0
        ? { kind: 'success', text: `已交由系統再寄 ${what(notices, letters)}，結果會顯示在下方。` }
        : { kind: 'notice', text: '沒有需要再寄的信件。' },
    );
  });

  return app;
}

/** `2 封面試通知、1 封審查或甄選結果信件` */
const what = (notices: number, letters: number): string =>
  [
    ...(notices > 0 ? [`${notices} 封面試通知`] : []),
    ...(letters > 0 ? [`${letters} 封審查或甄選結果信件`] : []),
  ].join('、');

/** One person asked for. @throws HTTPException 404 for what can be no application */
const onlyOf = (id: string | undefined): string | undefined =>
  id === undefined ? undefined : vacancyOr404(isId(id) ? id : undefined);
