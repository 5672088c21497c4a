/** 調閱簡歷 (R24, R27): the short résumés of a vacancy's applicants, on screen. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { briefNames, briefsOf, MAX_BRIEFS } from '../../db/queries/briefs.ts';
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
import { vacancyOr404 } from './vacancy-or-404.ts';

export function readingRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.briefs(':no')), async (c) => {
    const actor = requireOfficer(c);
    const ids = [...new Set(c.req.queries(WHO) ?? [])];
    if (ids.length > MAX_BRIEFS)
      return list(c, actor, [
        { field: WHO, message: `一次最多檢視 ${MAX_BRIEFS} 人，目前勾選 ${ids.length} 人，請減少勾選` },
      ]);
    if (ids.length > 0) return sideBySide(c, actor, ids);
    const pressed = c.req.query('show') === '1';
    return list(c, actor, pressed ? [{ field: WHO, message: '請先勾選要檢視簡歷的人員' }] : []);
  });

  app.get(pattern(paths.officer.brief(':no', ':id')), (c) =>
    sideBySide(c, requireOfficer(c), [c.req.param('id') ?? '']),
  );

  return app;

  async function list(c: Context, actor: Officer, problems: readonly Problem[]): Promise<Response> {
    const page = pageNumber(c.req.query('page'));
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return { ...door, rows: [], total: 0 };
      const { no: vacancyNo, agency_id: agencyId } = door.vacancy;
      const order = { vacancyNo, agencyId, page, requestId: requestIdOf(c) };
      return { ...door, ...(await briefNames(trx, keyring, actor, order)) };
    });
    if (found.closedDoor) return turnedAway(c, found.vacancy.no, found.closedDoor);
    return respond(
      c,
      <BriefsPage ctx={pageContext(c)} {...found} page={page} problems={problems} />,
      problems.length > 0 ? 422 : 200,
    );
  }

  /** @throws HTTPException 404 when none of them is an open application of the vacancy */
  async function sideBySide(c: Context, actor: Officer, ids: readonly string[]): Promise<Response> {
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
        now={services.now()}
      />,
    );
  }
}
