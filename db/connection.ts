import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  replaceWithNoncontingentExpression,
  sql,
} from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';
import { fewTrips } from './trips.ts';

// `date` as its ISO text: pg's own parser makes a Date at local midnight, a day off in Taipei.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface ConnectionOptions {
  url: string;
  /** Connections at most; default 10. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  onError?: (code: string) => void;
}

/**
 * Opens the pool. Every way a connection can die is heard (a dying backend emits 'error' on the client,
 * unheard it would end the process), and nothing waits for ever on a black hole.
 */
export function connect(o: ConnectionOptions): Kysely<DB> {
  const report = (e: unknown) => o.onError?.(codeOf(e));
  const pool = new pg.Pool({
    connectionString: o.url,
    max: o.max ?? 10,
    application_name: o.name ?? 'shiqiuren',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    query_timeout: 20_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: fewTrips(pool) }),
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}

/** SQLSTATE or errno of a failure; never its message, which may quote a person's data. */
export function codeOf(e: unknown): string {
  const code = (e as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}

/**
 * Refuses a role that row-level security does not bind (rule 8).
 * @throws Error naming what is wrong with the role.
 */
export async function refuseStrongRole(db: Kysely<DB>): Promise<void> {
  const { rows } = await sql<{ role: string; super: boolean; bypass: boolean; owns: boolean }>`
    select current_user as role, r.rolsuper as super, r.rolbypassrls as bypass,
      exists (select 1 from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and pg_has_role(current_user, c.relowner, 'member')) as owns
    from pg_roles r where r.rolname = current_user`.execute(db);
  const r = rows[0];
  if (!r) throw new Error('The database role could not be read.');
  const faults = [r.super && 'is superuser', r.bypass && 'has BYPASSRLS', r.owns && 'owns tables'].filter(
    (f): f is string => f !== false,
  );
  if (faults.length > 0)
    throw new Error(
      `DATABASE_URL's role "${r.role}" ${faults.join(' and ')}: row-level security would not bind it. ` +
        'Use shiqiuren_web for web and shiqiuren_worker for the worker.',
    );
}
