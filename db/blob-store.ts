import { randomUUID } from 'node:crypto';
import type { Trx } from './actor.ts';
import { sha256 } from './crypto.ts';

/** Whose bytes: repeated on the row so that policies are one comparison. */
export interface BlobOwner {
  application_id: string | null;
  agency_id: number | null;
  applicant_id: string | null;
}
/** Files of vacancies are everybody's; what refers to them says who may have them. */
export const OF_A_VACANCY: BlobOwner = { application_id: null, agency_id: null, applicant_id: null };

/**
 * Where documents and attachments lie; those of applications already encrypted under the application's key. A file
 * or object store can take the database's place; it would ignore the transaction and rely on what is never referenced
 * being swept.
 */
export interface BlobStore {
  /** @returns the id to refer to. `size` is the length before encryption. */
  put(trx: Trx, owner: BlobOwner, bytes: Buffer, size: number): Promise<string>;
  /** @returns undefined when it was deleted. @throws Error `blobDamaged` when the bytes are not what was put. */
  get(trx: Trx, id: string): Promise<Buffer | undefined>;
  /** How long these are together before encryption. */
  sizeOf(trx: Trx, ids: readonly string[]): Promise<number>;
  /** Deletes everything of these applications; what refers to it must be gone already. */
  deleteOf(trx: Trx, applicationIds: readonly string[]): Promise<void>;
}

/** The default: a table of its own, stored out of line and uncompressed. */
export const postgresBlobs: BlobStore = {
  async put(trx, owner, bytes, size) {
    // named here, not by the database: whoever puts may not see the row before something refers to it
    const id = randomUUID();
    await trx
      .insertInto('blob')
      .values({ id, ...owner, sha256: sha256(bytes), size, bytes })
      .execute();
    return id;
  },
  async get(trx, id) {
    const row = await trx
      .selectFrom('blob')
      .select(['bytes', 'sha256'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    if (!sha256(row.bytes).equals(row.sha256)) throw new Error('blobDamaged');
    return row.bytes;
  },
  async sizeOf(trx, ids) {
    if (ids.length === 0) return 0;
    const { bytes } = await trx
      .selectFrom('blob')
      .select((eb) => eb.fn.sum<string | null>('size').as('bytes'))
      .where('id', 'in', [...ids])
      .executeTakeFirstOrThrow();
    return Number(bytes ?? 0);
  },
  async deleteOf(trx, applicationIds) {
    await trx
      .deleteFrom('blob')
      .where('application_id', 'in', [...applicationIds])
      .execute();
  },
};
