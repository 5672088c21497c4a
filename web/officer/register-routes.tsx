/** 機關徵才登錄 and 歷史職缺 (R22–R29). */
import { type Context, Hono } from 'hono';
import { type Actor, type Asked, type Trx, together, withActor } from '../../db/actor.ts';
import { registerAttention } from '../../db/queries/register-attention.ts';
import {
  isWhole,
  REGISTER_PAGE,
  type RegisterCount,
  type RegisterFilter,
  registerCounts,
  registerPage,
  registerTotal,
} from '../../db/queries/vacancy-lists.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { TabItem } from '../components/index.ts';
import { waitingOf } from '../desk-summary.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { filterOf, type RegisterQuery, readRegisterQuery, TABS, tabHref } from './register-filter.ts';
import { RegisterPage } from './register-page.tsx';
import { registerRows } from './register-rows.ts';

export function registerRoutes(services: Services): Hono {
  const app = new Hono();
  app.get(paths.officer.vacancies(), (c) => list(c, false));
  app.get(paths.officer.pastVacancies(), (c) => list(c, true));
  return app;

  async function list(c: Context, past: boolean): Promise<Response> {
    const actor = requireOfficer(c);
    const now = services.now();
    const read = readRegisterQuery(c.req.query(), past);
    const filter = filterOf(read, { agencyIds: actor.agencyIds, today: taipeiDay(now) });
    const { page, counts, attention: a } = await found(actor, filter, past);
    return respond(
      c,
      <RegisterPage
        ctx={pageContext(c, a ? { waiting: waitingOf(a) } : {})}
        read={read}
        problems={read.problems}
        rows={registerRows(page, (read.query.page - 1) * REGISTER_PAGE + 1, now)}
        total={registerTotal(counts, filter)}
        tabs={tabItems(read.query, counts)}
        attention={a}
        now={now}
      />,
      read.problems.length > 0 ? 422 : 200,
    );
  }

  /** As it opens, all in one trip; narrowed, what waits for her is asked beside it, as its plan is not like the others'. */
  async function found(actor: Officer, f: RegisterFilter, past: boolean) {
    const whole = isWhole(f);
    const listed = (trx: Trx, all: Asked) =>
      Promise.all([registerPage(trx, all, f), registerCounts(trx, all, f)]);
    const waits = (all: Asked) => (past ? null : registerAttention(all, actor));
    const [[page, counts], attention] = whole
      ? await withActor(
          services.db,
          actor,
          (trx) => together(trx, (all) => Promise.all([listed(trx, all), waits(all)])),
          { planned: true },
        )
      : await Promise.all([
          withActor(services.db, actor, (trx) => together(trx, (all) => listed(trx, all))),
          past
            ? null
            : withActor(services.db, actor, (trx) => registerAttention(trx, actor), { planned: true }),
        ]);
    return { page, counts, attention };
  }
}

type Officer = Actor & { kind: 'officer' };

/** The tabs with their counts; rare ones only while they hold something. */
function tabItems(query: RegisterQuery, counts: readonly RegisterCount[]): TabItem[] {
  return TABS.flatMap((tab) => {
    const ended = 'ended' in tab;
    if (query.past && tab.key !== 'all' && !ended) return [];
    // what has ended is counted whether or not its last day is still to come
    const count = counts
      .filter(
        (row) =>
          (tab.stage === '' || row.stage === tab.stage) && (tab.review === '' || row.review === tab.review),
      )
      .reduce((sum, row) => sum + (ended ? row.evenEnded : row.n), 0);
    const current = tab.key === query.tab;
    if ('rare' in tab && count === 0 && !current) return [];
    return [{ text: tab.text, href: tabHref(query, tab), count, current }];
  });
}
