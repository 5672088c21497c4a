import { type SqlBool, sql } from 'kysely';
import { reasonWords } from '../../domain/vacancy-rows.ts';
import type { Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, openBrief } from '../personal.ts';
import { noticeMailData } from './applicant-mail-data.ts';

/** A decided revision, for the mail to whoever filled it in; undefined while undecided or without an address. */
export async function reviewMailData(trx: Trx, no: string, number: number) {
  const r = await trx
    .selectFrom('vacancy_revision as r')
    .innerJoin('vacancy as v', 'v.no', 'r.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'r.agency_id')
    .select([
      'r.content',
      'r.state',
      'r.reasons',
      'r.decided_at',
      'r.agency_id',
      'g.name',
      'v.opens_at',
      'v.closes_at',
    ])
    .where('r.vacancy_no', '=', no)
    .where('r.number', '=', number)
    .executeTakeFirst();
  if (!r?.decided_at || !r.content.writerEmail) return undefined;
  return {
    agencyId: r.agency_id,
    to: { name: r.content.writerName, address: r.content.writerEmail },
    facts: {
      agency: r.name,
      vacancyNo: no,
      title: r.content.title,
      outcome: r.state === 'returned' ? ('returned' as const) : ('approved' as const),
      reasons: (r.reasons ?? []).map(reasonWords),
      decidedAt: r.decided_at.toISOString(),
      revision: number > 1 && r.state !== 'returned' ? await listedBefore(trx, no, number) : false,
      opensAt: r.opens_at?.toISOString() ?? null,
      closesAt: r.closes_at?.toISOString() ?? null,
    },
  };
}

async function listedBefore(trx: Trx, no: string, number: number): Promise<boolean> {
  const earlier = await trx
    .selectFrom('vacancy_revision')
    .select('number')
    .where('vacancy_no', '=', no)
    .where('number', '<', number)
    .where('state', 'in', ['approved', 'superseded'])
    .executeTakeFirst();
  return earlier !== undefined;
}

/**
 * A withdrawn application whose data is still kept, for the mail to its applicant.
 * @param version which withdrawal: one taken back since is no longer told of
 */
export async function withdrawnMailData(trx: Trx, keyring: Keyring, applicationId: string, version: number) {
  const a = await trx
    .selectFrom('application as a')
    .innerJoin('vacancy as v', 'v.no', 'a.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'a.agency_id')
    .select([
      'a.no',
      'a.vacancy_no',
      'a.agency_id',
      'a.applicant_id',
      'a.brief_enc',
      'a.withdrawn_at',
      'a.live_notice_id',
      'v.title',
      'g.name',
    ])
    .select(sql<SqlBool>`v.stage = 'listed' and v.closes_at > clock_timestamp()`.as('still_open'))
    .where('a.id', '=', applicationId)
    .where('a.version', '=', version)
    .executeTakeFirst();
  const key = a && (await loadDataKey(trx, keyring, applicationId));
  if (!a?.brief_enc || !a.withdrawn_at || !key) return undefined;
  const brief = openBrief(key, applicationId, a.brief_enc);
  return {
    ids: { application_id: applicationId, applicant_id: a.applicant_id, agency_id: a.agency_id },
    to: { name: brief.name, address: brief.email },
    /** The interview it had been invited to. */
    notice: a.live_notice_id ? await noticeMailData(trx, keyring, a.live_notice_id, 'withdrawn') : undefined,
    withdrawnAt: a.withdrawn_at,
    facts: {
      name: brief.name,
      agency: a.name,
      vacancyNo: a.vacancy_no,
      title: a.title,
      applicationNo: a.no,
      withdrawnAt: a.withdrawn_at.toISOString(),
      stillOpen: a.still_open === true,
    },
  };
}
