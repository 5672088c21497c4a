/**
 * `memory.*_mb`: what each part holds while people work: officers leaf through applicants, applications come in at
 * twenty a second, workflows and their mails run. Looked at each second of the second half.
 */
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, type FigureValue, figureOf } from '../frame.ts';
import { load } from '../load/run.ts';
import { applicantsOf } from '../people.ts';
import { PARTS, type Part, resident } from '../resident.ts';
import { onStand } from '../stand.ts';
import { listed } from '../vacancies.ts';
import { furnish } from './applicants.ts';

const RATE = 20;

export const memory: Figure = {
  names: PARTS.map((part) => `memory.${part}_mb`),
  measure: (run) =>
    onStand(run.say, async (s) => {
      if (!fs.existsSync('/proc/self/smaps_rollup'))
        throw new Error('this system does not tell shares of memory');
      const durationMs = Math.max(10_000, run.scale * 60_000);
      const { paths, officers } = await furnish(s, 100);
      const vacancies = await listed(s, 200);
      const as = await applicantsOf(s.owner, s.keyring, 200);
      const common = { url: s.url, warmMs: 0, durationMs };
      const pages = { kind: 'pages', paths, as: officers, mark: '<tr role="row"><td', rows: 50 } as const;
      const applications = { kind: 'applications', vacancies, as, from: 0 } as const;
      const seen: Record<Part, number[]> = { web: [], worker: [], temporal: [], postgres: [] };
      const working = Promise.all([
        load({ ...common, workers: 4, work: pages }),
        load({ ...common, workers: 16, rate: RATE, work: applications }),
      ]);
      working.catch(() => {});
      await sleep(durationMs / 2);
      for (const end = performance.now() + durationMs / 2; performance.now() < end; await sleep(1_000)) {
        const now = resident(s);
        for (const part of PARTS) seen[part].push(now[part]);
      }
      await working;
      return Object.fromEntries(
        PARTS.map((part): [string, FigureValue] => {
          const { rounds: _, ...figure } = figureOf(seen[part], {
            unit: 'MB',
            of: `PSS over ${seen[part].length} looks, 4 readers and ${RATE} applications/s beside`,
            singles: seen[part],
          });
          return [`memory.${part}_mb`, figure];
        }),
      );
    }),
};
