import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { testTemporal } from '../support/temporal.ts';

const drops: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(drops.map((d) => d())));

async function one(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: query, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

it('gives every caller a migrated database of its own, under three roles', async () => {
  const [a, b] = await Promise.all([testDatabase(), testDatabase()]);
  drops.push(a.drop, b.drop);
  await one(a.adminUrl, 'create table only_here (x int)');
  expect(await one(a.adminUrl, `select to_regclass('only_here')::text`)).toBe('only_here');
  expect(await one(b.adminUrl, `select to_regclass('only_here')::text`)).toBeNull();
  expect(await one(b.adminUrl, `select to_regclass('vacancy')::text`)).toBe('vacancy');
  expect(await one(a.webUrl, 'select current_user')).toBe('shiqiuren_web');
  expect(await one(a.workerUrl, 'select current_user')).toBe('shiqiuren_worker');
  expect(
    await one(a.webUrl, 'select rolsuper or rolbypassrls from pg_roles where rolname = current_user'),
  ).toBe(false);
});

it('sorts and lower-cases Chinese and compares case by Unicode, not by bytes', async () => {
  const db = await testDatabase();
  drops.push(db.drop);
  expect(await one(db.adminUrl, `select lower('ÀÉ')`)).toBe('àé');
  expect(await one(db.adminUrl, `show server_encoding`)).toBe('UTF8');
});

it('gives every caller a Temporal namespace of its own that takes our search attributes at once', async () => {
  const t = await testTemporal();
  drops.push(t.close);
  const handle = await t.client.workflow.start('nobodyRunsThis', {
    taskQueue: 'nobody',
    workflowId: 'vacancy-1151100001',
    searchAttributes: { VacancyNo: ['1151100001'], ClosesAt: [new Date('2026-11-24T00:00:00Z')] },
  });
  const described = await handle.describe();
  expect(described.searchAttributes.VacancyNo).toEqual(['1151100001']);
  const other = await testTemporal();
  drops.push(other.close);
  await expect(other.client.workflow.getHandle('vacancy-1151100001').describe()).rejects.toThrow(
    /not found/i,
  );
  await handle.terminate();
});
