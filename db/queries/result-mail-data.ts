import type { Outcome } from '../../domain/result-rules.ts';
import type { Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, openLetter } from '../personal.ts';
import { type ApplicationMailData, applicationMailData } from './applicant-mail-data.ts';

/** The result of one application with what its mails say. */
export interface ResultMailData {
  application: ApplicationMailData;
  version: number;
  outcome: Outcome;
  rank: number | null;
  reserveUntil: Date | null;
  reserveEndedAt: Date | null;
  declinedAt: Date | null;
  /** 聯絡方式 of the vacancy. */
  contact: string;
  letter: string;
}

/** @returns undefined without a result, or when the application is over or its personal data is gone */
export async function resultMailData(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
): Promise<ResultMailData | undefined> {
  const r = await trx
    .selectFrom('application_result as r')
    .innerJoin('vacancy as v', 'v.no', 'r.vacancy_no')
    .select(['r.version', 'r.outcome', 'r.rank', 'r.reserve_until', 'r.reserve_ended_at', 'r.letter_enc'])
    .select(['r.declined_at', 'v.content'])
    .where('r.application_id', '=', applicationId)
    .executeTakeFirst();
  const application = r && (await applicationMailData(trx, keyring, applicationId));
  const key = application && (await loadDataKey(trx, keyring, applicationId));
  if (!r?.letter_enc || !application || !key) return undefined;
  return {
    application,
    version: r.version,
    outcome: r.outcome,
    rank: r.rank,
    reserveUntil: r.reserve_until,
    reserveEndedAt: r.reserve_ended_at,
    declinedAt: r.declined_at,
    contact: r.content.contact,
    letter: openLetter(key, applicationId, r.version, r.letter_enc),
  };
}

/** A place that became free, for the word to the officer; undefined for an unknown one. */
export async function placeFreeData(trx: Trx, applicationId: string) {
  return trx
    .selectFrom('application_result as r')
    .innerJoin('application as a', 'a.id', 'r.application_id')
    .innerJoin('vacancy as v', 'v.no', 'r.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'r.agency_id')
    .leftJoin('application_result as n', 'n.stands_in_for', 'r.application_id')
    .leftJoin('application as b', 'b.id', 'n.application_id')
    .select(['a.no', 'a.agency_id', 'a.withdrawn_at', 'r.declined_at', 'v.title', 'v.content'])
    .select(['r.vacancy_no', 'g.name as agency_name', 'b.no as next_no', 'n.rank as next_rank'])
    .where('r.application_id', '=', applicationId)
    .executeTakeFirst();
}
