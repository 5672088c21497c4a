/** 職缺行事曆 of her agencies, a month a page. */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { calendar } from '../../db/queries/holidays.ts';
import { vacancyCalendar } from '../../db/queries/vacancy-calendar.ts';
import { addMonths, isMonth } from '../../domain/month.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { calendarWeeks } from './calendar-days.ts';
import { CalendarPage } from './calendar-page.tsx';

/** Before and after these nothing can be listed, and no calendar is known. */
const FIRST = '2020-01';
const LAST = '2040-12';

export function calendarRoutes(services: Services): Hono {
  const app = new Hono();
  app.get(paths.officer.calendar(), async (c) => {
    const actor = requireOfficer(c);
    const today = taipeiDay(services.now());
    const asked = c.req.query('month') ?? '';
    const month = isMonth(asked) && asked >= FIRST && asked <= LAST ? asked : today.slice(0, 7);
    const time = {
      from: taipeiInstant(`${month}-01`),
      until: taipeiInstant(`${addMonths(month, 1)}-01`),
    };
    const weeks = await withActor(services.db, actor, async (trx) =>
      calendarWeeks(month, await vacancyCalendar(trx, actor, time), await calendar(trx)),
    );
    const asList = c.req.query('view') === 'list';
    return respond(
      c,
      <CalendarPage ctx={pageContext(c)} month={month} asList={asList} weeks={weeks} today={today} />,
    );
  });
  return app;
}
