import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { findTemporal } from './find-temporal.ts';
import { startMailbox } from './mailbox.ts';
import { freePort, tellPort } from './ports.ts';
import { postgresUrl, startPostgres } from './postgres.ts';
import { revive } from './revive.ts';
import { type DatabaseUrls, embeddedUrls, outsideUrls, type Ports } from './stack-plan.ts';
import type { StackState } from './stack-state.ts';
import { startTemporal } from './temporal.ts';

/** What each of the three needs, and where it writes how it is reached. */
export type Bringing = {
  dataDir: string;
  ports: Ports;
  say: (line: string) => void;
  state: StackState;
  onStop: (stop: () => Promise<void>) => void;
  signal: AbortSignal;
};

/** PostgreSQL of the environment or our own; answers variables for the migration that hand out passwords. */
export async function database(b: Bringing): Promise<Record<string, string>> {
  const note = (urls: DatabaseUrls): void => {
    b.state.env.DATABASE_URL = urls.web;
    b.state.env.WORKER_DATABASE_URL = urls.worker;
    b.state.env.MIGRATION_DATABASE_URL = urls.migration;
  };
  const outside = outsideUrls(b.dataDir);
  if (outside) {
    note(outside);
    const { passwords } = outside;
    return {
      ...(passwords?.web ? { WEB_DATABASE_PASSWORD: passwords.web } : {}),
      ...(passwords?.worker ? { WORKER_DATABASE_PASSWORD: passwords.worker } : {}),
    };
  }
  const dir = path.join(b.dataDir, 'postgres');
  const first = !fs.existsSync(path.join(dir, 'PG_VERSION'));
  b.say(`啟動 PostgreSQL（${first ? 'first time, about 3 s' : 'under a second'}）`);
  const postgres = await startPostgres({ dataDir: dir, port: b.ports.postgres });
  if (!postgres.adopted) tellPort(b.say, 'PostgreSQL', b.ports.postgres, postgres.port);
  const again = () => startPostgres({ dataDir: dir, port: postgres.port, exactly: true });
  b.onStop(revive(postgres, { name: 'PostgreSQL', again, say: b.say }).stop);
  const admin = new pg.Client({ connectionString: postgresUrl(postgres.port, 'app', 'postgres') });
  admin.on('error', () => {});
  await admin.connect();
  try {
    const there = await admin.query(`select from pg_database where datname = 'shiqiuren'`);
    if (there.rowCount === 0) await admin.query('create database shiqiuren');
  } finally {
    await admin.end();
  }
  note(embeddedUrls(postgres.port));
  return {};
}

/** The Temporal server of the environment, or the development server on a WAL file in the data directory. */
export async function temporal(b: Bringing): Promise<void> {
  const namespace = process.env.TEMPORAL_NAMESPACE || 'recruitment';
  b.state.env.TEMPORAL_NAMESPACE = namespace;
  const found = await findTemporal(b.say, b.signal);
  if (found.kind === 'address') {
    b.state.env.TEMPORAL_ADDRESS = found.address;
    return;
  }
  b.say('啟動 Temporal（about 2 s）');
  const options = {
    executable: found.executable,
    pidFile: path.join(b.dataDir, 'temporal', 'temporal.pid'),
    dbFile: path.join(b.dataDir, 'temporal', 'temporal.db'),
    namespaces: [namespace],
  };
  const server = await startTemporal({ ...options, port: b.ports.temporal, uiPort: b.ports.temporalUi });
  const { port, uiPort } = server;
  if (!server.adopted) {
    tellPort(b.say, 'Temporal', b.ports.temporal, port);
    tellPort(b.say, 'Temporal UI', b.ports.temporalUi, uiPort ?? b.ports.temporalUi);
  }
  const again = () => startTemporal({ ...options, port, uiPort, exactly: true });
  b.onStop(revive(server, { name: 'Temporal', again, say: b.say }).stop);
  b.state.env.TEMPORAL_ADDRESS = server.address;
  b.state.env.TEMPORAL_UI_URL = `http://localhost:${server.uiPort}`;
  b.state.urls.temporalUi = `http://localhost:${server.uiPort}/namespaces/${namespace}/workflows`;
}

/** The mail server of the environment, or a mailbox that keeps every mail and shows it on a page. */
export async function mailbox(b: Bringing): Promise<void> {
  if (process.env.SMTP_URL) {
    b.state.env.SMTP_URL = process.env.SMTP_URL;
    return;
  }
  b.say('啟動開發用信箱（under a second）');
  const smtpPort = await freePort(b.ports.smtp);
  const httpPort = await freePort(b.ports.mailbox);
  tellPort(b.say, 'SMTP', b.ports.smtp, smtpPort);
  tellPort(b.say, '信箱（mailbox）', b.ports.mailbox, httpPort);
  const box = await startMailbox({ smtpPort, httpPort, file: path.join(b.dataDir, 'mailbox.jsonl') });
  b.onStop(box.stop);
  b.state.env.SMTP_URL = box.smtpUrl;
  b.state.env.MAILBOX_URL = box.url;
  b.state.urls.mailbox = box.url;
}
