import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  /** Superuser and owner: for preparing and looking behind row-level security. */
  adminUrl: string;
  /** As the web process connects (role shiqiuren_web). */
  webUrl: string;
  /** As the worker process connects (role shiqiuren_worker). */
  workerUrl: string;
  /** Ends what is still connected and removes the database. */
  drop: () => Promise<void>;
};

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/**
 * A database of its own with every migration applied, cloned from the template in some 20 ms.
 * The process id in its name lets a later run remove what a killed one left behind.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `t_${process.pid}_${randomBytes(4).toString('hex')}`;
  await asAdmin(`create database ${name} template ${inject('template')} strategy file_copy`);
  const as = (role: string): string => {
    const url = new URL(inject('adminUrl'));
    url.username = role;
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    adminUrl: as('app'),
    webUrl: as('shiqiuren_web'),
    workerUrl: as('shiqiuren_worker'),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}
