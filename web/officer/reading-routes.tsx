/** 調閱簡歷 (R24, R27): the short résumé on screen. */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { briefsPage } from '../../db/queries/briefs.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, pageNumber } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { BriefsPage } from './briefs-page.tsx';
import { pattern } from './pattern.ts';

export function readingRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.briefs(':no')), async (c) => {
    const actor = requireOfficer(c);
    const page = pageNumber(c.req.query('page'));
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return { ...door, rows: [], total: 0 };
      const { no: vacancyNo, agency_id: agencyId } = door.vacancy;
      const list = await briefsPage(trx, keyring, actor, {
        vacancyNo,
        agencyId,
        page,
        requestId: requestIdOf(c),
      });
      return { ...door, ...list };
    });
    if (found.closedDoor) return turnedAway(c, found.vacancy.no, found.closedDoor);
    return respond(c, <BriefsPage ctx={pageContext(c)} {...found} page={page} />);
  });

  return app;
}
