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
    .select('v.content')
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
    contact: r.content.contact,
    letter: openLetter(key, applicationId, r.version, r.letter_enc),
  };
}
