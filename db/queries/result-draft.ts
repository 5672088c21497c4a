/** A result that one officer drew up and another has yet to approve. */
import { sql } from 'kysely';
import type { Chosen, Outcome } from '../../domain/result-rules.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { newDataKey, open, openJson, seal, sealJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { tellApprovers } from './result-approval-mails.ts';

type Officer = Actor & { kind: 'officer' };

export interface DrawnUp {
  chosen: readonly Chosen[];
  /** 甄選結果確定日, ISO. */
  settledOn: string;
  /** Null without reserves. */
  reserveMonths: number | null;
  letters: Record<Outcome, string>;
}
export interface ResultDraft extends DrawnUp {
  agencyId: number;
  version: number;
  /** `name` is null when the account is of the agency no longer. */
  drawnBy: { id: string; name: string | null };
  drawnAt: Date;
  /** Sent back by a second officer; null while it waits for one. */
  returned: { by: string | null; at: Date; reason: string } | null;
}
export type Drawn =
  | { ok: true; version: number }
  | { ok: false; why: 'notClosed' | 'alreadySent' | 'changed' };

const owner = (no: string): string => `resultDraft:${no}`;

/**
 * Records what a second officer is to approve, in the place of any draft before. No applicant is told anything.
 * @returns `changed` when one chosen is not among the open applications (any more)
 */
export async function drawUpResult(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: DrawnUp & { vacancyNo: string },
): Promise<Drawn> {
  const vacancy = await lockForResult(trx, actor, o.vacancyNo);
  if (!vacancy.ok) return vacancy;
  const ids = o.chosen.map((c) => c.applicationId);
  if ((await openApplications(trx, o.vacancyNo)).filter((a) => ids.includes(a.id)).length !== ids.length)
    return { ok: false, why: 'changed' };
  const { key, wrapped } = newDataKey(keyring, owner(o.vacancyNo));
  const drawn = {
    agency_id: vacancy.agencyId,
    state: 'waiting' as const,
    chosen: JSON.stringify(o.chosen),
    settled_on: o.settledOn,
    reserve_months: o.reserveMonths,
    wrapped_key: wrapped,
    letters_enc: sealJson(key, o.letters, `${owner(o.vacancyNo)}:letters`),
    drawn_by: actor.accountId,
    drawn_at: sql<Date>`clock_timestamp()`,
  };
  const { version } = await trx
    .insertInto('result_draft')
    .values({ vacancy_no: o.vacancyNo, ...drawn })
    .onConflict((c) =>
      c.column('vacancy_no').doUpdateSet({
        ...drawn,
        version: sql<number>`result_draft.version + 1`,
        returned_by: null,
        returned_at: null,
        reason_enc: null,
      }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  await auditDraft(trx, actor, 'result.drawUp', { ...o, agencyId: vacancy.agencyId, version });
  await tellApprovers(trx, actor, { vacancyNo: o.vacancyNo, agencyId: vacancy.agencyId, version });
  return { ok: true, version };
}

/** @returns undefined when nothing is drawn up, or it was sent */
export async function resultDraft(trx: Trx, keyring: Keyring, no: string): Promise<ResultDraft | undefined> {
  const d = await trx
    .selectFrom('result_draft as d')
    .leftJoin('account as a', 'a.id', 'd.drawn_by')
    .leftJoin('account as b', 'b.id', 'd.returned_by')
    .selectAll('d')
    .select(['a.name as drawn_name', 'b.name as returned_name'])
    .where('d.vacancy_no', '=', no)
    .executeTakeFirst();
  if (!d) return undefined;
  const key = unwrapDataKey(keyring, d.wrapped_key, owner(no));
  return {
    agencyId: d.agency_id,
    version: d.version,
    chosen: d.chosen,
    settledOn: d.settled_on,
    reserveMonths: d.reserve_months,
    letters: openJson(key, d.letters_enc, `${owner(no)}:letters`),
    drawnBy: { id: d.drawn_by, name: d.drawn_name },
    drawnAt: d.drawn_at,
    returned:
      d.reason_enc && d.returned_at
        ? {
            by: d.returned_name,
            at: d.returned_at,
            reason: open(key, d.reason_enc, `${owner(no)}:reason`).toString('utf8'),
          }
        : null,
  };
}

export type Returned = { ok: true } | { ok: false; why: 'changed' | 'ownDraft' };

/** Sends a draft back to who drew it up, who finds the reason in her form. */
export async function returnResult(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; version: number; reason: string },
): Promise<Returned> {
  const d = await trx
    .selectFrom('result_draft')
    .select(['agency_id', 'drawn_by', 'wrapped_key'])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('version', '=', o.version)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  if (!d) return { ok: false, why: 'changed' };
  if (d.drawn_by === actor.accountId) return { ok: false, why: 'ownDraft' };
  const key = unwrapDataKey(keyring, d.wrapped_key, owner(o.vacancyNo));
  await trx
    .updateTable('result_draft')
    .set({
      state: 'returned',
      returned_by: actor.accountId,
      returned_at: sql<Date>`clock_timestamp()`,
      reason_enc: seal(key, o.reason, `${owner(o.vacancyNo)}:reason`),
    })
    .where('vacancy_no', '=', o.vacancyNo)
    .execute();
  await auditDraft(trx, actor, 'result.return', { ...o, agencyId: d.agency_id });
  return { ok: true };
}

export type ClosedVacancy = { ok: true; agencyId: number } | { ok: false; why: 'notClosed' | 'alreadySent' };

/** The vacancy of her agencies, locked, if a result may be drawn up or sent for it. */
export async function lockForResult(trx: Trx, actor: Officer, no: string): Promise<ClosedVacancy> {
  const vacancy = await trx
    .selectFrom('vacancy')
    .select(['agency_id', 'stage', 'result_at'])
    .where('no', '=', no)
    .where('agency_id', 'in', [...actor.agencyIds])
    .forUpdate()
    .executeTakeFirst();
  if (vacancy?.result_at) return { ok: false, why: 'alreadySent' };
  return vacancy?.stage === 'closed'
    ? { ok: true, agencyId: vacancy.agency_id }
    : { ok: false, why: 'notClosed' };
}

/** Every open application of a vacancy, locked in one order. */
export const openApplications = (trx: Trx, vacancyNo: string) =>
  trx
    .selectFrom('application')
    .select(['id', 'applicant_id'])
    .where('vacancy_no', '=', vacancyNo)
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute();

const auditDraft = (
  trx: Trx,
  actor: Officer,
  act: string,
  o: { vacancyNo: string; agencyId: number; version: number; chosen?: readonly Chosen[] },
): Promise<void> =>
  audit(trx, actor, {
    act,
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    details: { version: o.version, ...(o.chosen ? { chosen: o.chosen.length } : {}) },
  });
