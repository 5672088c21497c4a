import type { Db, Trx } from '../db/actor.ts';
import { withActor } from '../db/actor.ts';
import type { BlobStore } from '../db/blob-store.ts';
import type { Keyring } from '../db/keyring.ts';
import type { Typesetter } from '../documents/resume-pdf.ts';
import type { Transport } from '../mail/transport.ts';
import type { TemporalClient } from '../workflows/client.ts';

/** Codes, ids and counts only; never a name, an address, a token or an error's own words. */
export interface Log {
  info(fields: Record<string, unknown>, event: string): void;
  warn(fields: Record<string, unknown>, event: string): void;
  error(fields: Record<string, unknown>, event: string): void;
}

/** Everything the activities touch. */
export interface Deps {
  db: Db;
  keyring: Keyring;
  mail: Pick<Transport, 'send'>;
  typesetter: Pick<Typesetter, 'resume' | 'compilers'>;
  blobs: BlobStore;
  config: { publicUrl: string };
  log: Log;
  /** For reconcile, which holds records against runs; without it the records alone are looked at. */
  temporal?: TemporalClient;
}

/** One transaction as the worker. */
export function asWorker<T>(deps: Pick<Deps, 'db'>, fn: (trx: Trx) => Promise<T>): Promise<T> {
  return withActor(deps.db, { kind: 'worker' }, fn);
}
