/** 應徵草稿, as their owner and housekeeping see them. */
import { type SqlBool, sql } from 'kysely';
import { DRAFT_KEEP_DAYS } from '../../domain/application-draft.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { openJson, sealJson } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { profileKey } from './applicant-resume.ts';

type Applicant = Actor & { kind: 'applicant' };
/** What stood in the form's boxes, by their names. */
export type DraftFields = Record<string, string | string[]>;

export interface DraftToKeep {
  vacancyNo: string;
  fields: DraftFields;
  /** The version the form has seen; 0 when there was no draft. */
  version: number;
  /** The form's key: what it wrote itself is no change by another window. */
  formKey: string;
}
export type DraftKept =
  | { ok: true; version: number }
  /** `stale`: another window wrote meanwhile; `version` is what it left. */
  | { ok: false; why: 'stale'; version: number }
  /** The vacancy takes no applications, or she has applied. */
  | { ok: false; why: 'notOpen' };

const aad = (actor: Applicant, vacancyNo: string): string =>
  `applicant:${actor.applicantId}:draft:${vacancyNo}`;

/** Keeps what she typed so far, as long as the vacancy is open to her; one draft for each vacancy. */
export async function keepDraft(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  o: DraftToKeep,
): Promise<DraftKept> {
  const sealed = sealJson(await profileKey(trx, keyring, actor), o.fields, aad(actor, o.vacancyNo));
  const { rows } = await sql<{ id: string; version: number }>`
    insert into application_draft as d (vacancy_no, applicant_id, fields_enc, form_key)
    select v.no, p.id, ${sealed}::bytea, ${o.formKey} from vacancy v, applicant p
    where v.no = ${o.vacancyNo} and v.stage = 'listed' and v.closes_at > clock_timestamp()
      and v.mode in ('civilService', 'open') and p.id = ${actor.applicantId} and p.confirmed_at is not null
      and not exists (select from application a
        where a.vacancy_no = v.no and a.applicant_id = p.id and a.state = 'open')
    on conflict (vacancy_no, applicant_id) do update set fields_enc = excluded.fields_enc,
      form_key = excluded.form_key, version = d.version + 1, updated_at = clock_timestamp()
    where d.version = ${o.version} or d.form_key = excluded.form_key
    returning id::text, version`.execute(trx);
  const row = rows[0];
  if (row) {
    await record(trx, actor, 'applicationDraft.save', row.id, o.vacancyNo);
    return { ok: true, version: row.version };
  }
  const other = await trx
    .selectFrom('application_draft')
    .innerJoin('vacancy', 'vacancy.no', 'application_draft.vacancy_no')
    .select('application_draft.version')
    .where('vacancy_no', '=', o.vacancyNo)
    .where('applicant_id', '=', actor.applicantId)
    .where('vacancy.stage', '=', 'listed')
    .where('vacancy.closes_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return other ? { ok: false, why: 'stale', version: other.version } : { ok: false, why: 'notOpen' };
}

/** Her draft for a vacancy with what she typed; undefined when there is none. */
export async function ownDraft(trx: Trx, keyring: Keyring, actor: Applicant, vacancyNo: string) {
  const row = await trx
    .selectFrom('application_draft')
    .select(['id', 'version', 'updated_at', 'fields_enc'])
    .where('vacancy_no', '=', vacancyNo)
    .where('applicant_id', '=', actor.applicantId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { fields_enc, ...draft } = row;
  const key = await profileKey(trx, keyring, actor);
  return { ...draft, fields: openJson<DraftFields>(key, fields_enc, aad(actor, vacancyNo)) };
}

/** Her drafts with what their lists say of the vacancy, the first to close first; what she has handed in is none. */
export async function ownDrafts(trx: Trx, actor: Applicant) {
  return trx
    .selectFrom('application_draft as d')
    .innerJoin('vacancy as v', 'v.no', 'd.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'v.agency_id')
    .select(['d.id', 'd.vacancy_no', 'd.created_at', 'd.updated_at', 'v.title', 'g.name as agency_name'])
    .select(['v.stage', 'v.closes_at'])
    .select(sql<Date | null>`coalesce(v.closed_at, v.withdrawn_at, v.closes_at)`.as('ended_at'))
    .select(sql<SqlBool>`v.stage = 'listed' and v.closes_at > clock_timestamp()`.as('open'))
    .where('d.applicant_id', '=', actor.applicantId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('application as a')
            .select('a.id')
            .whereRef('a.vacancy_no', '=', 'd.vacancy_no')
            .whereRef('a.applicant_id', '=', 'd.applicant_id')
            .where('a.state', '=', 'open'),
        ),
      ),
    )
    .orderBy('v.closes_at')
    .execute();
}
export type OwnDraft = Awaited<ReturnType<typeof ownDrafts>>[number];

/** Removes one of her drafts; false when it is gone already. */
export async function deleteDraft(trx: Trx, actor: Applicant, id: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('application_draft')
    .where('id', '=', id)
    .where('applicant_id', '=', actor.applicantId)
    .returning('vacancy_no')
    .executeTakeFirst();
  if (!row) return false;
  await record(trx, actor, 'applicationDraft.delete', id, row.vacancy_no);
  return true;
}

/** Housekeeping: drafts whose vacancy ended long enough ago, and those that crossed with their own handing in. */
export async function sweepDrafts(trx: Trx): Promise<void> {
  await sql`delete from application_draft d using vacancy v where v.no = d.vacancy_no and (
      (v.stage <> 'listed' and coalesce(v.closed_at, v.withdrawn_at)
        < clock_timestamp() - make_interval(days => ${DRAFT_KEEP_DAYS}))
      or exists (select from application a
        where a.vacancy_no = d.vacancy_no and a.applicant_id = d.applicant_id and a.state = 'open'))`.execute(
    trx,
  );
}

async function record(trx: Trx, actor: Applicant, act: string, id: string, vacancyNo: string): Promise<void> {
  await audit(trx, actor, {
    act,
    subjectKind: 'applicationDraft',
    subjectId: id,
    details: { vacancyNo },
  });
}
