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
 * application put there; without a time it takes an earlier one away. A time taken of an offer goes out with the
 * receipt of the reply that took it.
 */
export function noticeCalendar(n: NoticeMailData): MailAttachment[] {
  const sequence = sequenceOf(n, 0);
  if (n.interviewAt && n.slots.length === 0) return [calendar(n, 'PUBLISH', n.interviewAt, sequence)];
  return n.earlierInterviewAt ? [calendar(n, 'CANCEL', n.earlierInterviewAt, sequence)] : [];
}

/** Takes away what a withdrawn notice, or one before it, put into the reader's calendar. */
export function withdrawnCalendar(n: NoticeMailData): MailAttachment[] {
  const at = n.interviewAt ?? n.earlierInterviewAt;
  return at ? [calendar(n, 'CANCEL', at, sequenceOf(n, LAST))] : [];
}

/** What a reply to an offer of times does to the calendar: the time taken goes in, one given back goes out. */
export function slotCalendar(
  n: NoticeMailData,
  reply: { interviewAt: Date | null; earlierInterviewAt: Date | null },
  replyVersion: number,
): MailAttachment[] {
  const sequence = sequenceOf(n, replyVersion);
  if (reply.interviewAt) return [calendar(n, 'PUBLISH', reply.interviewAt, sequence)];
  return reply.earlierInterviewAt ? [calendar(n, 'CANCEL', reply.earlierInterviewAt, sequence)] : [];
}

const LAST = 999;
/**
 * SEQUENCE rises with every notice of the application, within one with every reply that may move its time, and once
 * more with its withdrawal; whatever comes later counts.
 */
const sequenceOf = (n: NoticeMailData, step: number): number => 1_000 * n.version + Math.min(step, LAST);

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
