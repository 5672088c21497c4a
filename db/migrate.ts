import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations/index.ts';

/**
 * Brings the database's structure and roles up to date. Runs as the owner, never as web or worker.
 * With passwords given, the two application roles get them (else they keep what they have).
 * @throws the first migration's error; what came before it stays applied.
 */
export async function migrate(o: {
  migrationUrl: string;
  webPassword?: string;
  workerPassword?: string;
}): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: o.migrationUrl, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    await setPassword(db, 'shiqiuren_web', o.webPassword);
    await setPassword(db, 'shiqiuren_worker', o.workerPassword);
    return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
  } finally {
    await db.destroy();
  }
}

async function setPassword(db: Kysely<unknown>, role: string, password?: string): Promise<void> {
  if (!password) return;
  // ALTER ROLE takes no parameters: the server quotes the literal, and a DO block reads it from a setting.
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('app.role', ${role}, true), set_config('app.secret', ${password}, true)`.execute(
      trx,
    );
    await sql`do $$ begin
      execute format('alter role %I password %L', current_setting('app.role'), current_setting('app.secret'));
    end $$`.execute(trx);
  });
}
