/** The passwords a person had before the present one; only the gate reads them, as hashes. */
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import type { TokenOwner } from './one-time-tokens.ts';

/** 附表十 4-2-5: a new password is none of so many that were used before. */
export const PASSWORDS_KEPT = 3;

const column = (owner: TokenOwner): 'applicant_id' | 'account_id' =>
  owner.kind === 'applicant' ? 'applicant_id' : 'account_id';

/** Hashes of the passwords before the present one, newest first (as `gate`). */
export async function pastPasswords(trx: Trx, owner: TokenOwner): Promise<string[]> {
  const rows = await trx
    .selectFrom('past_password')
    .select('hash')
    .where(column(owner), '=', owner.id)
    .orderBy('id', 'desc')
    .limit(PASSWORDS_KEPT)
    .execute();
  return rows.map((r) => r.hash);
}

/** Keeps the present hash among the past ones before another takes its place (as `gate`); older ones go. */
export async function keepPastPassword(trx: Trx, owner: TokenOwner): Promise<void> {
  const [table, mine] = [sql.table(owner.kind), sql.ref(column(owner))];
  await sql`insert into past_password (${mine}, hash)
    select id, password_hash from ${table} where id = ${owner.id} and password_hash like '$argon2%'`.execute(
    trx,
  );
  await sql`delete from past_password where ${mine} = ${owner.id} and id not in (
    select id from past_password where ${mine} = ${owner.id} order by id desc limit ${PASSWORDS_KEPT})`.execute(
    trx,
  );
}
