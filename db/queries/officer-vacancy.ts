import { sql } from 'kysely';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { Actor, Asked, Trx } from '../actor.ts';

type Officer = Actor & { kind: 'officer' };

/**
 * One vacancy of the officer's own agencies with everything her pages show of it; undefined for a foreign one.
 * The agency is asked for here because listed vacancies are readable by anyone.
 */
export async function officerVacancy(trx: Trx, actor: Officer, no: string) {
  const row = await trx
    .selectFrom('vacancy as v')
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .selectAll('v')
    .select(['a.name as agency_name', 'a.code as agency_code'])
    .where('v.no', '=', no)
    .where('v.agency_id', 'in', [...actor.agencyIds])
    .executeTakeFirst();
  if (!row) return undefined;
  const last = await trx
    .selectFrom('vacancy_revision')
    .select(['number', 'state', 'content', 'submitted_at', 'decided_at', 'reasons'])
    .where('vacancy_no', '=', no)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...row, lastRevision: last ?? null };
}
export type OfficerVacancy = NonNullable<Awaited<ReturnType<typeof officerVacancy>>>;

/** What stands at the head of the pages about a vacancy's applicants. */
export type VacancyHead = Pick<
  OfficerVacancy,
  'no' | 'title' | 'stage' | 'mode' | 'listed_at' | 'closes_at' | 'agency_id' | 'agency_name'
>;

/** The same of one of her own vacancies, without what only its own pages show; undefined for a foreign one. */
export async function vacancyHead(trx: Asked, actor: Officer, no: string): Promise<VacancyHead | undefined> {
  const { rows } = await sql<VacancyHead>`/* vacancy.head */
    select v.no, v.title, v.stage, v.mode, v.listed_at, v.closes_at, v.agency_id, a.name as agency_name
    from vacancy v join agency a on a.id = v.agency_id
    where v.no = ${no} and v.agency_id = any (${[...actor.agencyIds]}::int[])`.execute(trx);
  return rows[0];
}

/** What an officer edits or previews: the revision under review or sent back, else what is recorded. */
export function newestContent(v: OfficerVacancy): VacancyContent {
  const { lastRevision: last } = v;
  return last && v.stage !== 'preparing' && (last.state === 'open' || last.state === 'returned')
    ? last.content
    : v.content;
}

/** Every revision of a vacancy, oldest first, for its history. */
export async function revisionsOf(trx: Trx, no: string) {
  return trx
    .selectFrom('vacancy_revision')
    .select(['number', 'state', 'submitted_at', 'decided_at', 'reasons'])
    .where('vacancy_no', '=', no)
    .orderBy('number')
    .execute();
}

/** Who fills in a form: name, address and telephone of the signed-in account. */
export async function writerOf(trx: Trx, actor: Officer) {
  return trx
    .selectFrom('account')
    .select(['name', 'email', 'phone'])
    .where('id', '=', actor.accountId)
    .executeTakeFirst();
}

/** Applications of a vacancy: open ones, and those whose résumé is not yet produced. */
export async function applicantCounts(trx: Trx, no: string) {
  const row = await trx
    .selectFrom('application')
    .select((eb) => [
      eb.fn.countAll<string>().filterWhere('state', '=', 'open').as('open'),
      eb.fn
        .countAll<string>()
        .filterWhere(eb.and([eb('state', '=', 'open'), eb('production_state', '=', 'pending')]))
        .as('pending'),
      eb.fn.countAll<string>().filterWhere('state', '=', 'withdrawn').as('withdrawn'),
    ])
    .where('vacancy_no', '=', no)
    .executeTakeFirstOrThrow();
  return { open: Number(row.open), pending: Number(row.pending), withdrawn: Number(row.withdrawn) };
}
