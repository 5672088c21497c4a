/** What the virus scanner has still to look at, and what it said. */
import { sql } from 'kysely';
import type { ScanState } from '../../domain/scan.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';

export interface ToScan {
  id: string;
  applicationId: string;
  agencyId: number;
  blobId: string;
}

/** Attachments not yet scanned, by id, those behind `after` ('' begins). As the worker. */
export async function pendingScans(trx: Trx, after: string, limit: number): Promise<ToScan[]> {
  return trx
    .selectFrom('attachment')
    .select(['id', 'application_id as applicationId', 'agency_id as agencyId', 'blob_id as blobId'])
    .where('scan_state', '=', 'pending')
    .$if(after !== '', (q) => q.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The file as it is kept, and the wrapped key that opens it; undefined when either was deleted meanwhile. */
export async function sealedFile(
  trx: Trx,
  of: ToScan,
): Promise<{ wrapped: Buffer; sealed: Buffer } | undefined> {
  const key = await trx
    .selectFrom('data_key')
    .select('wrapped')
    .where('application_id', '=', of.applicationId)
    .executeTakeFirst();
  const sealed = await trx.selectFrom('blob').select('bytes').where('id', '=', of.blobId).executeTakeFirst();
  return key && sealed && { wrapped: key.wrapped, sealed: sealed.bytes };
}

/** Records the answer once; a second scanner's answer changes nothing. A bad file is an event of the audit trail. */
export async function recordScan(trx: Trx, of: ToScan, state: 'passed' | 'failed'): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('attachment')
    .set({ scan_state: state, scanned_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', of.id)
    .where('scan_state', '=', 'pending')
    .executeTakeFirst();
  if (state === 'passed' || numUpdatedRows === 0n) return;
  await audit(
    trx,
    { kind: 'worker' },
    {
      act: 'attachment.scanFailed',
      subjectKind: 'application',
      subjectId: of.applicationId,
      agencyId: of.agencyId,
      details: { attachment: of.id },
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
