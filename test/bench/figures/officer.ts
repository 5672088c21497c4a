/**
 * `officer.register_p95_ms`, `officer.id_search_p95_ms`, `officer.replies_p95_ms`: pages that officers open all day,
 * 16 of them at a time, over 2,000 vacancies and 120,000 applications. `officer.growth_x10`: how much slower the
 * slowest grower of these pages and the list of applicants becomes when the data grow tenfold.
 */
import { demoRecords } from '../../../dev/demo-content.ts';
import { cpu, each } from '../cpu.ts';
import { fill, notify, type Reader, readers } from '../desk.ts';
import { type Figure, type FigureValue, figureOf, quantile, type Run, round, scaled } from '../frame.ts';
import type { Expected, Request } from '../load/job.ts';
import { load } from '../load/run.ts';
import { onStand, type Stand } from '../stand.ts';

const VACANCIES = 2_000;
const APPLICATIONS = 120_000;
const READERS = 16;
const GROWTH = 10;
const ROUNDS = 3;

interface Look {
  name: string;
  list: Request[];
  expect: Expected;
}

export const officer: Figure = {
  names: [
    'officer.register_p95_ms',
    'officer.id_search_p95_ms',
    'officer.replies_p95_ms',
    'officer.growth_x10',
  ],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const small = {
        vacancies: scaled(run, VACANCIES / GROWTH),
        applications: scaled(run, APPLICATIONS / GROWTH),
      };
      await fill(s, small);
      const officers = await readers(s, READERS);
      await notify(s, { officers, vacanciesEach: 2, each: 25 });
      const looks = looksOf(officers);
      const before = new Map<string, number[]>();
      for (const look of looks) before.set(look.name, (await p95s(s, run, officers, look)).p95);
      run.say(`  ten times the data`);
      await fill(s, {
        vacancies: small.vacancies * (GROWTH - 1),
        applications: small.applications * (GROWTH - 1),
      });
      const figures: Record<string, FigureValue> = {};
      const growth: { name: string; ratio: number }[] = [];
      for (const look of looks) {
        const { p95, latencies } = await p95s(s, run, officers, look);
        const figure = figureOf(p95, {
          unit: 'ms',
          of: `${READERS} readers; ${small.vacancies * GROWTH} vacancies, ${small.applications * GROWTH} applications`,
          singles: latencies,
          target: { words: 'under 60 ms at 16 readers', met: (ms) => ms < 60 },
        });
        const small95 = figureOf(before.get(look.name) ?? [], { unit: 'ms', of: '' }).value;
        growth.push({ name: look.name, ratio: figure.value / small95 });
        if (look.name !== 'applicants') figures[`officer.${look.name}_p95_ms`] = figure;
      }
      const worst = growth.reduce((a, b) => (b.ratio > a.ratio ? b : a));
      figures['officer.growth_x10'] = {
        value: round(worst.ratio),
        unit: '×',
        of: growth.map((g) => `${g.name} ${round(g.ratio)}`).join(', '),
        target: 'at most 1.5',
        met: worst.ratio <= 1.5,
      };
      return figures;
    }),
};

function looksOf(officers: readonly Reader[]): Look[] {
  const idNumber = demoRecords()[0]?.basic.idNumber ?? '';
  const ofAll = (requests: (r: Reader, as: number) => Request[]): Request[] => officers.flatMap(requests);
  const own = (r: Reader): string[] => r.nos.slice(0, 10);
  return [
    {
      name: 'register',
      list: ofAll((_, as) => [
        { path: '/officer/vacancies', as },
        { path: '/officer/vacancies?page=2&f=1', as },
      ]),
      expect: { mark: '</html>' },
    },
    {
      name: 'id_search',
      list: ofAll((r, as) =>
        own(r).map((no) => ({
          path: `/officer/vacancies/${no}/applicants`,
          as,
          fields: [['idNumber', idNumber]],
        })),
      ),
      expect: { mark: '</html>' },
    },
    {
      name: 'replies',
      list: ofAll((_, as) => [{ path: '/officer/replies', as }]),
      expect: { mark: '</table>' },
    },
    {
      name: 'applicants',
      list: ofAll((r, as) => own(r).map((no) => ({ path: `/officer/vacancies/${no}/applicants`, as }))),
      expect: { mark: '<tr role="row"><td' },
    },
  ];
}

async function p95s(
  s: Stand,
  run: Run,
  officers: readonly Reader[],
  look: Look,
): Promise<{ p95: number[]; latencies: number[] }> {
  const as = officers.map(({ cookie, csrf }) => ({ cookie, csrf }));
  const job = { url: s.url, workers: READERS, durationMs: Math.max(2_000, run.scale * 10_000) };
  const work = { kind: 'asked', list: look.list, as, from: 0, expect: look.expect } as const;
  await load({ ...job, warmMs: job.durationMs / 2, work });
  const p95: number[] = [];
  const latencies: number[] = [];
  let perSecond = 0;
  let sent = 0;
  const before = cpu(s);
  for (let i = 0; i < ROUNDS; i++) {
    const done = await load({ ...job, warmMs: 500, work });
    p95.push(quantile(done.latencies, 0.95));
    latencies.push(...done.latencies);
    sent += done.sent;
    perSecond += done.latencies.length / done.seconds / ROUNDS;
  }
  const spent = each(before, cpu(s), sent);
  run.say(
    `  ${look.name}: ${perSecond.toFixed(0)}/s, p95 ${p95.map((ms) => ms.toFixed(0)).join(' ')} ms; ${spent}`,
  );
  return { p95, latencies };
}
