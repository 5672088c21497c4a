import { sql } from 'kysely';
import type { Particulars } from '../../domain/particulars.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { formatApplicationNo } from '../../domain/vacancy-no.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { blindIndex, newDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { put } from '../outbox.ts';
import { briefOf, loadDataKey, sealBrief, sealParticulars, sealRecord } from '../personal.ts';
import { carryFiles, type HandedInFile, storeFiles } from './application-files.ts';
import { recordMail } from './mail-rows.ts';

export interface HandedIn {
  /** Made by the caller once for the form, so that a repeated submit names the same application. */
  applicationId: string;
  vacancyNo: string;
  record: ResumeRecord;
  /** Absent = nothing is stated beside the résumé. */
  particulars?: Particulars;
  files: HandedInFile[];
  /** A change alone: files of the version before that stay, by their ids. */
  keptFiles?: readonly string[];
}
export type Submitted =
  | { ok: true; applicationId: string; no: string; submittedAt: Date; version: number }
  | { ok: false; why: 'notFound' | 'closed' | 'modeNone' | 'already' };

/**
 * Records an application (rule 4): the vacancy row is locked FOR SHARE and the database's own clock decides
 * whether the listing is still open, so that closing and applying cannot cross. What this commits is in; her draft has
 * become it.
 */
export async function submitApplication(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'applicant' },
  o: HandedIn,
): Promise<Submitted> {
  const gate = await openForApplications(trx, o.vacancyNo, actor.applicantId);
  if (!gate.ok) return gate;
  if (gate.already) return { ok: false, why: 'already' };

  const { now } = gate;
  const no = formatApplicationNo(taipeiDay(now), Number(gate.serial));
  const { key, wrapped } = newDataKey(keyring, `application:${o.applicationId}`);
  const owner = { agency_id: gate.agencyId, applicant_id: actor.applicantId };
  const personal = personalColumns(keyring, key, o);
  await sql`/* apply.submit */
    with made as (
      insert into application (id, no, vacancy_no, agency_id, applicant_id, mode, revision, submitted_at, consent_at,
        brief_enc, record_enc, particulars_enc, id_index)
      values (${o.applicationId}, ${no}, ${o.vacancyNo}, ${gate.agencyId}, ${actor.applicantId}, ${gate.mode},
        ${gate.revision}, ${now}, ${now}, ${personal.brief_enc}, ${personal.record_enc},
        ${personal.particulars_enc}, ${personal.id_index})
      returning id, agency_id, applicant_id
    ), drafted as (
      delete from application_draft where vacancy_no = ${o.vacancyNo} and applicant_id = ${actor.applicantId}
    )
    insert into data_key (application_id, agency_id, applicant_id, wrapped)
    select id, agency_id, applicant_id, ${wrapped}::bytea from made`.execute(trx);
  await storeFiles(trx, key, { ...owner, application_id: o.applicationId, version: 1 }, o.files);
  await audit(trx, actor, {
    act: 'application.submit',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: gate.agencyId,
    details: { vacancyNo: o.vacancyNo, files: o.files.length },
  });
  await put(trx, {
    kind: 'signalVacancy',
    target: o.vacancyNo,
    signal: 'applicationReceived',
    subjectId: o.applicationId,
    version: 1,
    key: `received:${o.applicationId}`,
  });
  return { ok: true, applicationId: o.applicationId, no, submittedAt: now, version: 1 };
}

