import { type SqlBool, sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey, openLetter, openParticulars, openRecord } from '../personal.ts';
import { openFileName } from './application-files.ts';
import { ownNotices } from './own-notices.ts';
import { lettersTo } from './screening-letters.ts';

type Applicant = Actor & { kind: 'applicant' };

/**
 * 我的應徵: an applicant's own applications, newest first, with who retrieved them and when. `missing`: how many
 * characters of the newest version's document no font has.
 */
export async function ownApplications(trx: Trx, actor: Applicant) {
  const rows = await trx
    .selectFrom('application as a')
    .innerJoin('vacancy as v', 'v.no', 'a.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'a.agency_id')
    .select([
      'a.id',
      'a.no',
      'a.vacancy_no',
      'a.mode',
      'a.state',
      'a.version',
      'a.submitted_at',
      'a.updated_at',
      'a.withdrawn_at',
    ])
    .select([
      'a.production_state',
      'a.reply_status',
      'v.title',
      'v.stage',
      'v.closes_at',
      'v.withdrawn_at as vacancy_withdrawn_at',
      'g.name as agency_name',
    ])
    .leftJoin('application_result as r', 'r.application_id', 'a.id')
    .select(['r.outcome', 'r.rank', 'r.reserve_until', 'r.reserve_ended_at', 'r.declined_at'])
    .select('r.decided_at as result_at')
    .select(sql<SqlBool>`a.record_enc is not null`.as('kept'))
    .leftJoin('resume_document as d', (on) =>
      on.onRef('d.application_id', '=', 'a.id').onRef('d.application_version', '=', 'a.version'),
    )
    .select((eb) => eb.fn.coalesce('d.missing_characters', eb.lit(0)).as('missing'))
    .select('d.produced_at')
    .leftJoin('interview_notice as n', (on) => on.onRef('n.id', '=', 'a.live_notice_id'))
    .select(['n.interview_at', 'n.reply_by', 'n.offer_id'])
    .where('a.applicant_id', '=', actor.applicantId)
    .orderBy('a.submitted_at', 'desc')
    .limit(200)
    .execute();
  const retrievals = await trx
    .selectFrom('retrieval_item')
    .select(['application_id', 'purpose', 'retrieved_at', 'application_version'])
    .where('applicant_id', '=', actor.applicantId)
    .orderBy('retrieved_at')
    .execute();
  return rows.map((r) => ({
    ...r,
    /** The end of an application is a version too, in which nothing was handed in. */
    handedInVersion: r.state === 'open' ? r.version : r.version - 1,
    retrievals: retrievals.filter((t) => t.application_id === r.id),
  }));
}

/** One of her own applications with what was handed in; undefined when it is not hers or its data is gone. */
export async function ownApplication(trx: Trx, keyring: Keyring, actor: Applicant, id: string) {
  const row = (await ownApplications(trx, actor)).find((a) => a.id === id);
  const stored = await trx
    .selectFrom('application as a')
    .leftJoin('application_result as r', 'r.application_id', 'a.id')
    .select(['a.record_enc', 'a.particulars_enc', 'r.letter_enc', 'r.version as result_version'])
    .where('a.id', '=', id)
    .executeTakeFirst();
  const key = await loadDataKey(trx, keyring, id);
  if (!row || !stored?.record_enc || !key) return undefined;
  const attachments = await trx
    .selectFrom('attachment')
    .select(['id', 'application_id', 'seq', 'size', 'media_type', 'name_enc', 'application_version'])
    .select('scan_state')
    .where('application_id', '=', id)
    .where('application_version', '=', row.handedInVersion)
    .orderBy('seq')
    .execute();
  return {
    ...row,
    letter:
      stored.letter_enc && stored.result_version
        ? openLetter(key, id, stored.result_version, stored.letter_enc)
        : null,
    record: openRecord(key, id, stored.record_enc),
    particulars: stored.particulars_enc ? openParticulars(key, id, stored.particulars_enc) : null,
    notices: await ownNotices(trx, keyring, key, id),
    /** What the agency told of its 資格審查. */
    letters: await lettersTo(trx, keyring, id),
    files: attachments.map((t) => ({
      id: t.id,
      seq: t.seq,
      size: t.size,
      mediaType: t.media_type,
      scan: t.scan_state,
      name: openFileName(key, t),
    })),
  };
}

/** Whether she has an open application to this vacancy already; told to her alone. */
export async function ownOpenApplication(trx: Trx, actor: Applicant, vacancyNo: string) {
  return trx
    .selectFrom('application')
    .select(['id', 'no', 'submitted_at', 'version'])
    .where('vacancy_no', '=', vacancyNo)
    .where('applicant_id', '=', actor.applicantId)
    .where('state', '=', 'open')
    .executeTakeFirst();
}
