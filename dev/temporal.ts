import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { freePort } from './ports.ts';
import { alive, commandLine, running, spawnServer, stopPid, tail } from './processes.ts';

/** A dev server this clone started, or found. */
export type Temporal = {
  pid: number;
  address: string;
  port: number;
  /** null when started without its UI. */
  uiPort: number | null;
  adopted: boolean;
  stop: () => Promise<void>;
};
type PidFile = { pid: number; port: number; uiPort: number | null };

const readPid = (file: string): PidFile | undefined => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as PidFile;
  } catch {
    return undefined;
  }
};

/** Waits until a Temporal frontend at `address` answers; throws the last reason after `limitMs`. */
export async function temporalReady(address: string, limitMs: number, stillRuns = () => true): Promise<void> {
  for (const end = Date.now() + limitMs; ; await sleep(100)) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      await connection.close();
      return;
    } catch (e) {
      if (Date.now() > end || !stillRuns()) throw e;
    }
  }
}

/**
 * Starts Temporal's development server (`executable` from `findTemporal`), or adopts one that a killed
 * process left running for the same `pidFile`.
 * `dbFile` keeps its runs over restarts and `kill -9` (WAL and FULL: as durable as the default, and faster);
 * null keeps them in memory. `uiPort` null leaves the UI out. Ports are where to begin looking; with `exactly` they
 * are the ones to take, for a server that died and is known there.
 */
export async function startTemporal(o: {
  executable: string;
  pidFile: string;
  dbFile: string | null;
  port: number;
  uiPort: number | null;
  namespaces?: readonly string[];
  exactly?: boolean;
}): Promise<Temporal> {
  const logFile = `${o.pidFile.replace(/\.pid$/, '')}.log`;
  const stopper = (pid: number) => async (): Promise<void> => {
    await stopPid(pid, 'SIGTERM', 6_000);
    fs.rmSync(o.pidFile, { force: true });
  };
  const old = readPid(o.pidFile);
  if (old && alive(old.pid) && /start-dev/.test(commandLine(old.pid) || 'start-dev')) {
    const address = `127.0.0.1:${old.port}`;
    const usable =
      old.port >= o.port && old.port < o.port + 200 && (o.uiPort === null || old.uiPort !== null);
    const well =
      usable &&
      (await temporalReady(address, 5_000).then(
        () => true,
        () => false,
      ));
    if (well) return { ...old, address, adopted: true, stop: stopper(old.pid) };
    await stopPid(old.pid, 'SIGTERM', 6_000);
  }

  fs.mkdirSync(path.dirname(o.pidFile), { recursive: true });
  const port = o.exactly ? o.port : await freePort(o.port);
  const uiPort = o.uiPort === null || o.exactly ? o.uiPort : await freePort(o.uiPort);
  const dynamic = {
    'frontend.enableUpdateWorkflowExecution': true,
    'frontend.enableUpdateWorkflowExecutionAsyncAccepted': true,
    // Tests add namespaces while it runs, and their search attributes must be known at once. A stack's are given below,
    // at the start; reading them anew at each use costs every child and every row of visibility two reads.
    'system.forceSearchAttributesCacheRefreshOnRead': o.dbFile === null,
  };
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'];
  args.push(...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]));
  args.push(...(o.namespaces ?? ['recruitment']).flatMap((n) => ['--namespace', n]));
  args.push(...Object.entries(SEARCH_ATTRIBUTES).flatMap(([k, v]) => ['--search-attribute', `${k}=${v}`]));
  args.push(...Object.entries(dynamic).flatMap(([k, v]) => ['--dynamic-config-value', `${k}=${v}`]));
  if (o.dbFile) {
    fs.mkdirSync(path.dirname(o.dbFile), { recursive: true });
    args.push(
      '--db-filename',
      o.dbFile,
      '--sqlite-pragma',
      'journal_mode=WAL',
      '--sqlite-pragma',
      'synchronous=FULL',
    );
  }
  const child = spawnServer(o.executable, args, logFile);
  const pid = child.pid ?? 0;
  const address = `127.0.0.1:${port}`;
  try {
    fs.writeFileSync(o.pidFile, JSON.stringify({ pid, port, uiPort } satisfies PidFile));
    await temporalReady(address, 60_000, () => running(child));
  } catch (e) {
    await stopper(pid)();
    const said = tail(logFile);
    const full = /no space left|disk is full|database or disk is full/i.test(said);
    const why = full
      ? '磁碟空間不足（the disk is full）。'
      : `${e instanceof Error ? e.message : e}\n${said}`;
    throw new Error(`Temporal 無法啟動（the Temporal server did not start）。Log: ${logFile}\n${why}`);
  }
  child.unref();
  return { pid, address, port, uiPort, adopted: false, stop: stopper(pid) };
}
