/** People who applied over HTTP, each application with its running workflow, and who were invited to an interview. */
import { sql } from 'kysely';
import { connect } from '../../db/connection.ts';
import { invite, type Reader, readers } from './desk.ts';
import { until } from './frame.ts';
import type { Work } from './load/job.ts';
import { load } from './load/run.ts';
import { applicantsOf } from './people.ts';
import type { Stand } from './stand.ts';
import { listed } from './vacancies.ts';

/** Applications a second until everybody has applied. */
const RATE = 50;
const SETTLE_MS = 600_000;

/** Everybody applies to every vacancy and is invited; answers the links' tokens when every notice is handed over. */
export async function invited(s: Stand, o: { vacancies: number; people: number }): Promise<string[]> {
  const vacancies = await listed(s, o.vacancies);
  const as = await applicantsOf(s.owner, s.keyring, o.people);
  const count = as.length * vacancies.length;
  const work: Work = { kind: 'applications', vacancies, as, from: 0 };
  const durationMs = (count / RATE) * 1_000 - 10;
  await load({ url: s.url, workers: 32, rate: RATE, warmMs: 0, durationMs, work });
  await handedOver(s, 'receipt', count);
  const { n } = await s.owner
    .selectFrom('agency')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const tokens: string[] = [];
  // two agencies each
  for (const officer of await readers(s, Math.ceil(Number(n) / 2)))
    tokens.push(...(await notices(s, officer)));
  if (tokens.length !== count) throw new Error(`${tokens.length} notices to ${count} applicants`);
  await handedOver(s, 'notice', count);
  await sql`analyze`.execute(s.owner);
  return tokens;
}

async function notices(s: Stand, { actor, nos }: Reader): Promise<string[]> {
  const web = connect({ url: s.env.DATABASE_URL ?? '', max: 1, name: 'bench-notices' });
  const tokens: string[] = [];
  try {
    for (const vacancyNo of nos) {
      const people = await s.owner
        .selectFrom('application')
        .select('id')
        .where('vacancy_no', '=', vacancyNo)
        .execute();
      tokens.push(...(await invite(s, web, { actor, vacancyNo, applicationIds: people.map((p) => p.id) })));
    }
    return tokens;
  } finally {
    await web.destroy();
  }
}

function handedOver(s: Stand, kind: 'receipt' | 'notice', count: number): Promise<void> {
  return until(SETTLE_MS, `${count} mails: ${kind}`, async () => {
    const { n } = await s.owner
      .selectFrom('mail_delivery')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('kind', '=', kind)
      .where('state', '=', 'handedOver')
      .executeTakeFirstOrThrow();
    return Number(n) === count;
  });
}
