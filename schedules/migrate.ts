/** `npm run migrate`: brings database, roles, namespace, search attributes and Schedules up to date. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../db/migrate.ts';
import { connect } from '../workflows/client.ts';
import { applySchedules } from './apply.ts';
import { ensureNamespace } from './namespace.ts';

const DEFAULT_NAMESPACE = 'recruitment';

/** What the command needs of the environment. */
const NEEDED = {
  MIGRATION_DATABASE_URL:
    'PostgreSQL as the owner of the tables, e.g. postgres://owner:secret@host:5432/shiqiuren',
  TEMPORAL_ADDRESS: 'the Temporal server, e.g. localhost:7233',
} as const;

/** One line for each variable that is missing. */
export function missing(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(NEEDED)
    .filter(([name]) => !env[name])
    .map(([name, what]) => `  ${name}: ${what}`);
}

/**
 * Runs the command.
 * @throws the first error of the database or of the server
 */
export async function run(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const migrated = await migrate({
    migrationUrl: env.MIGRATION_DATABASE_URL ?? '',
    ...(env.WEB_DATABASE_PASSWORD ? { webPassword: env.WEB_DATABASE_PASSWORD } : {}),
    ...(env.WORKER_DATABASE_PASSWORD ? { workerPassword: env.WORKER_DATABASE_PASSWORD } : {}),
  });
  say(`database: ${migrated.length > 0 ? migrated.join(', ') : 'up to date'}`);
  const temporal = await connect({
    address: env.TEMPORAL_ADDRESS ?? '',
    namespace: env.TEMPORAL_NAMESPACE || DEFAULT_NAMESPACE,
  });
  try {
    const made = await ensureNamespace(temporal);
    say(`temporal: ${made.length > 0 ? made.join(', ') : 'up to date'}`);
    const { created, updated, deleted, unchanged } = await applySchedules(temporal);
    say(
      `schedules: ${created.length} created, ${updated.length} updated, ${deleted.length} deleted, ${unchanged.length} unchanged`,
    );
  } finally {
    await temporal.close();
  }
}

// Node 20 does not know import.meta.main.
if (process.argv[1] && fileURLToPath(import.meta.url) === path.resolve(process.argv[1])) {
  const lines = missing(process.env);
  if (lines.length > 0) {
    console.error(['npm run migrate 缺少環境變數（missing from the environment）：', ...lines].join('\n'));
    process.exitCode = 1;
  } else await run(process.env, console.log);
}
