/** `npm run seed -- --vacancies N --applications M [--live K]`: data for measurements, not for a demonstration. */
import { parseArgs } from 'node:util';
import { connect } from '../db/connection.ts';
import { readKeyring } from '../db/keyring.ts';
import { seedApplications, seedVacancies } from './seed-rows.ts';
import { withStack } from './with-stack.ts';

const USAGE = `用法：npm run seed -- --vacancies N --applications M [--live K]
  N 筆刊登中的職缺、M 筆應徵（其中一筆職缺有 2,000 筆，或 M 的一半）；K 筆職缺另有真正的流程`;

function whole(text: string | undefined, otherwise: number, most: number): number {
  const n = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(n) || n < 0 || n > most) throw new Error(USAGE);
  return n;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { vacancies: { type: 'string' }, applications: { type: 'string' }, live: { type: 'string' } },
  });
  const vacancies = whole(values.vacancies, 100, 200_000);
  const applications = whole(values.applications, 0, 2_000_000);
  const live = whole(values.live, 0, vacancies);
  await withStack(async (env) => {
    const owner = connect({ url: env.MIGRATION_DATABASE_URL as string, max: 2, name: 'seed' });
    try {
      const began = Date.now();
      const nos = await seedVacancies(owner, { count: vacancies, live });
      await seedApplications(owner, readKeyring(env.KEYRING_FILE as string), { nos, count: applications });
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`已建立 ${vacancies} 筆職缺（${live} 筆有流程）與 ${applications} 筆應徵，${seconds} 秒。`);
    } finally {
      await owner.destroy();
    }
  });
}

try {
  await main();
} catch (e) {
  console.error(e instanceof Error ? e.message : 'unknown');
  process.exit(1);
}
process.exit(0);
