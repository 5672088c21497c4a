import type { NoticeMailData } from '../db/queries/applicant-mail-data.ts';
import { type InterviewOffWhy, interviewOffMail } from '../mail/templates/interview-off.ts';
import type { MailAttachment } from '../mail/transport.ts';
import type { Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { officerMailboxes } from './officer-mailboxes.ts';

/** Word to the officer that an interview is off, with what takes it out of her calendar; one mail for each mailbox. */
export async function interviewOffMails(
  deps: Deps,
  n: NoticeMailData,
  o: {
    key: string;
    why: InterviewOffWhy;
    since: Date;
    interviewAt: Date | null;
    attachments: MailAttachment[];
  },
): Promise<Promise<void>[]> {
  const { agencyName: agency, vacancyNo, title, applicationNo, ids } = n.application;
  const mail = interviewOffMail({
    agency,
    vacancyNo,
    title,
    applicationNo,
    why: o.why,
    since: o.since.toISOString(),
    interviewAt: o.interviewAt?.toISOString() ?? null,
    link: linksOf(deps.config.publicUrl).applicants(vacancyNo),
  });
  const boxes = await officerMailboxes(deps, { ...n.application, key: o.key });
  return boxes.map(({ key, to }) =>
    handOver(
      deps,
      { key, kind: 'interviewOff', noticeId: n.noticeId, vacancyNo, ...ids },
      { ...mail, to, attachments: o.attachments },
    ),
  );
}
