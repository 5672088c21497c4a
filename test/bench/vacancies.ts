import { seedVacancies } from '../../dev/seed-rows.ts';
import { until } from './frame.ts';
import type { Stand } from './stand.ts';

/** Vacancies of the civil-service platform, each listed by its own running workflow. */
export async function listed(s: Stand, count: number): Promise<string[]> {
  const nos = await seedVacancies(s.owner, { count, live: count, mode: 'civilService' });
  await until(300_000, `${count} listings`, async () => {
    const { n } = await s.owner
      .selectFrom('vacancy')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('no', 'in', nos)
      .where('stage', '=', 'listed')
      .executeTakeFirstOrThrow();
    return Number(n) === count;
  });
  return nos;
}
