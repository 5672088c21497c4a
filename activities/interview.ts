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

/** A reply as the calendars hear of it. */
interface Answer {
  reply: 'accepted' | 'declined';
  before: 'accepted' | 'declined' | null;
  /** The time it took of an offer, and the one it gave back. */
  interviewAt: Date | null;
  earlierInterviewAt: Date | null;
}

/**
 * What a reply does to the applicant's calendar: a time taken of an offer goes in, one given back goes out. A time that
 * was set came with the notice; it goes out with a refusal, and in again with a change of mind.
 */
export function replyCalendar(n: NoticeMailData, r: Answer, replyVersion: number): MailAttachment[] {
  const offered = n.slots.length > 0;
  if (!offered && r.reply === 'accepted' && r.before !== 'declined') return [];
  return changed(n, r, offered ? r.earlierInterviewAt : n.interviewAt, replyVersion, calendar);
}

/** The same for the officer's calendar, into which a time comes when it is accepted. It names no person. */
export function officerCalendar(n: NoticeMailData, r: Answer, replyVersion: number): MailAttachment[] {
  const before = r.before === 'accepted' ? n.interviewAt : null;
  return changed(n, r, n.slots.length > 0 ? r.earlierInterviewAt : before, replyVersion, forOfficer);
}

/** Whether the officer's calendar holds the time of this notice. */
export const officerHolds = (n: NoticeMailData): boolean => n.reply === 'accepted' && n.interviewAt !== null;

/** Takes an accepted time out of the officer's calendar, when its notice or its application is withdrawn. */
export const officerWithdrawn = (n: NoticeMailData): MailAttachment[] =>
  officerHolds(n) && n.interviewAt ? [forOfficer(n, 'CANCEL', n.interviewAt, sequenceOf(n, LAST))] : [];

/** Takes out the time of an earlier notice that was accepted, when this one takes its place. */
export const officerReplaced = (n: NoticeMailData, earlier: Date): MailAttachment[] => [
  forOfficer(n, 'CANCEL', earlier, sequenceOf(n, 0)),
];

function changed(
  n: NoticeMailData,
  r: Answer,
  had: Date | null,
  replyVersion: number,
  make: typeof calendar,
): MailAttachment[] {
  const sequence = sequenceOf(n, replyVersion);
  const set = r.reply === 'accepted' ? n.interviewAt : null;
  const now = n.slots.length > 0 ? r.interviewAt : set;
  if (now) return [make(n, 'PUBLISH', now, sequence)];
  return had ? [make(n, 'CANCEL', had, sequence)] : [];
}

const LAST = 999;
/**
 * SEQUENCE rises with every notice of the application, within one with every reply that may move its time, and once
 * more with its withdrawal; whatever comes later counts.
 */
const sequenceOf = (n: NoticeMailData, step: number): number => 1_000 * n.version + Math.min(step, LAST);

type Method = 'PUBLISH' | 'CANCEL';

const calendar = (n: NoticeMailData, method: Method, startsAt: Date, sequence: number): MailAttachment =>
  file(n, method, startsAt, sequence, {
    summary: `面試：${n.application.agencyName}${n.application.title}`,
    description: n.body.content,
  });

const forOfficer = (n: NoticeMailData, method: Method, startsAt: Date, sequence: number): MailAttachment =>
  file(n, method, startsAt, sequence, {
    summary: `面試：${n.application.title}，應徵編號 ${n.application.applicationNo}`,
    description: `職缺編號 ${n.application.vacancyNo}，通知編號 ${n.noticeNo}`,
  });

function file(
  n: NoticeMailData,
  method: Method,
  startsAt: Date,
  sequence: number,
  words: { summary: string; description: string },
): MailAttachment {
  const content = interviewCalendar({
    ...words,
    uid: `interview-${n.application.ids.application_id}@shiqiuren.invalid`,
    sequence,
    method,
    createdAt: n.createdAt.toISOString(),
    startsAt: startsAt.toISOString(),
    location: n.body.place,
    organizer: { name: n.body.contactPerson, email: n.body.contactEmail },
  });
  return {
    filename: 'interview.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content,
  };
}
