/**
 * `officer.applicants_per_s`, `officer.applicants_p95_ms`: 調閱履歷 with 50 rows and every column of R73, as 16
 * officers leaf through it at a time. Each page finds its sign-in, passes row-level security, opens fifty people's
 * names and addresses with fifty keys, and leaves its audit event; nothing is kept from one request to the next.
 */
import { seedApplications, seedVacancies } from '../../../dev/seed-rows.ts';
import { cpu, each } from '../cpu.ts';
import { type Figure, figureOf, quantile, scaled } from '../frame.ts';
import { load } from '../load/run.ts';
import { type SignedIn, staff } from '../people.ts';
import { onStand, type Stand } from '../stand.ts';

const VACANCIES = 200;
const CROWD = 2_000;
const EACH = 100;
const PAGE = 50;
const READERS = 16;

export const applicants: Figure = {
  names: ['officer.applicants_per_s', 'officer.applicants_p95_ms'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const { paths, officers, crowd } = await furnish(s, scaled(run, VACANCIES));
      const durationMs = Math.max(2_000, run.scale * 20_000);
      const job = { url: s.url, workers: READERS, durationMs };
      const work = { kind: 'pages', paths, as: officers, mark: '<tr role="row"><td', rows: PAGE } as const;
      await load({ ...job, durationMs: durationMs / 2, warmMs: durationMs / 2, work });
      const perSecond: number[] = [];
      const p95: number[] = [];
      const latencies: number[] = [];
      const before = cpu(s);
      let sent = 0;
      for (let i = 0; i < 5; i++) {
        const done = await load({ ...job, warmMs: 1_000, work });
        perSecond.push(done.latencies.length / done.seconds);
        p95.push(quantile(done.latencies, 0.95));
        latencies.push(...done.latencies);
        sent += done.sent;
      }
      const spent = each(before, cpu(s), sent);
      run.say(`  ${spent}`);
      const only = await load({ ...job, warmMs: 1_000, work: { ...work, paths: crowd } });
      const alone = `${(only.latencies.length / only.seconds).toFixed(0)} pages/s, p95 ${quantile(only.latencies, 0.95).toFixed(0)} ms`;
      const of = `${READERS} readers, ${paths.length} pages of ${PAGE} rows, ${crowd.length} of them of one vacancy with ${CROWD} applicants (${alone} on those alone); ${spent}`;
      return {
        'officer.applicants_per_s': figureOf(perSecond, {
          unit: 'pages/s',
          of,
          target: { words: 'at least 300/s', met: (n) => n >= 300 },
        }),
        'officer.applicants_p95_ms': figureOf(p95, {
          unit: 'ms',
          of,
          singles: latencies,
          target: { words: 'under 60 ms at 16 readers', met: (ms) => ms < 60 },
        }),
      };
    }),
};

/** Vacancies with 100 applicants each and one with 2,000; an officer for each reader, of all these agencies. */
export async function furnish(
  s: Stand,
  vacancies: number,
): Promise<{ paths: string[]; crowd: string[]; officers: SignedIn[]; nos: string[] }> {
  const nos = await seedVacancies(s.owner, { count: vacancies, live: 0 });
  await seedApplications(s.owner, s.keyring, { nos, count: CROWD + (nos.length - 1) * EACH });
  const agencies = await s.owner.selectFrom('agency').select('id').execute();
  const officers = await Promise.all(
    Array.from({ length: READERS }, (_, i) =>
      staff(
        s.owner,
        `officer${i}`,
        'officer',
        agencies.map((a) => a.id),
      ),
    ),
  );
  const pages = (no: string, people: number): string[] =>
    Array.from({ length: people / PAGE }, (_, i) => `/officer/vacancies/${no}/applicants?page=${i + 1}`);
  const [first = '', ...others] = nos;
  const crowd = pages(first, CROWD);
  return { paths: [...crowd, ...others.flatMap((no) => pages(no, EACH))], crowd, officers, nos };
}
