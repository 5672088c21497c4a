/** 資格審查 of a vacancy's applicants: decisions with their history, and the counts of a vacancy. */
import { type RawBuilder, sql } from 'kysely';
import type { ScreeningForm, ScreeningOutcome } from '../../domain/screening.ts';
import type { ScreeningLetter, ToldOutcome } from '../../domain/screening-letter.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { open, seal } from '../crypto.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, loadDataKeys } from '../personal.ts';
import { putLetters, stopLetters } from './screening-letters.ts';

type Officer = Actor & { kind: 'officer' };

/** An application and the version of the decision that the page showed; 0 = none yet. */
export interface Seen {
  id: string;
  version: number;
}

export type Screened = { ok: true; count: number } | { ok: false; why: 'gone' | 'changed' };

/**
 * Records one decision about each of these open applications of a vacancy: all or none, one audit event each.
 * @param o.decision passed `checkScreening`
 * @returns `gone` when one is withdrawn or foreign; `changed` when a colleague decided about one meanwhile
 */
export async function screen(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: {
    vacancyNo: string;
    people: readonly Seen[];
    decision: ScreeningForm & { outcome: ScreeningOutcome };
    /** Told to each of them, with the decision; null tells nobody. */
    letter: (ScreeningLetter & { outcome: ToldOutcome }) | null;
    requestId: string | null;
  },
): Promise<Screened> {
  const ids = o.people.map((one) => one.id);
  if (!ids.every(isId)) return { ok: false, why: 'gone' };
  // the lock lets two officers decide one after the other
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'agency_id', 'applicant_id'])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const keys = await loadDataKeys(trx, keyring, ids);
  if (rows.length !== ids.length || keys.size !== ids.length) return { ok: false, why: 'gone' };
  const before = await latestVersions(trx, ids);
  if (o.people.some((one) => (before.get(one.id) ?? 0) !== one.version)) return { ok: false, why: 'changed' };

  await trx
    .updateTable('screening')
    .set({ latest: false })
    .where('application_id', 'in', ids)
    .where('latest', '=', true)
    .execute();
  const { outcome, reason, text } = o.decision;
  const values = rows.map((row) => {
    const version = (before.get(row.id) ?? 0) + 1;
    return {
      application_id: row.id,
      version,
      vacancy_no: o.vacancyNo,
      agency_id: row.agency_id,
      outcome,
      reason,
      text_enc: text === '' ? null : seal(keys.get(row.id) as Buffer, text, textOf(row.id, version)),
      account_id: actor.accountId,
    };
  });
  await trx.insertInto('screening').values(values).execute();
  await stopLetters(trx, values);
  if (o.letter) await putLetters(trx, told(), o.letter);
  for (const one of values)
    await audit(trx, actor, {
      act: 'screening.decide',
      subjectKind: 'application',
      subjectId: one.application_id,
      agencyId: one.agency_id,
      requestId: o.requestId,
      details: { outcome, reason, version: one.version, together: values.length, told: o.letter !== null },
    });
  return { ok: true, count: values.length };

  /** Each decision with whom it is about and the key of her data. */
  function told() {
    const people = new Map(rows.map((row) => [row.id, row.applicant_id]));
    return values.map(({ application_id, version, vacancy_no, agency_id }) => ({
      ...{ application_id, version, vacancy_no, agency_id },
      applicant_id: people.get(application_id) ?? null,
      key: keys.get(application_id) as Buffer,
    }));
  }
}

const textOf = (applicationId: string, version: number): string => `screening:${applicationId}:${version}`;

async function latestVersions(trx: Trx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('screening')
    .select(['application_id', 'version'])
    .where('application_id', 'in', [...ids])
    .where('latest', '=', true)
    .execute();
  return new Map(rows.map((row) => [row.application_id, row.version]));
}

/** One decision as the history shows it. */
export interface Decision extends ScreeningForm {
  outcome: ScreeningOutcome;
  version: number;
  decidedAt: Date;
  /** Null when who decided is of the agency no longer. */
  by: string | null;
}

/** Every decision about an application, oldest first; the last one counts. */
export async function decisionsOf(trx: Trx, keyring: Keyring, applicationId: string): Promise<Decision[]> {
  const key = await loadDataKey(trx, keyring, applicationId);
  const rows = await trx
    .selectFrom('screening as s')
    .leftJoin('account as a', 'a.id', 's.account_id')
    .select(['s.version', 's.outcome', 's.reason', 's.text_enc', 's.decided_at', 'a.name'])
    .where('s.application_id', '=', applicationId)
    .orderBy('s.version')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    outcome: row.outcome,
    reason: row.reason,
    text: key && row.text_enc ? openText(key, applicationId, row.version, row.text_enc) : '',
    decidedAt: row.decided_at,
    by: row.name,
  }));
}

/** The words of a decision, opened under its application's key. */
export const openText = (key: Buffer, applicationId: string, version: number, sealed: Buffer): string =>
  open(key, sealed, textOf(applicationId, version)).toString('utf8');

/** How many open applications of a vacancy stand decided how, as a value for a larger statement. */
export const decidedCounts = (
  vacancyNo: string,
): RawBuilder<Partial<Record<ScreeningOutcome, number>>> => sql`
  (select coalesce(json_object_agg(c.outcome, c.n), '{}') from (
    select s.outcome, count(*) as n from screening s
    join application b on b.id = s.application_id and b.vacancy_no = s.vacancy_no and b.state = 'open'
    where s.vacancy_no = ${vacancyNo} and s.latest and s.outcome <> 'none' group by s.outcome) c)`;
