/** What the rows of the audit trail are called: staff by name, applications and vacancies by number, nobody else. */
import { sql } from 'kysely';
import type { Trx } from '../actor.ts';

export interface TrailEvent {
  id: string;
  at: Date;
  act: string;
  actorKind: string;
  /** Of a back-office account; applicants are told by their application's number only. */
  actor: { name: string; login: string } | null;
  agencyName: string | null;
  subjectKind: string;
  /** Number of the application or vacancy, or the account's name; null when it has none or is gone. */
  subject: string | null;
  vacancyNo: string | null;
  why: string | null;
  details: Record<string, unknown> | null;
}

interface Row {
  id: string;
  at: Date;
  act: string;
  actor_kind: string;
  actor_id: string | null;
  agency_id: number | null;
  subject_kind: string;
  subject_id: string | null;
  why: string | null;
  details: Record<string, unknown> | null;
}
/** Number of the application and its vacancy. */
interface About {
  no: string | null;
  vacancy_no: string | null;
}

/** The events with their names; each kind is asked for once. */
export async function named(trx: Trx, rows: readonly Row[]): Promise<TrailEvent[]> {
  if (rows.length === 0) return [];
  const of = (kind: string): string[] =>
    rows.filter((r) => r.subject_kind === kind).flatMap((r) => r.subject_id ?? []);
  const asked = rows.flatMap((r) => (typeof r.details?.accountId === 'string' ? r.details.accountId : []));
  const staff = await staffOf(trx, [...rows.flatMap((r) => r.actor_id ?? []), ...of('account'), ...asked]);
  const agencies = await agenciesOf(
    trx,
    rows.flatMap((r) => r.agency_id ?? []),
  );
  const about = await numbersOf(trx, of('application'), of('mail'));
  return rows.map((r) => {
    const found = about.get(r.subject_id ?? '');
    const login = typeof r.details?.accountId === 'string' && staff.get(r.details.accountId)?.login;
    return {
      id: r.id,
      at: r.at,
      act: r.act,
      actorKind: r.actor_kind,
      actor: staff.get(r.actor_id ?? '') ?? null,
      agencyName: agencies.get(r.agency_id ?? 0) ?? null,
      subjectKind: r.subject_kind,
      subject: subjectOf(r, found, staff),
      vacancyNo: r.subject_kind === 'vacancy' ? null : (found?.vacancy_no ?? null),
      why: r.why,
      details: login ? { ...r.details, login } : r.details,
    };
  });
}

type Staff = ReadonlyMap<string, { name: string; login: string }>;

function subjectOf(r: Row, found: About | undefined, staff: Staff): string | null {
  if (r.subject_kind === 'vacancy') return r.subject_id;
  if (r.subject_kind === 'account') return staff.get(r.subject_id ?? '')?.name ?? null;
  return found?.no ?? null;
}

async function staffOf(trx: Trx, ids: readonly string[]): Promise<Staff> {
  const found = await trx
    .selectFrom('account')
    .select(['id', 'name', 'login'])
    .where(sql<boolean>`id::text = any(${[...new Set(ids)]})`)
    .execute();
  return new Map(found.map(({ id, name, login }) => [id, { name, login }]));
}

async function agenciesOf(trx: Trx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = await trx
    .selectFrom('agency')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${[...new Set(ids)]})`)
    .execute();
  return new Map(found.map(({ id, name }) => [id, name]));
}

/** Applications, and mails by the application or vacancy they are about. */
async function numbersOf(
  trx: Trx,
  applications: readonly string[],
  mails: readonly string[],
): Promise<ReadonlyMap<string, About>> {
  const { rows } = await sql<About & { id: string }>`
    select id::text, no, vacancy_no from application_number where id = any(${applications}::uuid[])
    union all
    select m.id::text, a.no, m.vacancy_no from mail_ledger m left join application_number a on a.id = m.application_id
    where m.id = any(${mails}::uuid[])`.execute(trx);
  return new Map(rows.map((row) => [row.id, row]));
}
