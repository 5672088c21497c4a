/** 批次通知面試 (R82–R84): one notice to everyone ticked, all or none. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import { type NoticesSent, sendNotices } from '../../db/queries/notices.ts';
import { type OfficerVacancy, writerOf } from '../../db/queries/officer-vacancy.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, applicantsView, type Officer } from './applicants-load.ts';
import { ApplicantsPage } from './applicants-page.tsx';
import { turnedAway } from './applicants-routes.tsx';
import { NOTICE } from './applicants-rows.tsx';
import { BatchNoticePage } from './batch-notice-page.tsx';
import { noticeDefaults, noticeRequest, type ReadNotice, readNotice } from './notice-form-data.ts';
import { stocked } from './notice-stock-acts.ts';
import { pattern } from './pattern.ts';
import { bodyOf, text, texts } from './posted.ts';

export function batchNoticeRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  // nothing is ticked by an address: the list is where one begins
  app.get(pattern(paths.officer.newNotices(':no')), (c) => {
    requireOfficer(c);
    return goTo(c, paths.officer.applicants(c.req.param('no') ?? ''));
  });

  app.post(pattern(paths.officer.newNotices(':no')), async (c) => {
    const actor = requireOfficer(c);
    const found = await ticked(c, actor);
    if (found instanceof Response) return found;
    const writer = await withActor(db, actor, (trx) => writerOf(trx, actor));
    return form(c, actor, found, noticeDefaults(found.vacancy.content, writer, undefined));
  });

  app.post(pattern(paths.officer.notices(':no')), async (c) => {
    const actor = requireOfficer(c);
    const wish = text(bodyOf(c), 'do');
    const ids = [...new Set(texts(bodyOf(c), NOTICE))];
    const notice = readNotice(bodyOf(c), services.now().toISOString(), ids.length);
    if (wish === 'send' && notice.problems.length === 0 && ids.length > 0 && ids.every(isId)) {
      // the claim comes first: a second press must be told of the first one's notices, not that all are notified
      const no = c.req.param('no') ?? '';
      const { vacancy, closedDoor } = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
      if (closedDoor) return turnedAway(c, no, closedDoor);
      const sent = await act<NoticesSent>(c, actor, 'notice.batch', (trx) =>
        sendNotices(trx, keyring, actor, {
          vacancyNo: vacancy.no,
          applicationIds: ids,
          ...noticeRequest(notice.form),
          batch: true,
        }),
      );
      if (sent.ok)
        return goTo(c, paths.officer.applicants(no), {
          kind: 'success',
          text: `已送出 ${sent.noticeIds.length} 人的面試通知，系統將寄送MAIL，回覆會顯示在面試回覆狀態。`,
        });
    }
    const found = await ticked(c, actor);
    if (found instanceof Response) return found;
    return form(c, actor, found, notice);
  });

  return app;

  interface Ticked {
    vacancy: OfficerVacancy;
    people: { id: string; name: string }[];
  }

  /** Those ticked, if all of them may be notified together; otherwise the list with the reason at its boxes. */
  async function ticked(c: Context, actor: Officer): Promise<Ticked | Response> {
    const ids = [...new Set(texts(bodyOf(c), NOTICE))];
    const { vacancy, closedDoor, people } = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      const order = {
        vacancyNo: door.vacancy.no,
        applicationIds: ids,
        act: 'applicants.ticked',
        requestId: requestIdOf(c),
      };
      return { ...door, people: door.closedDoor ? [] : await namesOf(trx, keyring, actor, order) };
    });
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const message = refusal(ids, people);
    if (message === null) return { vacancy, people };
    const problems = [{ field: NOTICE, message }];
    const view = await applicantsView(services, c, actor, vacancy, { page: 1, problems });
    return respond(c, <ApplicantsPage view={view} />, 422);
  }

  async function form(
    c: Context,
    actor: Officer,
    { vacancy, people }: Ticked,
    read: ReadNotice,
  ): Promise<Response> {
    const { banner, ...shown } = await stocked(services, c, actor, vacancy.agency_id, read);
    const view = {
      ...shown,
      ctx: pageContext(c, banner ? { banner } : {}),
      vacancy,
      people,
      formKey: posted(c, '_key') || newFormKey(),
      preview: posted(c, 'do') === 'preview' && shown.problems.length === 0,
      publicUrl: services.config.publicUrl,
      now: services.now(),
    };
    return respond(c, <BatchNoticePage view={view} />, shown.problems.length > 0 ? 422 : 200);
  }
}

/** Why those ticked cannot be notified together, or `null` (R90: once notified, never again in a batch). */
function refusal(ids: readonly string[], people: readonly { replyStatus: string }[]): string | null {
  if (ids.length === 0) return '請先勾選欲通知之應徵者';
  if (people.length !== ids.length) return '勾選的人員中有人已撤回應徵或不屬於這筆職缺，請重新勾選';
  const notified = people.filter((person) => person.replyStatus !== 'none').length;
  return notified > 0 ? `勾選的人員中有 ${notified} 人已通知面試，請由「查看通知」再次通知` : null;
}
