/** 職缺公告 and 刊登證明 of a vacancy as PDF. Neither holds a word about any applicant. */
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { listingRecord } from '../../db/queries/listing-record.ts';
import { officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import { typesetter } from '../typesetter.ts';
import { minuteStamp, PDF, sendFile } from './download.ts';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { hasPosting } from './vacancy-papers.tsx';

export function papersRoutes(services: Services): Hono {
  const app = new Hono();
  const url = (no: string): string => `${services.config.publicUrl}${paths.public.vacancy(no)}`;
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

  /** The vacancy with what happened to it. @throws HTTPException 404 for a foreign one */
  const load = (c: Context) => {
    const actor = requireOfficer(c);
    return withActor(services.db, actor, async (trx) => {
      const vacancy = vacancyOr404(await officerVacancy(trx, actor, c.req.param('no') ?? ''));
      return { vacancy, ...(await listingRecord(trx, vacancy.no)) };
    });
  };

  app.get(pattern(paths.officer.posting(':no')), async (c) => {
    const { vacancy: v } = await load(c);
    if (!hasPosting(v)) throw new HTTPException(404);
    const now = services.now();
    const { bytes } = await typesetter.posting({
      no: v.no,
      agencyName: v.agency_name,
      content: v.content,
      publishedOn: v.published_on,
      madeOn: taipeiDay(now),
      url: url(v.no),
    });
    return sendFile(c, `${v.no}-${minuteStamp(now)}-posting.pdf`, PDF, bytes);
  });

  app.get(pattern(paths.officer.listingCertificate(':no')), async (c) => {
    const { vacancy: v, revisions, turns } = await load(c);
    if (!v.listed_at) throw new HTTPException(404);
    const now = services.now();
    const { bytes } = await typesetter.listingCertificate({
      no: v.no,
      agencyName: v.agency_name,
      stage: v.stage,
      content: v.content,
      imported: v.origin === 'feed',
      listedAt: v.listed_at.toISOString(),
      closedAt: iso(v.closed_at),
      withdrawnAt: iso(v.withdrawn_at),
      withdrawReason: v.withdraw_reason,
      revisions: revisions.map((r) => ({
        number: r.number,
        state: r.state,
        content: r.content,
        submittedAt: r.submitted_at.toISOString(),
        decidedAt: iso(r.decided_at),
      })),
      turns: turns.map((turn) => ({ ...turn, at: turn.at.toISOString() })),
      madeAt: now.toISOString(),
      madeBy: pageContext(c).actor.name ?? '',
      url: url(v.no),
    });
    return sendFile(c, `${v.no}-${minuteStamp(now)}-listing-certificate.pdf`, PDF, bytes);
  });

  return app;
}