/** Hands in changed data before closing: a new version, a new receipt, a new document. */
export async function changeApplication(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'applicant' },
  o: HandedIn,
): Promise<Submitted> {
  const gate = await openForApplications(trx, o.vacancyNo, actor.applicantId);
  if (!gate.ok) return gate;
  const row = await trx
    .selectFrom('application')
    .selectAll()
    .where('id', '=', o.applicationId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
  const key = row && (await loadDataKey(trx, keyring, o.applicationId));
  if (!row || !key) return { ok: false, why: 'notFound' };
  const version = row.version + 1;
  await trx
    .updateTable('application')
    .set({
      version,
      production_state: 'pending',
      production_error: null,
      updated_at: sql<Date>`clock_timestamp()`,
      ...personalColumns(keyring, key, o),
    })
    .where('id', '=', row.id)
    .execute();
  const owner = { agency_id: row.agency_id, applicant_id: row.applicant_id, application_id: row.id };
  const kept = await carryFiles(trx, key, { ...owner, version }, o.keptFiles ?? []);
  await storeFiles(trx, key, { ...owner, version }, o.files, kept);
  await audit(trx, actor, {
    act: 'application.change',
    subjectKind: 'application',
    subjectId: row.id,
    agencyId: row.agency_id,
    details: { version, files: kept + o.files.length },
  });
  await tellEarlierRecipients(trx, { ...owner, vacancyNo: row.vacancy_no, version });
  await tellApplication(trx, row.id, version);
  return { ok: true, applicationId: row.id, no: row.no, submittedAt: row.submitted_at, version };
}

/** 個資法 §11: an agency that retrieved an earlier version is told that it was corrected; nothing of the person. */
async function tellEarlierRecipients(
  trx: Trx,
  o: {
    application_id: string;
    agency_id: number;
    applicant_id: string | null;
    vacancyNo: string;
    version: number;
  },
): Promise<void> {
  const { version, ...mail } = o;
  const retrieved = await trx
    .selectFrom('retrieval_item')
    .select('retrieval_id')
    .where('application_id', '=', o.application_id)
    .limit(1)
    .executeTakeFirst();
  if (!retrieved) return;
  const key = `correction:${o.application_id}:${version}`;
  const mailId = await recordMail(trx, { key, kind: 'correction', ...mail });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${key}` });
}

/** "Look again" to the application's workflow, at once or later. */
export async function tellApplication(
  trx: Trx,
  applicationId: string,
  version: number,
  inSeconds = 0,
): Promise<void> {
  await put(trx, {
    kind: 'signalApplication',
    target: applicationId,
    signal: 'applicationChanged',
    subjectId: applicationId,
    version,
    key: `application:${applicationId}:${version}`,
    inSeconds,
  });
}

export type Gate =
  | {
      ok: true;
      agencyId: number;
      mode: 'civilService' | 'open';
      revision: number;
      /** The database's clock behind the lock. */
      now: Date;
      /** For the application's number. */
      serial: string;
      /** She has an open application to it. */
      already: boolean;
    }
  | { ok: false; why: 'notFound' | 'closed' | 'modeNone' };

/**
 * Whether the vacancy takes applications at this moment, by the database's clock; its row stays locked FOR SHARE, so that
 * it does not close before this commits.
 */
export async function openForApplications(trx: Trx, no: string, applicantId: string): Promise<Gate> {
  const locked = await sql<{
    agency_id: number;
    mode: string;
    revision: number;
    open: boolean;
    now: Date;
    serial: string;
    already: boolean;
  }>`/* apply.gate */
    select agency_id, mode, revision, closes_at > clock_timestamp() as open, clock_timestamp() as now,
      nextval('application_serial')::text as serial,
      exists (select from application a
        where a.vacancy_no = ${no} and a.applicant_id = ${applicantId} and a.state = 'open') as already
    from vacancy where no = ${no} and stage = 'listed' for share`.execute(trx);
  const row = locked.rows[0];
  if (!row) {
    const known = await trx.selectFrom('vacancy').select('no').where('no', '=', no).executeTakeFirst();
    return { ok: false, why: known ? 'closed' : 'notFound' };
  }
  if (!row.open) return { ok: false, why: 'closed' };
  if (row.mode !== 'civilService' && row.mode !== 'open') return { ok: false, why: 'modeNone' };
  const { mode, revision, now, serial, already } = row;
  return { ok: true, agencyId: row.agency_id, mode, revision, now, serial, already };
}

function personalColumns(keyring: Keyring, key: Buffer, o: HandedIn) {
  const { applicationId: id, record, particulars } = o;
  return {
    brief_enc: sealBrief(key, id, briefOf(record)),
    record_enc: sealRecord(key, id, record),
    particulars_enc: particulars ? sealParticulars(key, id, particulars) : null,
    id_index: blindIndex(keyring, 'idNumber', record.basic.idNumber),
  };
}
