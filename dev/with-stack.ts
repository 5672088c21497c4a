import { startStack } from './stack.ts';
import { type Parts, wantedPorts } from './stack-plan.ts';
import { dataDirectory, runningStack } from './stack-state.ts';

export type StackEnv = Record<string, string>;

/**
 * Runs a command (`npm run import`, `seed`, `reconcile` …) against a database and a Temporal server: the
 * environment's when it names them, else the running stack of this clone, else one started for the purpose and
 * stopped afterwards. `process.env` and the argument then hold DATABASE_URL, WORKER_DATABASE_URL,
 * MIGRATION_DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, SMTP_URL, PUBLIC_URL, DATA_DIR, KEYRING_FILE.
 * @param parts what a stack started for the purpose needs to run besides its data stores
 */
export async function withStack<T>(
  fn: (env: StackEnv) => Promise<T>,
  parts: Partial<Parts> = { worker: true, mailbox: true },
): Promise<T> {
  if (process.env.DATABASE_URL && process.env.TEMPORAL_ADDRESS) return fn({ ...environment() });
  const dataDir = dataDirectory();
  const running = runningStack(dataDir);
  if (running) {
    if (!running.ready)
      throw new Error('平臺正在啟動，請稍候再試（the stack of this clone is still starting; try again）。');
    Object.assign(process.env, running.env);
    return fn(running.env);
  }
  console.error(
    '沒有執行中的平臺，暫時啟動一個（no running stack here: starting one for this command, about 10 s）。',
  );
  const stack = await startStack({
    dataDir,
    ports: wantedPorts(),
    parts: { mailbox: false, worker: false, web: false, ...parts },
    say: (line) => console.error(`  ${line}`),
  });
  const quit = (): void => void stack.stop().finally(() => process.exit(130));
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  try {
    Object.assign(process.env, stack.env);
    return await fn(stack.env);
  } finally {
    process.off('SIGINT', quit);
    process.off('SIGTERM', quit);
    await stack.stop();
  }
}

const environment = (): StackEnv =>
  Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined));
