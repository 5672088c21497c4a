import { noticeMailData } from '../db/queries/applicant-mail-data.ts';
import { noticeMailTried } from '../db/queries/mail-again.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { noticeWithdrawnMail } from '../mail/templates/notice-withdrawn.ts';
import { asWorker, type Deps } from './deps.ts';
import { allHandedOver, handOver } from './hand-over.ts';
import { interviewFacts, officerHolds, officerWithdrawn, withdrawnCalendar } from './interview.ts';
import { interviewOffMails } from './interview-off.ts';
import { linksOf } from './links.ts';

/** To the applicant, and to the officer in whose calendar it stands: the interview is off. Moot when no mail of a notice can have reached her. */
export async function sendNoticeWithdrawn(deps: Deps, noticeId: string): Promise<void> {
  const key = mailKey.noticeWithdrawn(noticeId);
  const n = await asWorker(deps, async (trx) => {
    const data = await noticeMailData(trx, deps.keyring, noticeId);
    return data && (await noticeMailTried(trx, data.application.ids.application_id)) ? data : undefined;
  });
  if (!n) return asWorker(deps, (trx) => replaceMail(trx, key));
  const { ids, vacancyNo, to } = n.application;
  const mail = noticeWithdrawnMail({
    ...interviewFacts(n),
    noticeNo: n.noticeNo,
    createdAt: n.createdAt.toISOString(),
    link: linksOf(deps.config.publicUrl).application(ids.application_id),
  });
  const told = handOver(
    deps,
    { key, kind: 'noticeWithdrawn', noticeId, vacancyNo, ...ids },
    { ...mail, to: { name: to.name, address: to.email }, attachments: withdrawnCalendar(n) },
  );
  const off = {
    key: mailKey.interviewOff(noticeId, 'withdrawn'),
    why: 'noticeWithdrawn' as const,
    since: new Date(),
    interviewAt: n.interviewAt,
    attachments: officerWithdrawn(n),
  };
  await allHandedOver([told, ...(officerHolds(n) ? await interviewOffMails(deps, n, off) : [])]);
}
