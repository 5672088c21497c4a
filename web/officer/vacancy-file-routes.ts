/** 附件 to an officer, whether or not the public may have it yet. */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';
import { offeredFile, sendVacancyFile } from '../vacancy-file-download.ts';
import { pattern } from './pattern.ts';

export function vacancyFileRoutes({ db, config }: Services): Hono {
  const app = new Hono();
  app.get(pattern(paths.officer.file(':id')), async (c) => {
    const actor = requireOfficer(c);
    const id = c.req.param('id') ?? '';
    return sendVacancyFile(c, await withActor(db, actor, (trx) => offeredFile(trx, { id }, config.scanning)));
  });
  return app;
}
