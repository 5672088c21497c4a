import type { NoticeMailData } from '../db/queries/applicant-mail-data.ts';
import { interviewCalendar } from '../mail/ics.ts';
import type { InterviewFacts } from '../mail/templates/interview-notice.ts';
import type { MailAttachment } from '../mail/transport.ts';

/** What every letter about an interview tells. */
export function interviewFacts(n: NoticeMailData): InterviewFacts {
  const { contactPerson, contactPhone, contactEmail, place } = n.body;
  return {
    name: n.application.to.name,
    agency: n.application.agencyName,
    vacancyNo: n.application.vacancyNo,
    title: n.application.title,
    contactPerson,
    contactPhone,
    contactEmail,
    interviewAt: n.interviewAt?.toISOString() ?? null,
    place,
  };
}

/**
 * What a notice does to the reader's calendar: its time takes the place of what an earlier notice of the same
 * application put there; without a time it takes an earlier one away.
 */
export function noticeCalendar(n: NoticeMailData): MailAttachment[] {
  const sequence = 2 * n.version;
  if (n.interviewAt) return [calendar(n, 'PUBLISH', n.interviewAt, sequence)];
  return n.earlierInterviewAt ? [calendar(n, 'CANCEL', n.earlierInterviewAt, sequence)] : [];
}

/** Takes away what a withdrawn notice, or one before it, put into the reader's calendar. */
export function withdrawnCalendar(n: NoticeMailData): MailAttachment[] {
  const at = n.interviewAt ?? n.earlierInterviewAt;
  return at ? [calendar(n, 'CANCEL', at, 2 * n.version + 1)] : [];
}

/** SEQUENCE is even for a notice and one more for its withdrawal: later than the notice, earlier than the next. */
function calendar(
  n: NoticeMailData,
  method: 'PUBLISH' | 'CANCEL',
  startsAt: Date,
  sequence: number,
): MailAttachment {
  const content = interviewCalendar({
    uid: `interview-${n.application.ids.application_id}@shiqiuren.invalid`,
    sequence,
    method,
    createdAt: n.createdAt.toISOString(),
    startsAt: startsAt.toISOString(),
    summary: `面試：${n.application.agencyName}${n.application.title}`,
    location: n.body.place,
    description: n.body.content,
    organizer: { name: n.body.contactPerson, email: n.body.contactEmail },
  });
  return {
    filename: 'interview.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content,
  };
}
