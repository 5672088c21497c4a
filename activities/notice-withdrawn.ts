import { noticeMailData } from '../db/queries/applicant-mail-data.ts';
import { noticeMailTried } from '../db/queries/mail-again.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { noticeWithdrawnMail } from '../mail/templates/notice-withdrawn.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { interviewFacts, withdrawnCalendar } from './interview.ts';
import { linksOf } from './links.ts';

/** To the applicant: the interview is off. Moot when no mail of a notice can have reached her. */
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
  await handOver(
    deps,
    { key, kind: 'noticeWithdrawn', noticeId, vacancyNo, ...ids },
    { ...mail, to: { name: to.name, address: to.email }, attachments: withdrawnCalendar(n) },
  );
}
