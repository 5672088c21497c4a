/** R16: the open data's texts as they were last made, so that nobody waits for them and every process has the same. */
import { sql } from 'kysely';
import { FEEDS, type FeedName, isKept } from '../../domain/open-data.ts';
import type { Trx } from '../actor.ts';
import { sha256 } from '../crypto.ts';

export interface FeedSnapshot {
  name: FeedName;
  /** Of `feedEdition`: the state of the records it tells. */
  key: string;
  /** Vacancies listed then. */
  vacancies: number;
  gzipped: Buffer;
}

/** The text of an edition, gzipped; undefined when it was not made, or its bytes are not what was kept. */
export async function storedFeed(trx: Trx, name: FeedName, key: string): Promise<Buffer | undefined> {
  const row = await trx
    .selectFrom('feed_snapshot')
    .select(['gzipped', 'sha256'])
    .where('name', '=', name)
    .where('key', '=', key)
    .executeTakeFirst();
  return row && sha256(row.gzipped).equals(row.sha256) ? row.gzipped : undefined;
}

/** Which edition of each feed is stored. */
export async function storedEditions(trx: Trx): Promise<Map<FeedName, string>> {
  const rows = await trx.selectFrom('feed_snapshot').select(['name', 'key']).execute();
  return new Map(rows.map(({ name, key }) => [name, key]));
}

/** Takes the place of the feed's last snapshot. */
export async function storeFeed(trx: Trx, o: FeedSnapshot): Promise<void> {
  const row = { ...o, sha256: sha256(o.gzipped), made_at: sql<Date>`clock_timestamp()` };
  await trx
    .insertInto('feed_snapshot')
    .values(row)
    .onConflict((c) => c.column('name').doUpdateSet(row))
    .execute();
}

/** Deletes what is no longer kept because more is listed than a text should hold. */
export async function dropUnkept(trx: Trx, vacancies: number): Promise<void> {
  const unkept = FEEDS.filter((name) => !isKept(name, vacancies));
  if (unkept.length > 0) await trx.deleteFrom('feed_snapshot').where('name', 'in', unkept).execute();
}

/** When the oldest of the texts was made, over how many vacancies; undefined before the first. */
export async function snapshotAge(trx: Trx): Promise<{ madeAt: Date; vacancies: number } | undefined> {
  const row = await trx
    .selectFrom('feed_snapshot')
    .select(['made_at', 'vacancies'])
    .orderBy('made_at')
    .limit(1)
    .executeTakeFirst();
  return row && { madeAt: row.made_at, vacancies: row.vacancies };
}
