import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { ownApplication } from '../../db/queries/own-applications.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import type { Services } from '../services.ts';

/** The application of the address, hers. @throws HTTPException 404 for a foreign, unknown or emptied one */
export async function ownOr404(s: Services, c: Context) {
  const actor = requireApplicant(c);
  const id = c.req.param('id') ?? '';
  const row = isId(id)
    ? await withActor(s.db, actor, (trx) => ownApplication(trx, s.keyring, actor, id))
    : undefined;
  if (!row) throw new HTTPException(404);
  return { actor, row };
}
