/** `npm run worker`: the production process behind the pages. Everything it needs comes from the environment. */
import { type Keyring, readKeyring } from '../db/keyring.ts';
import { readWorkerConfig, type WorkerConfig } from './config.ts';
import { makeLog } from './log.ts';
import { runWorker, StrongRole } from './run.ts';

/** After the grace time nothing is waited for: what is in flight comes back to another worker. */
const LEEWAY_MS = 500;

const config = configOrExit();
const keyring = keyringOrExit(config);
const log = makeLog(config.logLevel);
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    stop.abort();
    setTimeout(() => process.exit(0), config.graceSeconds * 1_000 + LEEWAY_MS).unref();
  });

try {
  await runWorker(config, keyring, log, stop.signal);
  log.info('stopped');
  process.exit(0);
} catch (e) {
  if (e instanceof StrongRole) refuse(e.message);
  log.error({ type: (e as Error)?.name }, 'workerFailed');
  process.exit(1);
}

function configOrExit(): WorkerConfig {
  const read = readWorkerConfig(process.env);
  if (!read.ok) refuse(`npm run worker cannot start:\n${read.faults.map((f) => `  ${f}`).join('\n')}`);
  return read.config;
}

function keyringOrExit({ keyringFile }: WorkerConfig): Keyring {
  try {
    return readKeyring(keyringFile);
  } catch {
    return refuse(
      `npm run worker cannot start:\n  KEYRING_FILE or its index key cannot be read: ${keyringFile}`,
    );
  }
}

function refuse(words: string): never {
  console.error(words);
  process.exit(1);
}
