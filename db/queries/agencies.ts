import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

export interface Agency {
  id: number;
  code: string;
  name: string;
  address: string;
  phone: string;
  extension: string;
}

const columns = ['id', 'code', 'name', 'address', 'phone', 'extension'] as const;

/** The agencies with these ids, by code. */
export async function agenciesByIds(trx: Trx, ids: readonly number[]): Promise<Agency[]> {
  return trx
    .selectFrom('agency')
    .select(columns)
    .where('id', 'in', [...ids])
    .orderBy('code')
    .execute();
}

export async function agencyByCode(trx: Trx, code: string): Promise<Agency | undefined> {
  return trx.selectFrom('agency').select(columns).where('code', '=', code).executeTakeFirst();
}

/**
 * The agency of a feed row, found by name; one that is not known is made provisional, with a code of its own
 * (`P` and nine digits) until an administrator gives it the official one.
 */
export async function agencyByNameOrProvisional(trx: Trx, name: string): Promise<number> {
  const known = await trx
    .selectFrom('agency')
    .select('id')
    .where('name', '=', name)
    .orderBy('provisional')
    .executeTakeFirst();
  if (known) return known.id;
  const { rows } = await sql<{ id: number }>`
    insert into agency (code, name, provisional)
    values ('P' || lpad((select coalesce(max(id), 0) + 1 from agency)::text, 9, '0'), ${name}, true)
    returning id`.execute(trx);
  const made = rows[0];
  if (!made) throw new Error('agencyNotMade');
  return made.id;
}
