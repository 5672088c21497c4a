/** 通知面試, 查看通知 and the withdrawal of a notice, for one person (R85–R91). */
import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { type ApplicantOf, applicantOf, noticesTo, type SentNotice } from '../../db/queries/notice-view.ts';
import { type NoticesSent, sendNotices, withdrawNotice } from '../../db/queries/notices.ts';
import { type OfficerVacancy, writerOf } from '../../db/queries/officer-vacancy.ts';
import { lettersTo, type SentLetter } from '../../db/queries/screening-letters.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, type Officer } from './applicants-load.ts';
import { noticeDefaults, noticeRequest, type ReadNotice, readNotice } from './notice-form-data.ts';
import { ViewNoticePage } from './notice-page.tsx';
import { stocked, stockPressed } from './notice-stock-acts.ts';
import { pattern } from './pattern.ts';
import { bodyOf } from './posted.ts';
import { SingleNoticePage } from './single-notice-page.tsx';
import { applicantsTrail } from './trails.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

const CHANGED =
  '您開啟本頁後，這位應徵者的通知已有變動（見下方歷程），可能是同仁剛通知或撤回；請確認後再按一次「送出邀約」';

interface Found {
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
  notices: readonly SentNotice[];
  letters: readonly SentLetter[];
}

export function noticeRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  /** The person of the address, of a vacancy of hers, and what she was sent. @throws HTTPException 404 */
  async function load(trx: Trx, c: Context, actor: Officer, act: string): Promise<Found> {
    const { vacancy } = await applicantsVacancy(trx, actor, c);
    const order = {
      vacancyNo: vacancy.no,
      applicationId: c.req.param('id') ?? '',
      act,
      requestId: requestIdOf(c),
    };
    const applicant = vacancyOr404(await applicantOf(trx, keyring, actor, order));
    const notices = await noticesTo(trx, keyring, applicant.id);
    return { vacancy, applicant, notices, letters: await lettersTo(trx, keyring, applicant.id) };
  }

  app.get(pattern(paths.officer.notice(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, async (trx) => {
      const one = await load(trx, c, actor, 'notice.view');
      return { ...one, writer: await writerOf(trx, actor) };
    });
    const { vacancy, notices, writer } = found;
    const first = notices.length === 0 || found.applicant.replyStatus === 'none';
    if (first || c.req.query('new') === '1')
      return form(c, actor, found, noticeDefaults(vacancy.content, writer, notices.at(-1)));
    return respond(c, <ViewNoticePage ctx={pageContext(c)} {...found} now={services.now()} />);
  });

  app.post(pattern(paths.officer.notice(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, (trx) => load(trx, c, actor, 'notice.form'));
    const notice = readNotice(bodyOf(c), services.now().toISOString());
    if (notice.problems.length > 0 || stockPressed(c) || posted(c, 'do') === 'preview')
      return form(c, actor, found, notice);
    const { vacancy, applicant } = found;
    const sent = await act<NoticesSent>(c, actor, 'notice.single', (trx) =>
      sendNotices(trx, keyring, actor, {
        vacancyNo: vacancy.no,
        applicationIds: [applicant.id],
        ...noticeRequest(notice.form),
        batch: false,
        seenLive: posted(c, 'live') || null,
      }),
    );
    if (!sent.ok && sent.refused.some((one) => one.why === 'changed'))
      return form(c, actor, found, notice, true);
    return goTo(
      c,
      paths.officer.notice(vacancy.no, applicant.id),
      sent.ok
        ? { kind: 'success', text: '已送出邀約，系統將寄送MAIL通知應徵者，寄送情形見下方歷程。' }
        : { kind: 'notice', text: '應徵者已撤回應徵，沒有送出邀約。' },
    );
  });

  app.get(pattern(paths.officer.noticeWithdraw(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, applicant } = await withActor(db, actor, (trx) => load(trx, c, actor, 'notice.view'));
    const here = paths.officer.notice(vacancy.no, applicant.id);
    if (!applicant.liveNoticeId) return goTo(c, here);
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        current="register"
        trail={applicantsTrail(vacancy.no, '撤回通知')}
        title="撤回通知"
        sub={`${applicant.brief.name}　職缺編號 ${vacancy.no}`}
        action={paths.officer.noticeWithdraw(vacancy.no, applicant.id)}
        formKey={newFormKey()}
        keep={{ notice: applicant.liveNoticeId }}
        confirm="撤回通知"
        warning
        back={{ href: here, text: '回查看通知' }}
      >
        <p>
          撤回後，應徵者信中的回覆連結會顯示通知已撤回，面試回覆狀態恢復為空白；通知與回覆的歷程保留。通知信若已寄出，系統會另寄撤回通知給應徵者，並取消信中加入行事曆的面試時間。
        </p>
      </ConfirmPage>,
    );
  });

  app.post(pattern(paths.officer.noticeWithdraw(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, applicant } = await withActor(db, actor, (trx) => load(trx, c, actor, 'notice.view'));
    const wanted = posted(c, 'notice');
    const done = await act<{ ok: boolean }>(c, actor, 'notice.withdraw', async (trx) => ({
      // only the notice the page named: one sent meanwhile by a colleague stays
      ok: wanted === applicant.liveNoticeId && (await withdrawNotice(trx, actor, wanted)),
    }));
    return goTo(
      c,
      paths.officer.applicants(vacancy.no),
      done.ok
        ? { kind: 'success', text: '已撤回通知，面試回覆狀態恢復為空白。' }
        : { kind: 'notice', text: '這份通知已不是目前有效的通知，沒有撤回。' },
    );
  });

  return app;

  async function form(
    c: Context,
    actor: Officer,
    found: Found,
    read: ReadNotice,
    changed = false,
  ): Promise<Response> {
    const { banner, ...shown } = await stocked(services, c, actor, found.vacancy.agency_id, read);
    if (changed) shown.problems = [{ field: '', message: CHANGED }];
    const view = {
      ...found,
      ...shown,
      ctx: pageContext(c, banner ? { banner } : {}),
      formKey: posted(c, '_key') || newFormKey(),
      preview: posted(c, 'do') === 'preview' && shown.problems.length === 0,
      publicUrl: services.config.publicUrl,
      now: services.now(),
    };
    const status = changed ? 409 : shown.problems.length > 0 ? 422 : 200;
    return respond(c, <SingleNoticePage view={view} />, status);
  }
}
