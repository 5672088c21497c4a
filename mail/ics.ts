import { cleanLine, cleanText } from '../domain/contact.ts';

/**
 * An interview for the reader's calendar (RFC 5545). The usual method is PUBLISH: it puts the time into a calendar
 * and offers no answer button, which would mail the contact and could be taken for the reply that only the signed
 * link records.
 */
export interface InterviewCalendar {
  /** The same for all versions of one interview; from our own ids, nothing personal. */
  uid: string;
  /** Rises with every change, so that calendars replace what they have. */
  sequence: number;
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  /** When this version was made, ISO instant: the same at every try. */
  createdAt: string;
  /** ISO instant. */
  startsAt: string;
  /** Minutes; interviews are announced with their beginning only. */
  durationMinutes?: number;
  summary: string;
  location: string;
  description: string;
  /** The agency's contact. */
  organizer: { name: string; email: string };
  /** Only with REQUEST, where RFC 5546 demands it. */
  attendee?: { name: string; email: string };
  url?: string;
}

const DEFAULT_MINUTES = 60;

/**
 * The text of the calendar file: CRLF, folded at 75 octets, times in UTC (Taiwan has no other clock to lose by it,
 * and no time zone table has to be carried).
 * @throws RangeError for an unreadable instant, a uid with other than id characters, or REQUEST without attendee
 */
export function interviewCalendar(c: InterviewCalendar): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9.@-]{7,199}$/.test(c.uid)) throw new RangeError('uid is not made of ids');
  if ((c.method === 'REQUEST') !== (c.attendee !== undefined))
    throw new RangeError('an attendee goes with REQUEST, and only with it');
  const minutes = c.durationMinutes ?? DEFAULT_MINUTES;
  const cancelled = c.method === 'CANCEL';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shiqiuren//Interview//ZH',
    'CALSCALE:GREGORIAN',
    `METHOD:${c.method}`,
    'BEGIN:VEVENT',
    `UID:${c.uid}`,
    `SEQUENCE:${c.sequence}`,
    `DTSTAMP:${utc(c.createdAt)}`,
    `DTSTART:${utc(c.startsAt)}`,
    `DTEND:${utc(new Date(Date.parse(c.startsAt) + minutes * 60_000).toISOString())}`,
    `SUMMARY:${escapeText(cleanLine(c.summary))}`,
    ...(c.location === '' ? [] : [`LOCATION:${escapeText(cleanLine(c.location))}`]),
    ...(c.description === '' ? [] : [`DESCRIPTION:${escapeText(cleanText(c.description))}`]),
    ...(c.url === undefined ? [] : [`URL:${c.url.replace(/[^\x21-\x7e]/g, '')}`]),
    `ORGANIZER;CN=${quoted(c.organizer.name)}:${mailto(c.organizer.email)}`,
    ...(c.attendee === undefined
      ? []
      : [`ATTENDEE;CN=${quoted(c.attendee.name)};RSVP=FALSE:${mailto(c.attendee.email)}`]),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** §3.3.5 form 2. */
function utc(instant: string): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError('not an instant');
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** §3.3.11. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** §3.2: a quoted parameter value holds anything but quotes and controls. */
function quoted(text: string): string {
  return `"${cleanLine(text).replaceAll('"', "'")}"`;
}

function mailto(email: string): string {
  return `mailto:${email.replace(/[^\x21-\x7e]|[";,\\]/g, '')}`;
}

/** §3.1: at most 75 octets a line, never within a character. */
function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
