/**
 * `search.p95_ms`, `search.p95_16_ms`: the public's search over 2,000 listed vacancies among 100,000, by 4 and by 16
 * readers at a time: words of one, two and more characters, conditions alone, and the fiftieth page.
 */
import { cpu, each } from '../cpu.ts';
import { type Figure, type FigureValue, figureOf, quantile, type Run, scaled } from '../frame.ts';
import { BROWSER, fillListed } from '../listed.ts';
import { client } from '../load/client.ts';
import type { Request, Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { onStand, type Stand } from '../stand.ts';

const ALL = 100_000;
const LISTED = 2_000;
const DEEP = 50;
const ROUNDS = 5;

const ADDRESSES = [
  '/vacancies?q=人',
  '/vacancies?q=檔',
  '/vacancies?q=專員',
  '/vacancies?q=文書',
  '/vacancies?q=公文收發',
  '/vacancies?q=高等考試 人事法規',
  '/vacancies?q=測試機關7',
  '/vacancies?q=查無此詞',
  '/vacancies',
  '/vacancies?sort=closing',
  '/vacancies?place=10&mode=civilService',
  '/vacancies?category=13&rank=其他',
  '/vacancies?series=A&agency=機關1',
];

export const search: Figure = {
  names: ['search.p95_ms', 'search.p95_16_ms'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const listed = scaled(run, LISTED);
      await fillListed(s, { listed, closed: scaled(run, ALL - LISTED) });
      const deep = await deepPage(s);
      const list = [...ADDRESSES.map(encodeURI), deep].map((path) => ({ path, as: -1, headers: BROWSER }));
      const of = `${listed} listed of ${scaled(run, ALL)}, ${list.length} searches in turn`;
      return {
        'search.p95_ms': await p95(s, run, { readers: 4, under: 30, list, of }),
        'search.p95_16_ms': await p95(s, run, { readers: 16, under: 100, list, of }),
      };
    }),
};

/** Where 「下一頁」 leads after 49 times, or as far as there are pages. */
async function deepPage(s: Stand): Promise<string> {
  const ask = client(s.url, 1);
  let path = '/vacancies';
  for (let page = 1; page < DEEP; page++) {
    const { body } = await ask({ method: 'GET', path, headers: {} });
    const next = /href="([^"]*[?&](?:amp;)?after=[^"]*)"/.exec(body.toString('utf8'))?.[1];
    if (!next) return path;
    path = next.replaceAll('&amp;', '&');
  }
  return path;
}

async function p95(
  s: Stand,
  run: Run,
  o: { readers: number; under: number; list: Request[]; of: string },
): Promise<FigureValue> {
  const durationMs = Math.max(2_000, run.scale * 15_000);
  const job = { url: s.url, workers: o.readers, durationMs };
  const work: Work = { kind: 'asked', list: o.list, as: [], from: 0, expect: { mark: '</html>' } };
  await load({ ...job, warmMs: durationMs / 2, durationMs: durationMs / 2, work });
  const before = cpu(s);
  const rounds: number[] = [];
  const latencies: number[] = [];
  let sent = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const done = await load({ ...job, warmMs: 500, work });
    rounds.push(quantile(done.latencies, 0.95));
    latencies.push(...done.latencies);
    sent += done.sent;
  }
  return figureOf(rounds, {
    unit: 'ms',
    of: `${o.readers} readers, ${o.of}; ${each(before, cpu(s), sent)}`,
    singles: latencies,
    target: { words: `under ${o.under} ms at ${o.readers} readers`, met: (ms) => ms < o.under },
  });
}
