import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import { type InterviewCalendar, interviewCalendar } from '../../mail/ics.ts';

const interview: InterviewCalendar = {
  uid: 'notice-1b2c3d4e@example.gov.tw',
  sequence: 1,
  method: 'PUBLISH',
  createdAt: '2026-11-21T02:12:00.000Z',
  startsAt: '2026-11-30T02:00:00.000Z',
  summary: '面試：測試機關專員',
  location: '測試大樓 5 樓; 會議室, 甲',
  description: '請攜帶身分證正本。\n至 5 樓報到。',
  organizer: { name: '測試"人員"1', email: 'hr@example.gov.tw' },
};

/** Unfolds and reads the lines as a calendar programme does. */
const read = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

describe('[R84] the calendar file of an interview', () => {
  it('has the time in UTC, an hour long, and its version', () => {
    const lines = read(interviewCalendar(interview));
    expect(lines).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'UID:notice-1b2c3d4e@example.gov.tw',
        'SEQUENCE:1',
        'DTSTAMP:20261121T021200Z',
        'DTSTART:20261130T020000Z',
        'DTEND:20261130T030000Z',
        'LOCATION:測試大樓 5 樓\\; 會議室\\, 甲',
        'DESCRIPTION:請攜帶身分證正本。\\n至 5 樓報到。',
        `ORGANIZER;CN="測試'人員'1":mailto:hr@example.gov.tw`,
        'STATUS:CONFIRMED',
      ]),
    );
    expect(lines.at(-2)).toBe('END:VCALENDAR');
  });

  it('cancels under the same uid', () => {
    const lines = read(interviewCalendar({ ...interview, method: 'CANCEL', sequence: 2 }));
    expect(lines).toEqual(expect.arrayContaining([`UID:${interview.uid}`, 'SEQUENCE:2', 'STATUS:CANCELLED']));
  });

  it('names an attendee with REQUEST only', () => {
    const attendee = { name: '測試姓名3', email: 'applicant@example.com' };
    const lines = read(interviewCalendar({ ...interview, method: 'REQUEST', attendee }));
    expect(lines).toContain('ATTENDEE;CN="測試姓名3";RSVP=FALSE:mailto:applicant@example.com');
    expect(() => interviewCalendar({ ...interview, attendee })).toThrow(RangeError);
    expect(() => interviewCalendar({ ...interview, method: 'REQUEST' })).toThrow(RangeError);
  });

  it('refuses a uid that could hold a person’s words, and times that are none', () => {
    for (const uid of ['王小明@example.com', 'a b c d e f g h', 'x'])
      expect(() => interviewCalendar({ ...interview, uid })).toThrow(RangeError);
    expect(() => interviewCalendar({ ...interview, startsAt: 'soon' })).toThrow(RangeError);
  });

  it('whatever is typed: lines of at most 75 octets, one property each, texts read back as they were', () => {
    const keys =
      /^(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|UID|SEQUENCE|DTSTAMP|DTSTART|DTEND|SUMMARY|LOCATION|DESCRIPTION|ORGANIZER|STATUS|TRANSP)[:;]/;
    const typed = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(typed, typed, (location, description) => {
        const text = interviewCalendar({ ...interview, location, description });
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of read(text).filter(Boolean)) expect(line).toMatch(keys);
      }),
    );
  });

  it('is read by a parser that is not ours as it was meant, whatever is typed', () => {
    const typed = fc.string({ unit: 'grapheme', maxLength: 120 });
    fc.assert(
      fc.property(typed, typed, fc.constantFrom('PUBLISH', 'CANCEL'), (summary, description, method) => {
        const words = { ...interview, summary: `面試：${summary}`, description, method } as const;
        const calendar = new ICAL.Component(ICAL.parse(interviewCalendar(words)));
        expect(calendar.getFirstPropertyValue('method')).toBe(method);
        expect(calendar.getAllSubcomponents()).toHaveLength(1);
        const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
        expect(event.uid).toBe(interview.uid);
        expect(event.sequence).toBe(1);
        expect(event.startDate.toJSDate().toISOString()).toBe(interview.startsAt);
        expect(event.duration.toSeconds()).toBe(3_600);
        expect(event.summary).toBe(cleanLine(words.summary));
        expect(event.description ?? '').toBe(cleanText(description));
        expect(event.location).toBe(interview.location);
        expect(event.organizer).toBe('mailto:hr@example.gov.tw');
      }),
    );
  });

  it.each(['PUBLISH', 'CANCEL'] as const)('has what Outlook, Google and Apple ask of %s', (method) => {
    const text = interviewCalendar({ ...interview, method });
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/);
    expect(text).toMatch(/END:VEVENT\r\nEND:VCALENDAR\r\n$/);
    // Outlook: lines end in CRLF, none is over 75 octets, and a method needs an organizer
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\ufeff]/);
    // each exactly once (RFC 5546); Google drops an event without DTSTAMP, Apple one without UID
    for (const name of [
      'METHOD',
      'UID',
      'DTSTAMP',
      'DTSTART',
      'DTEND',
      'SEQUENCE',
      'ORGANIZER',
      'SUMMARY',
      'STATUS',
    ])
      expect(text.match(new RegExp(`^${name}[:;]`, 'gm')), name).toHaveLength(1);
    // UTC throughout: a TZID would need its VTIMEZONE
    expect(text).not.toMatch(/TZID|VTIMEZONE|X-WR-TIMEZONE/);
    for (const name of ['DTSTAMP', 'DTSTART', 'DTEND'])
      expect(text).toMatch(new RegExp(`^${name}:\\d{8}T\\d{6}Z$`, 'm'));
    // nobody is asked to answer by calendar: only the link records a reply
    expect(text).not.toMatch(/ATTENDEE|RSVP/);
  });
});
