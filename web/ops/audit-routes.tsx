/** 稽核查詢, for auditors alone: an operator keeps the machinery running and reads nobody's trail. */
import { Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { auditTrail } from '../../db/queries/audit-trail.ts';
import type { Problem } from '../../domain/problem.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { readTrail } from './audit-filter.ts';
import { AuditPage } from './audit-page.tsx';

const UNKNOWN: Record<'number' | 'login', Problem> = {
  number: { field: 'number', message: '查無此編號，請核對應徵編號或職缺編號' },
  login: { field: 'login', message: '查無此帳號，請核對人員帳號' },
};
const NOTHING = { events: [], newer: false, older: false };

export function auditRoutes({ db }: Services): Hono {
  const app = new Hono();
  app.get(paths.ops.audit(), async (c) => {
    const actor = requireRole(c, 'auditor') as Actor & { kind: 'auditor' };
    const read = readTrail(c.req.query());
    const found =
      read.problems.length > 0
        ? null
        : await withActor(db, actor, (trx) =>
            auditTrail(trx, actor, read.filter, read.place, requestIdOf(c)),
          );
    const problems = found?.ok === false ? [UNKNOWN[found.unknown]] : read.problems;
    const shown = found?.ok ? found : NOTHING;
    return respond(
      c,
      <AuditPage ctx={pageContext(c)} read={read} problems={problems} {...shown} />,
      problems.length > 0 ? 422 : 200,
    );
  });
  return app;
}
