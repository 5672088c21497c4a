import type { Trx } from '../actor.ts';
import { postgresBlobs } from '../blob-store.ts';
import { open, seal } from '../crypto.ts';

export interface HandedInFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Which version of which application files belong to. */
export interface FilesOf {
  application_id: string;
  agency_id: number;
  applicant_id: string | null;
  version: number;
}

/** Binds a file's sealed name to its row. */
const nameAad = (applicationId: string, version: number, seq: number): string =>
  `attachment:${applicationId}:${version}:${seq}`;

/** A file's name. @throws Error when key and row do not belong together. */
export const openFileName = (
  key: Buffer,
  row: { application_id: string; application_version: number; seq: number; name_enc: Buffer },
): string =>
  open(key, row.name_enc, nameAad(row.application_id, row.application_version, row.seq)).toString('utf8');

/**
 * Files of an earlier version that go on to this one: a row of their own with the name sealed anew, the bytes
 * and what the scanner said of them shared.
 * @param ids rows of this application's earlier versions
 * @returns how many go on; the next file has the number after
 * @throws Error attachmentMissing when one is not this application's
 */
export async function carryFiles(
  trx: Trx,
  key: Buffer,
  of: FilesOf,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const { version, ...owner } = of;
  const rows = await trx
    .selectFrom('attachment')
    .selectAll()
    .where('application_id', '=', of.application_id)
    .where('id', 'in', [...ids])
    .orderBy('seq')
    .execute();
  if (rows.length !== new Set(ids).size) throw new Error('attachmentMissing');
  await trx
    .insertInto('attachment')
    .values(
      rows.map((row, i) => ({
        ...owner,
        application_version: version,
        seq: i + 1,
        media_type: row.media_type,
        size: row.size,
        name_enc: seal(key, openFileName(key, row), nameAad(of.application_id, version, i + 1)),
        blob_id: row.blob_id,
        scan_state: row.scan_state,
        scanned_at: row.scanned_at,
      })),
    )
    .execute();
  return rows.length;
}

/** Stores new files behind the `after` that were carried over. */
export async function storeFiles(
  trx: Trx,
  key: Buffer,
  of: FilesOf,
  files: readonly HandedInFile[],
  after = 0,
): Promise<void> {
  const { version, ...owner } = of;
  for (const [i, file] of files.entries()) {
    const seq = after + i + 1;
    const bytes = seal(key, Buffer.from(file.bytes), `blob:${of.application_id}`);
    const blobId = await postgresBlobs.put(trx, owner, bytes, file.bytes.length);
    await trx
      .insertInto('attachment')
      .values({
        ...owner,
        application_version: version,
        seq,
        media_type: file.mediaType,
        size: file.bytes.length,
        name_enc: seal(key, file.name, nameAad(of.application_id, version, seq)),
        blob_id: blobId,
      })
      .execute();
  }
}
