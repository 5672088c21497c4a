import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SCHEDULES } from '../../schedules/index.ts';
import { missing, run } from '../../schedules/migrate.ts';
import { connect, isReachable } from '../../workflows/client.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

describe('npm run migrate', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database?.drop());

  it('lists everything that is missing from the environment', () => {
    expect(missing({})).toHaveLength(2);
    expect(missing({ TEMPORAL_ADDRESS: 'x:1' }).join()).toContain('MIGRATION_DATABASE_URL');
    expect(missing({ TEMPORAL_ADDRESS: 'x:1', MIGRATION_DATABASE_URL: 'postgres://x' })).toEqual([]);
  });

  it('makes namespace, search attributes and schedules, and a second time nothing', async () => {
    const env = {
      MIGRATION_DATABASE_URL: database.adminUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: `m-${process.pid}-${randomBytes(3).toString('hex')}`,
    };
    const said: string[] = [];
    await run(env, (line) => said.push(line));
    expect(said.join('\n')).toContain(`namespace ${env.TEMPORAL_NAMESPACE}`);
    expect(said.join('\n')).toContain(`schedules: ${SCHEDULES.length} created`);
    const t = await connect({ address: env.TEMPORAL_ADDRESS, namespace: env.TEMPORAL_NAMESPACE });
    const { customAttributes } = await t.connection.operatorService.listSearchAttributes({
      namespace: t.namespace,
    });
    expect(Object.keys(customAttributes ?? {})).toEqual(
      expect.arrayContaining(['VacancyNo', 'ApplicationId', 'Stage', 'ClosesAt']),
    );
    expect(await isReachable(t)).toBe(true);
    await t.close();
    said.length = 0;
    await run(env, (line) => said.push(line));
    expect(said).toEqual([
      'database: up to date',
      'temporal: up to date',
      `schedules: 0 created, 0 updated, 0 deleted, ${SCHEDULES.length} unchanged`,
    ]);
  }, 60_000);
});
