/** What the virus scanner has still to look at, and what it said. */
import { sql } from 'kysely';
import type { ScanState } from '../../domain/scan.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';

/** A file of an application, or of a vacancy: then `subjectId` is its number, or null while it has none. */
export interface ToScan {
  id: string;
  of: 'attachment' | 'vacancy_file';
  subjectId: string | null;
  agencyId: number;
  blobId: string;
}

/** Files not yet scanned, by id, those behind `after` ('' begins). As the worker. */
export async function pendingScans(trx: Trx, after: string, limit: number): Promise<ToScan[]> {
  const { rows } = await sql<ToScan>`
    select id, 'attachment' as of, application_id::text as "subjectId", agency_id as "agencyId", blob_id as "blobId"
      from attachment where scan_state = 'pending' and (${after} = '' or id > nullif(${after}, '')::uuid)
    union all
    select id, 'vacancy_file', vacancy_no, agency_id, blob_id
      from vacancy_file where scan_state = 'pending' and (${after} = '' or id > nullif(${after}, '')::uuid)
    order by id limit ${limit}`.execute(trx);
  return rows;
}

/**
 * The file as it is kept, and the wrapped key that opens it, which a vacancy's has not; undefined when either was
 * deleted meanwhile.
 */
export async function keptFile(
  trx: Trx,
  file: ToScan,
): Promise<{ wrapped: Buffer | null; bytes: Buffer } | undefined> {
  const blob = await trx.selectFrom('blob').select('bytes').where('id', '=', file.blobId).executeTakeFirst();
  if (!blob || file.of === 'vacancy_file') return blob && { wrapped: null, ...blob };
  const key = await trx
    .selectFrom('data_key')
    .select('wrapped')
    .where('application_id', '=', file.subjectId)
    .executeTakeFirst();
  return key && { ...key, ...blob };
}

/** Records the answer once; a second scanner's answer changes nothing. A bad file is an event of the audit trail. */
export async function recordScan(trx: Trx, file: ToScan, state: 'passed' | 'failed'): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable(file.of)
    .set({ scan_state: state, scanned_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', file.id)
    .where('scan_state', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  // its public page is kept by the state of the vacancy's row, and now says something else
  if (file.of === 'vacancy_file')
    await sql`update vacancy set version = version where no = ${file.subjectId}`.execute(trx);
  if (state === 'passed') return;
  await audit(
    trx,
    { kind: 'worker' },
    {
      act: `${file.of === 'attachment' ? 'attachment' : 'vacancyFile'}.scanFailed`,
      subjectKind: file.of === 'attachment' ? 'application' : 'vacancy',
      subjectId: file.subjectId ?? '',
      agencyId: file.agencyId,
      details: { attachment: file.id },
    },
  );
}

export type ScanCounts = Record<ScanState, number>;

/** For each application the files of its newest document, by what the scanner said. As officer. */
export async function scansOf(
  trx: Trx,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, ScanCounts>> {
  const rows = await trx
    .selectFrom('attachment as t')
    .select(['t.application_id', 't.scan_state'])
    .where('t.application_id', 'in', [...applicationIds])
    .where('t.application_version', '=', (eb) =>
      eb
        .selectFrom('resume_document as d')
        .select((e) => e.fn.max('d.application_version').as('version'))
        .whereRef('d.application_id', '=', 't.application_id'),
    )
    .execute();
  const found = new Map<string, ScanCounts>();
  for (const row of rows) {
    const counts = found.get(row.application_id) ?? { pending: 0, passed: 0, failed: 0 };
    counts[row.scan_state] += 1;
    found.set(row.application_id, counts);
  }
  return found;
}

/** How many wait and how many were found bad. As operator or auditor. */
export async function scanBacklog(trx: Trx): Promise<{ pending: number; failed: number }> {
  const { rows } = await sql<{ pending: number; failed: number }>`
    select pending, failed from attachment_scans`.execute(trx);
  return rows[0] ?? { pending: 0, failed: 0 };
}
