import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { codeOf } from '../db/connection.ts';
import { feedRows, feedState, healListed } from '../db/queries/feed.ts';
import { dropUnkept, storedEditions, storeFeed } from '../db/queries/feed-snapshots.ts';
import { whole } from '../documents/open-data.ts';
import { feedPieces } from '../documents/open-data-feed.ts';
import { FEEDS, feedEdition, isKept } from '../domain/open-data.ts';
import { taipeiDay } from '../domain/taipei-time.ts';
import { asWorker, type Deps } from './deps.ts';

type FeedDeps = Pick<Deps, 'db' | 'config' | 'log'>;

const EVERY_MS = 60_000;

/** The round of the Schedule: mends what search and feeds read, and makes every snapshot anew. */
export async function refreshFeeds(deps: FeedDeps): Promise<void> {
  const mended = await asWorker(deps, healListed);
  if (mended > 0) deps.log.warn({ mended }, 'listedMended');
  await makeSnapshots(deps, { all: true });
}

/**
 * Makes the texts of the open data and stores them in place of the last. What changes meanwhile gives another key,
 * under which nobody asks for this text, so none that mixes two states is ever sent.
 * @param o.all also those whose edition is stored already, so that a damaged one does not stay
 */
export async function makeSnapshots(deps: FeedDeps, o: { all: boolean }): Promise<void> {
  const publicUrl = deps.config.publicUrl.replace(/\/+$/, '');
  const today = taipeiDay(new Date());
  const [state, stored] = await asWorker(deps, async (trx) => [
    await feedState(trx),
    await storedEditions(trx),
  ]);
  const made: string[] = [];
  for (const name of FEEDS.filter((one) => isKept(one, state.count))) {
    const { key } = feedEdition(name, { state, today, publicUrl });
    if (!o.all && stored.get(name) === key) continue;
    const rows = feedRows((query) => asWorker(deps, query), name);
    const text = await whole(feedPieces(name, rows, { publicUrl, today, changedAt: state.changedAt }));
    const gzipped = await promisify(gzip)(text);
    await asWorker(deps, (trx) => storeFeed(trx, { name, key, vacancies: state.count, gzipped }));
    made.push(name);
  }
  if (made.length === 0) return;
  await asWorker(deps, (trx) => dropUnkept(trx, state.count));
  deps.log.info({ made, vacancies: state.count }, 'feeds');
}

/** Looks each minute whether what is listed changed; the Schedule's round would leave a snapshot old for hours. */
export function startFeeds(deps: FeedDeps, everyMs = EVERY_MS): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await makeSnapshots(deps, { all: false });
      } catch (e) {
        deps.log.warn({ code: codeOf(e) }, 'feedsNotMade');
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
