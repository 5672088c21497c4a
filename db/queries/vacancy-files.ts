/** 附件 of vacancies: rows and bytes are added and never changed; a registration's content names those it has. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ScanState } from '../../domain/scan.ts';
import type { VacancyFile, VacancyFileType } from '../../domain/vacancy-files.ts';
import type { Actor, Trx } from '../actor.ts';
import { OF_A_VACANCY, postgresBlobs } from '../blob-store.ts';

type Officer = Actor & { kind: 'officer' };

const COLUMNS = ['id', 'name', 'media_type as mediaType', 'size', 'digest'] as const;

/** Keeps checked files of an agency that no registration names yet. */
export async function storeVacancyFiles(
  trx: Trx,
  actor: Officer,
  agencyId: number,
  files: readonly { name: string; mediaType: VacancyFileType; bytes: Uint8Array }[],
): Promise<VacancyFile[]> {
  const stored: VacancyFile[] = [];
  for (const { name, mediaType, bytes } of files) {
    const blobId = await postgresBlobs.put(trx, OF_A_VACANCY, Buffer.from(bytes), bytes.length);
    const row = await trx
      .insertInto('vacancy_file')
      .values({
        agency_id: agencyId,
        vacancy_no: null,
        name,
        media_type: mediaType,
        size: bytes.length,
        digest: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
        blob_id: blobId,
        added_by: actor.accountId,
      })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
    stored.push(row);
  }
  return stored;
}

/**
 * The files a form may name: her agencies', of this vacancy or of none yet; unknown ids are left out.
 * @param no null for a registration that has no number yet
 */
export async function filesNamed(
  trx: Trx,
  actor: Officer,
  no: string | null,
  ids: readonly string[],
): Promise<VacancyFile[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('vacancy_file')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .where('agency_id', 'in', [...actor.agencyIds])
    .where((eb) => eb.or([eb('vacancy_no', 'is', null), ...(no === null ? [] : [eb('vacancy_no', '=', no)])]))
    .execute();
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Ties files to the registration that names them, and to its agency. */
export async function bindFiles(
  trx: Trx,
  no: string,
  agencyId: number,
  files: readonly Pick<VacancyFile, 'id'>[],
): Promise<void> {
  if (files.length === 0) return;
  await trx
    .updateTable('vacancy_file')
    .set({ vacancy_no: no, agency_id: agencyId })
    .where(
      'id',
      'in',
      files.map((file) => file.id),
    )
    .where((eb) => eb.or([eb('vacancy_no', 'is', null), eb('vacancy_no', '=', no)]))
    .execute();
}

/** The same files for another registration: rows of their own that share bytes and what the scanner said. */
export async function copyFiles(
  trx: Trx,
  actor: Officer,
  files: readonly Pick<VacancyFile, 'id'>[],
): Promise<VacancyFile[]> {
  const copies: VacancyFile[] = [];
  for (const { id } of files) {
    const { rows } = await sql<VacancyFile>`
      insert into vacancy_file (agency_id, name, media_type, size, digest, blob_id, added_by, scan_state, scanned_at)
      select agency_id, name, media_type, size, digest, blob_id, ${actor.accountId}, scan_state, scanned_at
        from vacancy_file where id = ${id} and agency_id = any (${[...actor.agencyIds]}::int[])
      returning id, name, media_type as "mediaType", size, digest`.execute(trx);
    copies.push(...rows);
  }
  return copies;
}

/** What the scanner said of these files. As whoever may see them. */
export async function scanStatesOf(
  trx: Trx,
  files: readonly Pick<VacancyFile, 'id'>[],
): Promise<ReadonlyMap<string, ScanState>> {
  if (files.length === 0) return new Map();
  const rows = await trx
    .selectFrom('vacancy_file')
    .select(['id', 'scan_state'])
    .where(
      'id',
      'in',
      files.map((file) => file.id),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row.scan_state]));
}

export interface VacancyFileBytes extends VacancyFile {
  scan: ScanState;
  bytes: Buffer;
}

/**
 * One file with its bytes, for whoever the policies let see it: officers of its agency, reviewers of its vacancy, and
 * everybody while the public page of its vacancy names it.
 * @param no of that vacancy; left out for an officer, whose file may have none yet
 */
export async function vacancyFile(
  trx: Trx,
  o: { id: string; no?: string },
): Promise<VacancyFileBytes | undefined> {
  const row = await trx
    .selectFrom('vacancy_file')
    .select([...COLUMNS, 'scan_state as scan', 'blob_id'])
    .where('id', '=', o.id)
    .$if(o.no !== undefined, (q) => q.where('vacancy_no', '=', o.no ?? ''))
    .executeTakeFirst();
  const bytes = row && (await postgresBlobs.get(trx, row.blob_id));
  if (!row || !bytes) return undefined;
  const { blob_id: _, ...file } = row;
  return { ...file, bytes };
}

/** Removes files no registration and no revision names, a day after they were added, and bytes without a file. */
export async function sweepVacancyFiles(trx: Trx): Promise<void> {
  await sql`
    delete from vacancy_file f where added_at < clock_timestamp() - interval '1 day'
      and not exists (select from vacancy v where v.no = f.vacancy_no
        and v.content -> 'files' @> jsonb_build_array(jsonb_build_object('id', f.id)))
      and not exists (select from vacancy_revision r where r.vacancy_no = f.vacancy_no
        and r.content -> 'files' @> jsonb_build_array(jsonb_build_object('id', f.id)))`.execute(trx);
  await sql`
    delete from blob b where application_id is null
      and not exists (select from vacancy_file f where f.blob_id = b.id)`.execute(trx);
}
