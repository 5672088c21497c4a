import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findTemporalBinary } from '../../dev/find-temporal.ts';
import { postgresUrl, startPostgres } from '../../dev/postgres.ts';
import { alive, stopPid } from '../../dev/processes.ts';
import { startTemporal } from '../../dev/temporal.ts';

let dir = '';
const stops: (() => Promise<void>)[] = [];
const dirs: string[] = [];
beforeEach(() => {
  // A space and Chinese in the path: clones lie in such folders.
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-servers-')), '我的 資料');
  fs.mkdirSync(dir);
  dirs.push(path.dirname(dir));
});
afterAll(async () => {
  for (const stop of stops) await stop();
  for (const d of dirs) fs.rmSync(d, { recursive: true, force: true });
});

async function query(port: number, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgresUrl(port, 'app', 'postgres') });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('PostgreSQL', () => {
  it('is adopted by the next start when its starter was killed, and keeps its data over a stop', async () => {
    const dataDir = path.join(dir, 'pg');
    const first = await startPostgres({ dataDir, port: 54_100, fast: true });
    stops.push(first.stop);
    expect(first.adopted).toBe(false);
    await query(first.port, 'create table kept (x int)');
    // What a killed starter leaves: the server runs, nobody holds it.
    const second = await startPostgres({ dataDir, port: 54_100, fast: true });
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    await second.stop();
    expect(alive(first.pid)).toBe(false);
    const third = await startPostgres({ dataDir, port: 54_100, fast: true });
    stops.push(third.stop);
    expect(third.adopted).toBe(false);
    expect(await query(third.port, `select to_regclass('kept')::text as kept`)).toEqual([{ kept: 'kept' }]);
  });

  it('starts again after its own kill -9, although its pid file still lies there', async () => {
    const dataDir = path.join(dir, 'pg');
    const first = await startPostgres({ dataDir, port: 54_100, fast: true });
    stops.push(first.stop);
    process.kill(first.pid, 'SIGKILL');
    while (alive(first.pid)) await sleep(5);
    const second = await startPostgres({ dataDir, port: 54_100, fast: true });
    stops.push(second.stop);
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.port, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says plainly that it cannot make its directory, and leaves no half-made one behind', async () => {
    fs.writeFileSync(path.join(dir, 'occupied'), '');
    const dataDir = path.join(dir, 'occupied', 'pg');
    await expect(startPostgres({ dataDir, port: 54_100 })).rejects.toThrow();
    expect(fs.existsSync(dataDir)).toBe(false);
  });
});

describe('Temporal', () => {
  const options = async () => ({
    executable: await findTemporalBinary(),
    pidFile: path.join(dir, 'temporal.pid'),
    dbFile: path.join(dir, 'temporal.db'),
    port: 54_300,
    uiPort: null,
    namespaces: ['recruitment'],
  });

  it('keeps its runs over a kill -9, knows our search attributes, is adopted when its starter was killed', async () => {
    const first = await startTemporal(await options());
    stops.push(first.stop);
    const adopted = await startTemporal(await options());
    expect(adopted).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    const connection = await Connection.connect({ address: first.address });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({
      namespace: 'recruitment',
    });
    expect(Object.keys(customAttributes)).toEqual(
      expect.arrayContaining(['VacancyNo', 'ApplicationId', 'Stage', 'ClosesAt']),
    );
    await connection.workflowService.startWorkflowExecution({
      namespace: 'recruitment',
      workflowId: 'vacancy-1151100001',
      workflowType: { name: 'nobodyRunsThis' },
      taskQueue: { name: 'nobody' },
      requestId: 'r1',
    });
    await connection.close();
    process.kill(first.pid, 'SIGKILL');
    const again = await startTemporal(await options());
    stops.push(again.stop);
    expect(again.adopted).toBe(false);
    const after = await Connection.connect({ address: again.address });
    const described = await after.workflowService.describeWorkflowExecution({
      namespace: 'recruitment',
      execution: { workflowId: 'vacancy-1151100001' },
    });
    expect(described.workflowExecutionInfo?.type?.name).toBe('nobodyRunsThis');
    await after.close();
    await again.stop();
    expect(alive(again.pid)).toBe(false);
    expect(fs.existsSync(path.join(dir, 'temporal.pid'))).toBe(false);
  });

  it('takes no stranger for itself whose process number its old pid file names', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    try {
      fs.writeFileSync(
        path.join(dir, 'temporal.pid'),
        JSON.stringify({ pid: stranger.pid, port: 54_300, uiPort: null }),
      );
      const server = await startTemporal(await options());
      stops.push(server.stop);
      expect(server.adopted).toBe(false);
      expect(alive(stranger.pid ?? 0)).toBe(true);
    } finally {
      await stopPid(stranger.pid ?? 0, 'SIGKILL');
    }
  });

  it('says in one sentence with its log when the binary is none', async () => {
    const fake = path.join(dir, 'temporal');
    fs.writeFileSync(fake, '#!/bin/sh\necho broken server >&2\nexit 3\n', { mode: 0o755 });
    await expect(startTemporal({ ...(await options()), executable: fake })).rejects.toThrow(
      /did not start[\s\S]*broken server/,
    );
  });
});
