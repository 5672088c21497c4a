/** What each day of a month says: openings, closings and interviews, how many are listed, days off. */
import type { Calendar } from '../../db/queries/holidays.ts';
import type { vacancyCalendar } from '../../db/queries/vacancy-calendar.ts';
import { weeksOf } from '../../domain/month.ts';
import { taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import { paths } from '../paths.ts';
import { closingMoment } from './register-rows.ts';

export interface CalendarEvent {
  kind: 'opening' | 'closing' | 'interview';
  /** What happens and when: 截止 17:00. */
  what: string;
  title: string;
  no: string;
  href: string;
}
export interface CalendarDay {
  day: string;
  off: boolean;
  /** Name of the day off, or of the working day made of one; '' for an ordinary day. */
  name: string;
  /** Vacancies listed at some time of this day. */
  listed: number;
  events: CalendarEvent[];
}

type Found = Awaited<ReturnType<typeof vacancyCalendar>>;

/** The weeks of a month, filled in. */
export function calendarWeeks(month: string, found: Found, calendar: Calendar): (CalendarDay | null)[][] {
  const events = eventsByDay(found);
  const periods = found.listings.map((one) => ({
    from: taipeiDay(one.opens_at),
    to: closingMoment(one.closes_at).day,
  }));
  return weeksOf(month).map((week) =>
    week.map((day) =>
      day === null
        ? null
        : {
            day,
            off: calendar.isHoliday(day),
            name: calendar.nameOf(day),
            listed: periods.filter(({ from, to }) => from <= day && day <= to).length,
            events: events.get(day) ?? [],
          },
    ),
  );
}

function eventsByDay({ listings, interviews }: Found): Map<string, CalendarEvent[]> {
  const byDay = new Map<string, CalendarEvent[]>();
  const add = (day: string, event: CalendarEvent): void => {
    byDay.set(day, [...(byDay.get(day) ?? []), event]);
  };
  for (const { no, title, opens_at, closes_at } of listings) {
    const of = { no, title, href: paths.officer.vacancy(no) };
    add(taipeiDay(opens_at), { ...of, kind: 'opening', what: '開始刊登' });
    const { day, clock } = closingMoment(closes_at);
    add(day, { ...of, kind: 'closing', what: `截止 ${clock}` });
  }
  for (const { vacancy_no: no, title, interview_at, people } of interviews)
    add(taipeiDay(interview_at), {
      kind: 'interview',
      what: `面試 ${taipeiTime(interview_at)}，${people} 人`,
      title,
      no,
      href: paths.officer.applicants(no),
    });
  return byDay;
}
