import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { alive } from '../../dev/processes.ts';
import { ROOT } from '../../dev/root.ts';
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

it('servers whose users are all gone are ended by their keeper, with their directory', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-keeper-'));
  const stranger = spawn('sleep', ['1000'], { stdio: 'ignore' });
  // Stands for a server: its command line says what the keeper looks for.
  const named = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start-dev'], {
    stdio: 'ignore',
  });
  const user = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  drops.push(async () => {
    for (const c of [stranger, named, user]) c.kill('SIGKILL');
  });
  fs.mkdirSync(path.join(dir, 'users'));
  fs.writeFileSync(path.join(dir, 'users', String(user.pid)), '');
  fs.writeFileSync(
    path.join(dir, 'servers.json'),
    JSON.stringify({ pids: [named.pid, stranger.pid], dataDir: path.join(dir, 'pg') }),
  );
  const args = ['--import', 'tsx', path.join(ROOT, 'dev/test-services-keeper.ts'), dir, '100'];
  const keeper = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  const ended = new Promise((done) => keeper.once('exit', done));
  drops.push(async () => void keeper.kill('SIGKILL'));
  await new Promise((r) => setTimeout(r, 1_000));
  expect(alive(named.pid ?? 0)).toBe(true);
  user.kill('SIGKILL');
  expect(await ended).toBe(0);
  expect(alive(named.pid ?? 0)).toBe(false);
  // A process whose number only happens to stand in the file is left alone.
  expect(alive(stranger.pid ?? 0)).toBe(true);
  expect(fs.existsSync(dir)).toBe(false);
});
