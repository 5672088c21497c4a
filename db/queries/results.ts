import { sql } from 'kysely';
import { type Outcome, reservedUntil } from '../../domain/result-rules.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { type OutboxMessage, putAll } from '../outbox.ts';
import { loadDataKeys, sealLetter } from '../personal.ts';
import { lockForResult, openApplications, resultDraft } from './result-draft.ts';
import { tellWorkflow } from './vacancies.ts';

type Officer = Actor & { kind: 'officer' };

export type ResultsSent =
  | { ok: true; count: number }
  /** `changed`: drawn up anew, returned, or one chosen withdrew meanwhile; `ownDraft`: she drew it up herself. */
  | { ok: false; why: 'notClosed' | 'alreadySent' | 'changed' | 'ownDraft' | 'reserveOver' };

/**
 * Approves what another officer drew up and so records the result of a closed vacancy for every open application, once
 * and for all of them together: those chosen, and 未錄取 for everyone else. The letter goes out by each application's
 * workflow; the archive clock of the vacancy runs from here (DESIGN, rule 7).
 * @param o.version of the draft as she saw it
 */
export async function approveResult(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; version: number; now: Date },
): Promise<ResultsSent> {
  const vacancy = await lockForResult(trx, actor, o.vacancyNo);
  if (!vacancy.ok) return vacancy;
  const { agencyId } = vacancy;
  const draft = await resultDraft(trx, keyring, o.vacancyNo);
  if (!draft || draft.returned || draft.version !== o.version) return { ok: false, why: 'changed' };
  if (draft.drawnBy.id === actor.accountId) return { ok: false, why: 'ownDraft' };
  const until = reservedUntil(draft);
  if (until && until <= o.now.toISOString()) return { ok: false, why: 'reserveOver' };
  const open = await openApplications(trx, o.vacancyNo);
  const chosen = new Map(draft.chosen.map((c) => [c.applicationId, c]));
  if (open.filter((a) => chosen.has(a.id)).length !== chosen.size) return { ok: false, why: 'changed' };

  await trx
    .insertInto('vacancy_result')
    .values({
      vacancy_no: o.vacancyNo,
      agency_id: agencyId,
      settled_on: draft.settledOn,
      reserve_months: draft.reserveMonths,
      drawn_by: draft.drawnBy.id,
      sent_by: actor.accountId,
    })
    .execute();
  await trx.deleteFrom('result_draft').where('vacancy_no', '=', o.vacancyNo).executeTakeFirstOrThrow();
  const keys = await loadDataKeys(
    trx,
    keyring,
    open.map((a) => a.id),
  );
  const rows = open.map((a) => {
    const { outcome, rank } = chosen.get(a.id) ?? { outcome: 'notSelected' as const, rank: null };
    return {
      application_id: a.id,
      vacancy_no: o.vacancyNo,
      agency_id: agencyId,
      applicant_id: a.applicant_id,
      outcome,
      rank,
      reserve_until: outcome === 'reserve' ? until : null,
      letter_enc: sealLetter(keys.get(a.id) as Buffer, a.id, 1, draft.letters[outcome]),
      decided_by: actor.accountId,
    };
  });
  for (let i = 0; i < rows.length; i += 500)
    await trx
      .insertInto('application_result')
      .values(rows.slice(i, i + 500))
      .execute();
  const { version } = await trx
    .updateTable('vacancy')
    .set((eb) => ({
      result_at: sql<Date>`clock_timestamp()`,
      version: eb('version', '+', 1),
      updated_at: sql<Date>`now()`,
    }))
    .where('no', '=', o.vacancyNo)
    .returning('version')
    .executeTakeFirstOrThrow();
  const count = (outcome: Outcome): number => rows.filter((r) => r.outcome === outcome).length;
  await audit(trx, actor, {
    act: 'result.send',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId,
    details: {
      drawnBy: draft.drawnBy.id,
      selected: count('selected'),
      reserve: count('reserve'),
      notSelected: count('notSelected'),
      settledOn: draft.settledOn,
    },
  });
  await putAll(
    trx,
    rows.map((r) => resultChanged(r.application_id, 1)),
  );
  await tellWorkflow(trx, o.vacancyNo, version);
  return { ok: true, count: rows.length };
}

/** Word to the application's workflow. */
export const resultChanged = (applicationId: string, version: number): OutboxMessage => ({
  kind: 'signalApplication',
  target: applicationId,
  signal: 'resultChanged',
  subjectId: applicationId,
  version,
  key: `result:${applicationId}:${version}`,
});
