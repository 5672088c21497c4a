/** 調閱簡歷 (R24, R27): the short résumés of a vacancy's applicants, on screen. */
import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { briefNames, briefsOf, MAX_BRIEFS } from '../../db/queries/briefs.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import type { Problem } from '../../domain/problem.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, type Officer, pageNumber } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { BriefsPage, BriefsSideBySide, WHO } from './briefs-page.tsx';
import { pattern } from './pattern.ts';
import type { TickedPerson } from './ticked-elsewhere.tsx';
import { vacancyOr404 } from './vacancy-or-404.ts';

/** As many go along from page to page in the address; ten of them can be shown. */
const MOST_ALONG = 100;

export function readingRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.briefs(':no')), async (c) => {
    const actor = requireOfficer(c);
    const ids = [...new Set(c.req.queries(WHO) ?? [])];
    // a step to another page, or back from those shown: what is ticked goes along
    if (c.req.query('page') !== undefined) return list(c, actor, ids, []);
    if (ids.length > MAX_BRIEFS)
      return list(c, actor, ids, [
        { field: WHO, message: `一次最多檢視 ${MAX_BRIEFS} 人，目前勾選 ${ids.length} 人，請減少勾選` },
      ]);
    if (ids.length > 0) return sideBySide(c, actor, ids, { page: pageNumber(c.req.query('at')) });
    const pressed = c.req.query('show') === '1';
    return list(c, actor, [], pressed ? [{ field: WHO, message: '請先勾選要檢視簡歷的人員' }] : []);
  });

  app.get(pattern(paths.officer.brief(':no', ':id')), (c) =>
    sideBySide(c, requireOfficer(c), [c.req.param('id') ?? '']),
  );

  return app;

  async function list(
    c: Context,
    actor: Officer,
    ids: readonly string[],
    problems: readonly Problem[],
  ): Promise<Response> {
    const page = pageNumber(c.req.query('page') ?? c.req.query('at'));
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return { ...door, rows: [], total: 0, elsewhere: [] };
      const { no: vacancyNo, agency_id: agencyId } = door.vacancy;
      const order = { vacancyNo, agencyId, page, requestId: requestIdOf(c) };
      const shown = await briefNames(trx, keyring, actor, order);
      return {
        ...door,
        ...shown,
        elsewhere: await notShown(trx, actor, { ...order, ids, rows: shown.rows }),
      };
    });
    if (found.closedDoor) return turnedAway(c, found.vacancy.no, found.closedDoor);
    return respond(
      c,
      <BriefsPage ctx={pageContext(c)} {...found} page={page} ticked={new Set(ids)} problems={problems} />,
      problems.length > 0 ? 422 : 200,
    );
  }

  /** Those ticked whom the page does not show. */
  async function notShown(
    trx: Trx,
    actor: Officer,
    o: {
      vacancyNo: string;
      ids: readonly string[];
      rows: readonly { id: string }[];
      requestId: string | null;
    },
  ): Promise<TickedPerson[]> {
    const others = o.ids.filter((id) => isId(id) && !o.rows.some((row) => row.id === id));
    if (others.length === 0) return [];
    const order = { ...o, applicationIds: others.slice(0, MOST_ALONG), act: 'applicants.ticked' };
    const named = await namesOf(trx, keyring, actor, order);
    return named.map(({ id, name }) => ({ value: id, name }));
  }

  /** @throws HTTPException 404 when none of them is an open application of the vacancy */
  async function sideBySide(
    c: Context,
    actor: Officer,
    ids: readonly string[],
    chosen?: { page: number },
  ): Promise<Response> {
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return { ...door, people: [] };
      const order = { vacancyNo: door.vacancy.no, ids, requestId: requestIdOf(c) };
      return { ...door, people: await briefsOf(trx, keyring, actor, order) };
    });
    if (found.closedDoor) return turnedAway(c, found.vacancy.no, found.closedDoor);
    vacancyOr404(found.people[0]);
    return respond(
      c,
      <BriefsSideBySide
        ctx={pageContext(c)}
        vacancy={found.vacancy}
        people={found.people}
        missing={ids.length - found.people.length}
        chosen={chosen}
        now={services.now()}
      />,
    );
  }
}
