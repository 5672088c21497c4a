import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { withActor } from '../../db/actor.ts';
import { feedRows, feedState } from '../../db/queries/feed.ts';
import { storedFeed } from '../../db/queries/feed-snapshots.ts';
import { feedLayout, feedPieces } from '../../documents/open-data-feed.ts';
import { FEEDS, type FeedName, type FeedState, feedEdition, isKept } from '../../domain/open-data.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { Services } from '../services.ts';
import { etagOf } from './caching.ts';
import { feedFromLast } from './feed-rows.ts';

/** One of the two is there; the other is made when a reader wants it, once. */
interface Text {
  plain: () => Promise<Buffer>;
  gzipped: () => Promise<Buffer>;
}

export interface FeedNow {
  etag: string;
  lastModified: Date;
  /** The whole text; null when it is so long that it must be written while it is sent. */
  text: () => Promise<Text> | null;
  pieces: () => AsyncGenerator<string>;
}

const anyone = { kind: 'public' } as const;

/**
 * The feeds as they are now. Whether anything changed is asked of the database at each request (requests that come
 * together ask once), so nobody is served what is no longer listed. The text of a state is the snapshot the worker
 * stored; until that is there, whoever asks first after a change has it made, and the others wait for that one. It is made
 * of the last one and the rows that were written since.
 */
export function feedTexts(s: Services) {
  let asking: Promise<FeedState> | undefined;
  const kept = new Map<FeedName, { key: string; text: Promise<Text> }>();
  const fromLast = Object.fromEntries(FEEDS.map((name) => [name, feedFromLast(s, name)])) as Record<
    FeedName,
    ReturnType<typeof feedFromLast>
  >;

  const state = (): Promise<FeedState> => {
    asking ??= withActor(s.db, anyone, feedState).finally(() => {
      asking = undefined;
    });
    return asking;
  };

  async function now(name: FeedName): Promise<FeedNow> {
    const { publicUrl } = s.config;
    const found = await state();
    const today = taipeiDay(s.now());
    const { key, lastModified } = feedEdition(name, { state: found, today, publicUrl });
    const about = { publicUrl, today, changedAt: found.changedAt };
    const pieces = (): AsyncGenerator<string> =>
      feedPieces(
        name,
        feedRows((query) => withActor(s.db, anyone, query), name),
        about,
      );
    const text = (): Promise<Text> | null => {
      if (!isKept(name, found.count)) return null;
      const before = kept.get(name);
      if (before?.key === key) return before.text;
      const make = async (): Promise<Text> =>
        (await snapshot(s, name, key)) ?? textOf(await fromLast[name](feedLayout(name, about)));
      const next = { key, text: make() };
      kept.set(name, next);
      next.text.catch(() => {
        if (kept.get(name) === next) kept.delete(name);
      });
      return next.text;
    };
    return { etag: etagOf(key), lastModified, text, pieces };
  }
  return { now, state };
}

async function snapshot(s: Services, name: FeedName, key: string): Promise<Text | undefined> {
  const gzipped = await withActor(s.db, anyone, (trx) => storedFeed(trx, name, key));
  return (
    gzipped && { gzipped: () => Promise.resolve(gzipped), plain: once(() => promisify(gunzip)(gzipped)) }
  );
}

const textOf = (plain: Buffer): Text => ({
  plain: () => Promise.resolve(plain),
  gzipped: once(() => promisify(gzip)(plain)),
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let making: Promise<T> | undefined;
  return () => {
    making ??= make();
    return making;
  };
}
