import { sql } from 'kysely';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { BlobStore } from '../blob-store.ts';
import { seal } from '../crypto.ts';
import { sealMissing } from '../personal.ts';
import { madeLate, putProducedMail } from './produced-mails.ts';

const WORKER = { kind: 'worker' } as const;

export interface ToProduce {
  id: string;
  no: string;
  vacancyNo: string;
  agencyName: string;
  /** What the vacancy asked for in the revision the application was made under (rule 6). */
  content: VacancyContent;
  mode: 'civilService' | 'open';
  version: number;
  submittedAt: Date;
  record: Buffer | null;
  wrappedKey: Buffer | null;
}

/** An application whose newest version has no document yet; undefined when there is nothing to do. */
export async function toProduce(trx: Trx, applicationId: string): Promise<ToProduce | undefined> {
  const { rows } = await sql<ToProduce>`
    select a.id, a.no, a.vacancy_no as "vacancyNo", g.name as "agencyName", coalesce(r.content, v.content) as content,
      a.mode, a.version, a.submitted_at as "submittedAt", a.record_enc as record, k.wrapped as "wrappedKey"
    from application a
    join vacancy v on v.no = a.vacancy_no
    join agency g on g.id = a.agency_id
    left join vacancy_revision r on r.vacancy_no = a.vacancy_no and r.number = a.revision
    left join data_key k on k.application_id = a.id
    where a.id = ${applicationId} and a.state = 'open' and a.production_state = 'pending'`.execute(trx);
  return rows[0];
}

/**
 * Pending applications by id, whatever their vacancy's stage (rule 5). The open platform's are produced at once by
 * their own runs (R67); one found here was lost on the way or asked for again by an operator, and is made up for.
 */
export async function pendingAfter(
  trx: Trx,
  after: string,
  limit: number,
): Promise<{ id: string; vacancyNo: string }[]> {
  let q = trx
    .selectFrom('application')
    .select(['id', 'vacancy_no as vacancyNo'])
    .where('production_state', '=', 'pending')
    .where('state', '=', 'open');
  if (after) q = q.where('id', '>', after);
  return q.orderBy('id').limit(limit).execute();
}

export interface Produced {
  bytes: Uint8Array;
  pages: number;
  fontHash: string;
  missing: readonly string[];
}

/**
 * Keeps the document of one version, encrypted under the application's key, and marks it produced, of which the applicant
 * is told; the documents of earlier versions stay. Produced twice, the first stays.
 * @returns false when the application changed or ended meanwhile: the document is then of no use.
 */
export async function keepDocument(
  trx: Trx,
  blobs: BlobStore,
  key: Buffer,
  o: { applicationId: string; version: number; document: Produced },
): Promise<boolean> {
  const row = await lockPending(trx, o.applicationId, o.version);
  if (!row) return false;
  const { pages, missing } = o.document;
  const known = await trx
    .selectFrom('resume_document')
    .select('id')
    .where('application_id', '=', o.applicationId)
    .where('application_version', '=', o.version)
    .executeTakeFirst();
  if (!known) await insertDocument(trx, blobs, key, row, o);
  await trx
    .updateTable('application')
    .set({ production_state: 'produced', produced_at: sql<Date>`clock_timestamp()`, production_error: null })
    .where('id', '=', o.applicationId)
    .execute();
  await audit(trx, WORKER, {
    act: 'resume.produce',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: row.agency_id,
    details: { version: o.version, pages, missing: missing.length },
  });
  await putProducedMail(trx, row, { version: o.version, missing: missing.length });
  return true;
}

async function insertDocument(
  trx: Trx,
  blobs: BlobStore,
  key: Buffer,
  row: { agency_id: number; applicant_id: string | null },
  o: { applicationId: string; version: number; document: Produced },
): Promise<void> {
  const owner = { application_id: o.applicationId, agency_id: row.agency_id, applicant_id: row.applicant_id };
  const { bytes, pages, fontHash, missing } = o.document;
  const sealed = seal(key, Buffer.from(bytes), `blob:${o.applicationId}`);
  const blobId = await blobs.put(trx, owner, sealed, bytes.length);
  await trx
    .insertInto('resume_document')
    .values({
      ...owner,
      application_version: o.version,
      blob_id: blobId,
      pages,
      font_hash: fontHash,
      missing_characters: missing.length,
      missing_enc: missing.length > 0 ? sealMissing(key, o.applicationId, o.version, missing) : null,
    })
    .execute();
}

/** Marks a version that cannot be typeset, with a code of ours; an operator sees it and may try again. */
export async function markFailed(
  trx: Trx,
  o: { applicationId: string; version: number; code: string },
): Promise<void> {
  const row = await lockPending(trx, o.applicationId, o.version);
  if (!row) return;
  await trx
    .updateTable('application')
    .set({ production_state: 'failed', production_error: o.code })
    .where('id', '=', o.applicationId)
    .execute();
  await audit(trx, WORKER, {
    act: 'resume.fail',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: row.agency_id,
    details: { version: o.version, code: o.code },
  });
}

/** A slot that ran; run again for the same slot it keeps the greater counts. */
export async function recordSlot(
  trx: Trx,
  o: { slot: string; produced: number; failed: number; late: boolean },
): Promise<void> {
  await sql`insert into production_slot (slot, produced, failed, late)
    values (${o.slot}, ${o.produced}, ${o.failed}, ${o.late})
    on conflict (slot) do update set produced = greatest(production_slot.produced, excluded.produced),
      failed = greatest(production_slot.failed, excluded.failed), finished_at = clock_timestamp()`.execute(
    trx,
  );
}

async function lockPending(trx: Trx, id: string, version: number) {
  return trx
    .selectFrom('application')
    .select(['id', 'agency_id', 'applicant_id', 'vacancy_no', 'mode'])
    .select(madeLate.as('late'))
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '=', 'open')
    .where('production_state', '=', 'pending')
    .forUpdate()
    .executeTakeFirst();
}
