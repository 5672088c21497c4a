/** 稽核查詢: who opened whose data, and what was done to what; for auditors alone. */
import { type ExpressionBuilder, sql } from 'kysely';
import { type AuditGroup, actsOf } from '../../domain/audit-acts.ts';
import { isApplicationNo } from '../../domain/vacancy-no.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { DB } from '../schema.ts';
import { named, type TrailEvent } from './audit-trail-names.ts';

export type { TrailEvent } from './audit-trail-names.ts';

type Auditor = Actor & { kind: 'auditor' };

export interface TrailFilter {
  /** Whole number of an application or a vacancy; '' = of all. */
  number: string;
  /** Login of a back-office account, as the one who acted or whose sign-in it was; '' = everyone. */
  login: string;
  group: AuditGroup | '';
  /** Instants (ISO), `before` excluded; '' = open on this side. */
  since: string;
  before: string;
}
/** The page's neighbours by the event at the edge of the page one comes from. */
export interface TrailPlace {
  after?: string;
  until?: string;
}
export const TRAIL_PAGE = 50;

export type Trail =
  | { ok: true; events: TrailEvent[]; newer: boolean; older: boolean }
  | { ok: false; unknown: 'number' | 'login' };

/**
 * One page, newest first. An application's trail holds the lists of its vacancy too, since whoever saw a list may
 * have seen the person. The look is itself an event, with what was asked for.
 */
export async function auditTrail(
  trx: Trx,
  actor: Auditor,
  f: TrailFilter,
  place: TrailPlace,
  requestId: string | null,
): Promise<Trail> {
  const about = f.number === '' ? undefined : await subjectsOf(trx, f.number);
  if (about === null) return { ok: false, unknown: 'number' };
  const account = f.login === '' ? undefined : await accountOf(trx, f.login);
  if (account === null) return { ok: false, unknown: 'login' };

  const back = place.until !== undefined;
  const edge = place.until ?? place.after;
  const found = await trx
    .selectFrom('audit_event as e')
    .selectAll('e')
    .$if(edge !== undefined, (q) => q.where('e.id', back ? '>' : '<', edge ?? ''))
    .$if(f.group !== '', (q) => q.where('e.act', 'in', f.group === '' ? [] : actsOf(f.group)))
    .$if(f.since !== '', (q) => q.where('e.at', '>=', new Date(f.since)))
    .$if(f.before !== '', (q) => q.where('e.at', '<', new Date(f.before)))
    .$if(account !== undefined, (q) => q.where((eb) => byOrOf(eb, account ?? '')))
    .$if(about !== undefined, (q) => q.where((eb) => concerning(eb, about as Subjects)))
    .orderBy('e.id', back ? 'asc' : 'desc')
    .limit(TRAIL_PAGE + 1)
    .execute();
  const more = found.length > TRAIL_PAGE;
  const page = found.slice(0, TRAIL_PAGE);
  if (back) page.reverse();
  await audit(trx, actor, {
    act: 'audit.read',
    subjectKind: 'audit',
    requestId,
    details: {
      ...(f.number ? { number: f.number } : {}),
      ...(account ? { accountId: account } : {}),
      ...(f.group ? { group: f.group } : {}),
      ...(f.since ? { since: f.since } : {}),
      ...(f.before ? { before: f.before } : {}),
      count: page.length,
    },
  });
  return {
    ok: true,
    events: await named(trx, page),
    newer: back ? more : edge !== undefined,
    older: back ? page.length > 0 : more,
  };
}

interface Subjects {
  vacancyNo: string;
  applicationIds: string[];
  /** Of one person. */
  mailIds: string[];
  /** One person is asked about: of the vacancy only what showed people. */
  onePerson: boolean;
}

async function subjectsOf(trx: Trx, number: string): Promise<Subjects | null> {
  const onePerson = isApplicationNo(number);
  const { rows } = await sql<{ id: string; vacancy_no: string }>`
    select id::text, vacancy_no from application_number
    where ${onePerson ? sql`no = ${number}` : sql`vacancy_no = ${number}`}`.execute(trx);
  const applicationIds = rows.map((row) => row.id);
  if (onePerson) {
    if (!rows[0]) return null;
    const mails = await sql<{ id: string }>`
      select id::text from mail_ledger where application_id = ${rows[0].id}::uuid`.execute(trx);
    const mailIds = mails.rows.map((mail) => mail.id);
    return { vacancyNo: rows[0].vacancy_no, applicationIds, mailIds, onePerson };
  }
  const vacancy = await trx.selectFrom('vacancy').select('no').where('no', '=', number).executeTakeFirst();
  // a deleted draft leaves its events behind
  const left = await trx
    .selectFrom('audit_event')
    .select('id')
    .where('subject_kind', '=', 'vacancy')
    .where('subject_id', '=', number)
    .limit(1)
    .executeTakeFirst();
  return vacancy || left ? { vacancyNo: number, applicationIds, mailIds: [], onePerson } : null;
}

async function accountOf(trx: Trx, login: string): Promise<string | null> {
  const row = await trx.selectFrom('account').select('id').where('login', '=', login).executeTakeFirst();
  return row?.id ?? null;
}

type Events = ExpressionBuilder<DB & { e: DB['audit_event'] }, 'e'>;

const byOrOf = (eb: Events, accountId: string) =>
  eb.or([
    // in the words of the index
    sql<boolean>`(e.actor_id = ${accountId}
      and e.actor_kind in ('officer', 'agencyAdmin', 'reviewer', 'operator', 'auditor'))`,
    eb.and([eb('e.subject_kind', '=', 'account'), eb('e.subject_id', '=', accountId)]),
  ]);

const concerning = (eb: Events, s: Subjects) =>
  eb.or([
    eb.and([eb('e.subject_kind', '=', 'application'), sql<boolean>`e.subject_id = any(${s.applicationIds})`]),
    eb.and([eb('e.subject_kind', '=', 'mail'), sql<boolean>`e.subject_id = any(${s.mailIds})`]),
    eb.and([
      eb('e.subject_kind', '=', 'vacancy'),
      eb('e.subject_id', '=', s.vacancyNo),
      ...(s.onePerson ? [eb('e.act', 'in', actsOf('personal'))] : []),
    ]),
  ]);
