import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { postgresBlobs } from '../db/blob-store.ts';
import { codeOf, connect, refuseStrongRole } from '../db/connection.ts';
import type { Keyring } from '../db/keyring.ts';
import { createTypesetter } from '../documents/resume-pdf.ts';
import { createTransport } from '../mail/transport.ts';
import { workflowBundle } from '../workflows/bundle.ts';
import { connect as connectTemporal } from '../workflows/client.ts';
import { startDelivery } from '../workflows/delivery.ts';
import { idsOnly } from '../workflows/interceptors.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import type { WorkerConfig } from './config.ts';
import { startFeeds } from './feeds.ts';
import { createActivities } from './index.ts';
import { sdkLogger } from './log.ts';
import { startScanner } from './scanner.ts';
import { startSealer } from './sealer.ts';

/**
 * Activities and local activities at a time; each holds at most one connection of the pool. As many local ones as there
 * are workflow tasks at a time (the SDK's 40), so that none waits in a task that could be over.
 */
const ACTIVITIES_AT_ONCE = 24;
const LOCAL_AT_ONCE = 40;
const CONNECTIONS = 20;
/**
 * A workflow task goes first to the worker that has the workflow in memory; when that one was killed, it goes to any
 * after this long. The SDK's ten seconds would be most of the time a crash is felt.
 */
const STICKY_MS = 4_000;
const LONGEST_PAUSE_MS = 10_000;

/** The database's role is bound by no policy: nothing is started. */
export class StrongRole extends Error {}

/**
 * Runs workflows, activities, delivery of the outbox, the audit sealer, the open data's snapshots and, where one is
 * configured, the virus scanner until `stop` is aborted. A database or a Temporal server that is away, at the start
 * or later, is waited for.
 * @throws StrongRole
 */
export async function runWorker(
  config: WorkerConfig,
  keyring: Keyring,
  log: Logger,
  stop: AbortSignal,
): Promise<void> {
  Runtime.install({ logger: sdkLogger(log), shutdownSignals: [] });
  const bundle = workflowBundle();
  bundle.catch(() => {});
  const db = connect({
    url: config.databaseUrl,
    max: CONNECTIONS,
    name: 'shiqiuren-worker',
    onError: (code) => log.warn({ code }, 'connectionLost'),
  });
  const mail = createTransport(config.smtpUrl, { from: config.mailFrom });
  // A slot makes thousands of documents: pages and mails go before them.
  const typesetter = createTypesetter({ compilers: config.typesetters, giveWay: true });
  const temporal = await connectTemporal({
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
  });
  try {
    await until(stop, log, 'databaseAway', () => refuseStrongRole(db).catch(asStrongRole));
    if (stop.aborted) return;
    const delivery = startDelivery({ db, temporal, log, pollMs: 1_000, listenUrl: config.databaseUrl });
    const sealer = startSealer(db, log);
    const scanner = config.clamd ? startScanner({ db, keyring, log }, config.clamd) : null;
    const feeds = startFeeds({ db, config, log });
    const activities = createActivities({
      db,
      keyring,
      mail,
      typesetter,
      blobs: postgresBlobs,
      config: { publicUrl: config.publicUrl },
      log,
      temporal,
    });
    const serve = async (): Promise<void> => {
      const connection = await NativeConnection.connect({
        address: config.temporalAddress,
        // What crosses are ids of some bytes: packing them cost both sides more than it saved (decisions, page 19).
        grpcCompression: { codec: 'none' },
      });
      try {
        const worker = await Worker.create({
          connection,
          namespace: config.temporalNamespace,
          taskQueue: TASK_QUEUE,
          workflowBundle: await bundle,
          activities: { ...activities },
          interceptors: { activity: [idsOnly] },
          maxCachedWorkflows: config.cachedWorkflows,
          stickyQueueScheduleToStartTimeout: STICKY_MS,
          maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE,
          maxConcurrentLocalActivityExecutions: LOCAL_AT_ONCE,
          shutdownGraceTime: config.graceSeconds * 1_000,
        });
        log.info({ namespace: config.temporalNamespace, taskQueue: TASK_QUEUE }, 'working');
        const running = worker.run();
        const end = (): void => worker.shutdown();
        stop.addEventListener('abort', end, { once: true });
        if (stop.aborted && worker.getState() === 'RUNNING') end();
        await running.finally(() => stop.removeEventListener('abort', end));
      } finally {
        await connection.close();
      }
    };
    await until(stop, log, 'temporalAway', serve);
    await Promise.all([delivery.stop(), sealer.stop(), scanner?.stop(), feeds.stop()]);
  } finally {
    mail.close();
    await typesetter.close();
    await temporal.close();
    await db.destroy();
  }
}

/** Calls `fn` until it succeeds or `stop` is aborted, saying each time that it is still waiting. */
async function until(stop: AbortSignal, log: Logger, event: string, fn: () => Promise<void>): Promise<void> {
  for (let pause = 500; !stop.aborted; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    try {
      return await fn();
    } catch (e) {
      if (e instanceof StrongRole) throw e;
      log.warn({ code: codeOf(e), type: (e as Error)?.name, retryMs: pause }, event);
      await sleep(pause, undefined, { signal: stop }).catch(() => {});
    }
  }
}

/** What the database answered is final; that it did not answer is not. */
function asStrongRole(e: unknown): never {
  if (codeOf(e) === 'unknown' && e instanceof Error && e.message.startsWith('DATABASE_URL'))
    throw new StrongRole(e.message);
  throw e;
}
