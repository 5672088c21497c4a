/** `npm run web`: the production process of the pages. Everything it needs comes from the environment. */
import { type ServerType, serve } from '@hono/node-server';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Db } from '../db/actor.ts';
import { connect, refuseStrongRole } from '../db/connection.ts';
import { type Keyring, readKeyring } from '../db/keyring.ts';
import { createApp } from './app.tsx';
import { loadAssets } from './assets/build.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { faultFields, type Log, makeLog } from './log.ts';
import { isDatabaseAway } from './middleware/errors.tsx';
import type { Services } from './services.ts';
import { temporalLink } from './temporal.ts';
import { visits } from './visits.ts';

/** Requests under way may take so long to finish after SIGTERM. */
const GRACE_MS = 10_000;
/** Bytes of address and headers: ten thousand Chinese characters in an address are answered with a page, not a bare 431. */
const LONGEST_HEAD = 128 * 1024;

const config = configOrExit();
const log = makeLog({ level: config.logLevel, name: 'web' });
const keyring = keyringOrExit(config.keyringFile);
const db = connect({
  url: config.databaseUrl,
  max: 10,
  name: 'shiqiuren-web',
  onError: (code) => log.warn({ code }, 'connection'),
});
const [assets] = await Promise.all([loadAssets(), weakRoleOrExit(db)]);
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const services = servicesOf();
const server = serve(
  {
    fetch: createApp(services, registry).fetch,
    port: config.port,
    hostname: config.host,
    serverOptions: { maxHeaderSize: LONGEST_HEAD },
  },
  ({ port }) => log.info({ port, publicUrl: config.publicUrl }, 'listening'),
);
server.on('error', (e: NodeJS.ErrnoException) => refuse(`Cannot listen on port ${config.port}: ${e.code}`));
// the first page shows counts already
void services.visits.flush();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, services));

function servicesOf(): Services {
  const now = () => new Date();
  return {
    config,
    db,
    keyring,
    assets,
    log,
    now,
    temporal: temporalLink({
      address: config.temporalAddress,
      namespace: config.temporalNamespace,
      onError: (e) => log.warn({ type: faultFields(e).type ?? '' }, 'temporalAway'),
    }),
    visits: visits({ db, secret: keyring.pepper, now, onError: (e) => log.warn(faultFields(e), 'visits') }),
  };
}

/** No new connections; what is under way is finished, within the grace time. */
async function stop(listening: ServerType, s: Services): Promise<void> {
  log.info('stopping');
  const late = setTimeout(() => process.exit(0), GRACE_MS).unref();
  await new Promise<void>((done) => {
    listening.close(() => done());
    if ('closeIdleConnections' in listening) listening.closeIdleConnections();
  });
  await s.visits.flush();
  await Promise.allSettled([s.temporal.close(), s.db.destroy()]);
  clearTimeout(late);
  process.exit(0);
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (e) {
    return refuse(e instanceof ConfigError ? e.message : 'Cannot read the configuration');
  }
}

function keyringOrExit(file: string): Keyring {
  try {
    return readKeyring(file);
  } catch (e) {
    return refuse(`Cannot read the keyring: ${e instanceof Error ? e.message : 'unknown'}`);
  }
}

/** Waits up to half a minute for a database that is still coming up; a role too strong is refused at once. */
async function weakRoleOrExit(toCheck: Db): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await refuseStrongRole(toCheck);
    } catch (e) {
      if (!isDatabaseAway(e))
        refuse(e instanceof Error && !('code' in e) ? e.message : `Database: ${faultFields(e).code}`);
      if (tries >= 30) refuse('The database of DATABASE_URL does not answer.');
      waiting(log, tries);
      await new Promise((r) => setTimeout(r, 1_000));
    }
  }
}

function waiting(to: Log, tries: number): void {
  if (tries === 0) to.warn('databaseAway');
}
