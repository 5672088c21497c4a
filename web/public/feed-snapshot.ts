import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { withActor } from '../../db/actor.ts';
import { type FeedState, feedState, listedAfter, listedNewest } from '../../db/queries/feed.ts';
import {
  type FeedItem,
  feedAtomPieces,
  feedJsonPieces,
  feedXmlPieces,
  whole,
} from '../../documents/open-data.ts';
import { toFeedExtras, toFeedRow } from '../../domain/feed-mapping.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';
import { etagOf } from './caching.ts';

export type Format = 'xml' | 'json' | 'atom';
/** 2 adds the newer elements to the XML layout. */
export type Version = '1' | '2';

/** Rows read at a time. */
const PAGE = 1_000;
/** Above this many rows a feed is not kept but written while it is sent. */
const MOST_KEPT = 5_000;
/** A news reader wants what is new; the other formats hold everything. */
const NEWEST = 1_000;

export interface Snapshot {
  etag: string;
  lastModified: Date;
  /** Whole and gzipped, or to be written while it is sent. */
  kept: () => Promise<{ plain: Buffer; gzipped: Buffer }> | null;
  pieces: () => AsyncGenerator<string>;
}

const anyone = { kind: 'public' } as const;

/**
 * The feeds as they are now. Whether anything changed is asked of the database at each request (requests that come
 * together ask once), so nobody is served what is no longer listed; the text itself is made once for each state.
 */
export function feedSnapshots(s: Services) {
  let asking: Promise<FeedState> | undefined;
  const kept = new Map<string, { etag: string; made: Promise<{ plain: Buffer; gzipped: Buffer }> }>();

  const state = (): Promise<FeedState> => {
    asking ??= withActor(s.db, anyone, feedState).finally(() => {
      asking = undefined;
    });
    return asking;
  };

  async function snapshot(format: Format, version: Version): Promise<Snapshot> {
    const now = await state();
    const today = taipeiDay(s.now());
    const midnight = new Date(taipeiInstant(today));
    // the official layout names the day, so that it changes at midnight whatever is listed
    const lastModified = format === 'xml' && midnight > now.changedAt ? midnight : now.changedAt;
    const etag = etagOf(
      [format, version, s.config.publicUrl, now.count, now.print, lastModified.toISOString()].join('\n'),
    );
    const pieces = (): AsyncGenerator<string> => written(s, format, version, { today, at: now.changedAt });
    return {
      etag,
      lastModified,
      pieces,
      kept: () => {
        if (now.count > MOST_KEPT && format !== 'atom') return null;
        const key = format + version;
        const before = kept.get(key);
        if (before?.etag === etag) return before.made;
        const made = whole(pieces()).then(async (text) => {
          const plain = Buffer.from(text);
          return { plain, gzipped: await promisify(gzip)(plain) };
        });
        kept.set(key, { etag, made });
        made.catch(() => kept.delete(key));
        return made;
      },
    };
  }
  return { snapshot, state };
}

function written(
  s: Services,
  format: Format,
  version: Version,
  o: { today: string; at: Date },
): AsyncGenerator<string> {
  const { publicUrl } = s.config;
  const meta = {
    url: publicUrl + paths.public.feed(format),
    siteUrl: publicUrl + paths.public.vacancies(),
    schemaUrl: publicUrl + paths.public.feedSchema(),
    updatedAt: o.at.toISOString(),
  };
  if (format === 'json') return feedJsonPieces(everything(s), meta);
  if (format === 'atom') return feedAtomPieces(newest(s), meta);
  return feedXmlPieces(xmlRows(s, version), o.today);
}

async function* xmlRows(s: Services, version: Version) {
  for await (const { content, no } of everything(s)) {
    const row = toFeedRow(content, no, s.config.publicUrl);
    yield version === '2' ? { ...row, ...toFeedExtras(content) } : row;
  }
}

/** A page for each transaction: a slow reader must not hold one open. */
async function* everything(s: Services): AsyncGenerator<FeedItem> {
  for (let after = ''; ; ) {
    const page = await withActor(s.db, anyone, (trx) => listedAfter(trx, after, PAGE));
    for (const row of page) yield itemOf(s, row);
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.no;
  }
}

async function* newest(s: Services): AsyncGenerator<FeedItem> {
  for (const row of await withActor(s.db, anyone, (trx) => listedNewest(trx, NEWEST))) yield itemOf(s, row);
}

const itemOf = (s: Services, v: Awaited<ReturnType<typeof listedAfter>>[number]): FeedItem => ({
  no: v.no,
  content: v.content,
  publishedAt: v.listed_at.toISOString(),
  updatedAt: v.updated_at.toISOString(),
  closesAt: v.closes_at.toISOString(),
  url: s.config.publicUrl + paths.public.vacancy(v.no),
});
