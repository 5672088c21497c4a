import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { postgresUrl } from './postgres.ts';

/** Which parts a stack brings up besides its data stores. */
export type Parts = { mailbox: boolean; worker: boolean; web: boolean };
export const ALL_PARTS: Parts = { mailbox: true, worker: true, web: true };

/** Where to begin looking for a free port. */
export type Ports = {
  web: number;
  postgres: number;
  temporal: number;
  temporalUi: number;
  mailbox: number;
  smtp: number;
};

const number = (name: string, otherwise: number): number => {
  const value = process.env[name];
  if (!value) return otherwise;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name}=${value} 不是連接埠號碼（is not a port number）。`);
};

/** The contract's ports, each movable by environment. */
export const wantedPorts = (): Ports => ({
  web: number('PORT', 3000),
  postgres: number('POSTGRES_PORT', 54_320),
  temporal: number('TEMPORAL_PORT', 7233),
  temporalUi: number('TEMPORAL_UI_PORT', 8233),
  mailbox: number('MAILBOX_PORT', 8025),
  smtp: number('SMTP_PORT', 1025),
});

export type DatabaseUrls = {
  /** Owner: migrations and preparing. */
  migration: string;
  web: string;
  worker: string;
  /** For an outside database: passwords its two roles shall get; the embedded one trusts 127.0.0.1. */
  passwords?: { web?: string; worker?: string };
};

export const embeddedUrls = (port: number): DatabaseUrls => ({
  migration: postgresUrl(port, 'app', 'shiqiuren'),
  web: postgresUrl(port, 'shiqiuren_web', 'shiqiuren'),
  worker: postgresUrl(port, 'shiqiuren_worker', 'shiqiuren'),
});

/**
 * An outside database of the environment, or null when the stack shall bring its own.
 * The owner's URL is enough: the two roles' URLs are made from it, with passwords kept in the data directory.
 * @throws when only a role's URL is given: it could not be migrated
 */
export function outsideUrls(dataDir: string): DatabaseUrls | null {
  const { MIGRATION_DATABASE_URL: migration, DATABASE_URL: web, WORKER_DATABASE_URL: worker } = process.env;
  if (!migration && !web) return null;
  if (!migration)
    throw new Error(
      '只設定了 DATABASE_URL：npm start 另需 MIGRATION_DATABASE_URL（the owner’s URL）以建立資料表；兩者都不設定，就使用內附的資料庫。',
    );
  const passwords = keptPasswords(path.join(dataDir, 'database-passwords.json'));
  const as = (role: string, password: string): string => {
    const url = new URL(migration);
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    migration,
    web: web || as('shiqiuren_web', passwords.web),
    worker: worker || as('shiqiuren_worker', passwords.worker),
    passwords: { ...(web ? {} : { web: passwords.web }), ...(worker ? {} : { worker: passwords.worker }) },
  };
}

function keptPasswords(file: string): { web: string; worker: string } {
  if (!fs.existsSync(file)) {
    const made = { web: randomBytes(24).toString('hex'), worker: randomBytes(24).toString('hex') };
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(fs.readFileSync(file, 'utf8')) as { web: string; worker: string };
}
