/** 撤回應徵, and taking it back within ten minutes. */
import { sql } from 'kysely';
import { SETTLED_MINUTES, UNDO_MINUTES } from '../../domain/withdrawal.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { put } from '../outbox.ts';
import { loadDataKey } from '../personal.ts';
import { carryFiles } from './application-files.ts';
import { openForApplications, tellApplication } from './applications.ts';
import { recordMail } from './mail-rows.ts';

type Applicant = Actor & { kind: 'applicant' };
const SETTLED_SECONDS = SETTLED_MINUTES * 60;

/**
 * Withdraws an open application: the officer sees it leave at once, counts no longer hold it. Its workflow and the mail
 * hear of it when it is settled; both look again, so one taken back until then ends nothing and is mailed nothing.
 */
export async function withdrawApplication(
  trx: Trx,
  actor: Applicant,
  applicationId: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('application')
    .set((eb) => ({
      state: 'withdrawn' as const,
      withdrawn_at: sql<Date>`clock_timestamp()`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', applicationId)
    .where('state', '=', 'open')
    .returning(['version', 'agency_id', 'vacancy_no'])
    .executeTakeFirst();
  if (!row) return false;
  const key = `withdrawn:${applicationId}:${row.version}`;
  const mailId = await recordMail(trx, {
    key,
    kind: 'withdrawn',
    vacancyNo: row.vacancy_no,
    application_id: applicationId,
    applicant_id: actor.applicantId,
    agency_id: row.agency_id,
  });
  await put(trx, {
    kind: 'startMail',
    target: mailId,
    key: `mail:${key}`,
    inSeconds: SETTLED_SECONDS,
  });
  await audit(trx, actor, {
    act: 'application.withdraw',
    subjectKind: 'application',
    subjectId: applicationId,
    agencyId: row.agency_id,
  });
  await tellApplication(trx, applicationId, row.version, SETTLED_SECONDS);
  return true;
}

export type TakenBack =
  | { ok: true; version: number }
  /** `already`: she has applied anew meanwhile. */
  | { ok: false; why: 'tooLate' | 'already' };

/**
 * Takes a withdrawal back, while the listing is open: the same as was handed in is a new version, with its files, its
 * receipt and its document. The database's clock decides.
 */
export async function takeBackWithdrawal(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  o: { applicationId: string; vacancyNo: string },
): Promise<TakenBack> {
  const gate = await openForApplications(trx, o.vacancyNo, actor.applicantId);
  if (!gate.ok) return { ok: false, why: 'tooLate' };
  if (gate.already) return { ok: false, why: 'already' };
  const row = await trx
    .updateTable('application')
    .set((eb) => ({
      state: 'open' as const,
      withdrawn_at: null,
      version: eb('version', '+', 1),
      production_state: 'pending' as const,
      production_error: null,
      updated_at: sql<Date>`clock_timestamp()`,
    }))
    .where('id', '=', o.applicationId)
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'withdrawn')
    .where('ended_at', 'is', null)
    .where('withdrawn_at', '>', sql<Date>`clock_timestamp() - make_interval(mins => ${UNDO_MINUTES})`)
    .returning(['id', 'version', 'agency_id', 'applicant_id'])
    .executeTakeFirst();
  const key = row && (await loadDataKey(trx, keyring, row.id));
  if (!row || !key) return { ok: false, why: 'tooLate' };
  const handedIn = await trx
    .selectFrom('attachment')
    .select('id')
    .where('application_id', '=', row.id)
    .where('application_version', '=', row.version - 2)
    .execute();
  const of = { application_id: row.id, agency_id: row.agency_id, applicant_id: row.applicant_id };
  await carryFiles(
    trx,
    key,
    { ...of, version: row.version },
    handedIn.map((f) => f.id),
  );
  await audit(trx, actor, {
    act: 'application.takeBackWithdrawal',
    subjectKind: 'application',
    subjectId: row.id,
    agencyId: row.agency_id,
    details: { version: row.version },
  });
  await tellApplication(trx, row.id, row.version);
  return { ok: true, version: row.version };
}
