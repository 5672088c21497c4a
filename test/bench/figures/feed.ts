/**
 * Open data over 100,000 vacancies, 2,000 of them listed. `feed.not_modified_per_s`: readers who have it already.
 * `feed.full_2000_ms`: the whole feed, as it was made when something changed last. `feed.changed_2000_ms`: the same for
 * the first reader after a change, who has it made. `feed.stream_100k_mb`: how much more memory the web process holds
 * while one reader takes a feed of 100,000 rows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Figure, type FigureValue, figureOf, type Run, scaled } from '../frame.ts';
import { BROWSER, fillListed, listAll } from '../listed.ts';
import type { Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { resident } from '../resident.ts';
import { onStand, type Stand } from '../stand.ts';

const ALL = 100_000;
const LISTED = 2_000;
const READERS = 16;
const ROUNDS = 5;
const XML = '/open-data/vacancies.xml';

export const feed: Figure = {
  names: ['feed.not_modified_per_s', 'feed.full_2000_ms', 'feed.changed_2000_ms', 'feed.stream_100k_mb'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const nos = await fillListed(s, { listed: LISTED, closed: scaled(run, ALL - LISTED) });
      const notModified = await notModifiedPerS(s, run);
      const full = await fullMs(s, nos, { changed: false });
      const changed = await fullMs(s, nos, { changed: true });
      await listAll(s);
      return {
        'feed.not_modified_per_s': notModified,
        'feed.full_2000_ms': full,
        'feed.changed_2000_ms': changed,
        'feed.stream_100k_mb': await streamMb(s, scaled(run, ALL - LISTED) + LISTED),
      };
    }),
};

async function notModifiedPerS(s: Stand, run: Run): Promise<FigureValue> {
  const { headers } = await fetch(s.url + XML);
  const seen = { ...BROWSER, 'if-none-match': headers.get('etag') ?? '' };
  const list = [{ path: XML, as: -1, headers: seen }];
  const work: Work = { kind: 'asked', list, as: [], from: 0, expect: { status: 304 } };
  const job = { url: s.url, workers: READERS, durationMs: Math.max(2_000, run.scale * 10_000), work };
  const rounds: number[] = [];
  const latencies: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const done = await load({ ...job, warmMs: 1_000 });
    rounds.push(done.latencies.length / done.seconds);
    latencies.push(...done.latencies);
  }
  return figureOf(rounds, {
    unit: 'answers/s',
    of: `${READERS} connections with If-None-Match; p50 and p95 in ms`,
    singles: latencies,
    target: { words: 'at least 1,000/s', met: (n) => n >= 1_000 },
  });
}

async function fullMs(s: Stand, nos: readonly string[], o: { changed: boolean }): Promise<FigureValue> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const no = nos[i % nos.length];
    if (o.changed)
      await sql`update vacancy set version = version + 1, updated_at = now() where no = ${no}`.execute(
        s.owner,
      );
    const began = performance.now();
    const answer = await fetch(s.url + XML);
    const rows = (await answer.text()).split('<ROW>').length - 1;
    times.push(performance.now() - began);
    if (rows !== nos.length) throw new Error(`${rows} rows`);
  }
  // The first finds nothing warm.
  const warm = times.slice(1);
  return figureOf(warm, {
    unit: 'ms',
    of: `${nos.length} rows as XML to the last byte${o.changed ? ', each time after a change' : ''}`,
    singles: warm,
    target: { words: 'under 100 ms', met: (ms) => ms < 100 },
  });
}

async function streamMb(s: Stand, rows: number): Promise<FigureValue> {
  await sleep(2_000);
  const before = resident(s).web;
  const grown: number[] = [];
  for (let i = 0; i < 3; i++) {
    let most = before;
    let done = false;
    const reading = count(s, XML).finally(() => {
      done = true;
    });
    for (; !done; await sleep(100)) most = Math.max(most, resident(s).web);
    const found = await reading;
    if (found !== rows) throw new Error(`${found} rows of ${rows}`);
    grown.push(most - before);
  }
  // what the first reader brings stays with the process, so the others bring little: the most counts
  return figureOf([Math.max(...grown)], {
    unit: 'MB',
    of: `${rows} rows as XML to one reader, three times, beside the process before the first (PSS)`,
    target: { words: 'under 60 MB', met: (mb) => mb < 60 },
  });
}

/** Reads a feed without keeping it; how many rows it held. */
async function count(s: Stand, path: string): Promise<number> {
  const { body } = await fetch(s.url + path);
  let rows = 0;
  let tail = '';
  const decoder = new TextDecoder();
  for await (const piece of body ?? []) {
    const text = tail + decoder.decode(piece, { stream: true });
    rows += text.split('<ROW>').length - 1;
    tail = text.slice(-4);
  }
  return rows;
}
