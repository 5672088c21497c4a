import type { Db } from '../db/actor.ts';
import type { Keyring } from '../db/keyring.ts';
import type { Assets } from './assets/build.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { TemporalLink } from './temporal.ts';
import type { Visits } from './visits.ts';

/** Everything a room of the web works with; made once by `server.ts`, and by tests. */
export interface Services {
  config: Config;
  /** As role shiqiuren_web. */
  db: Db;
  keyring: Keyring;
  /** Connects when first needed; pages stand without it. */
  temporal: TemporalLink;
  log: Log;
  assets: Assets;
  visits: Visits;
  /** The clock of what pages show; what is decided by time is decided by the database. */
  now(): Date;
  /** Told of every error that became a 500 or 503, besides the log; tests listen here. */
  onFault?(error: unknown): void;
}
