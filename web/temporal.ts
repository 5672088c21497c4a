import type { TemporalClient } from '../workflows/client.ts';

/** The web's way to Temporal: opened when first needed, asked for again after an absence. */
export interface TemporalLink {
  /** The client, or null when no server answers; never throws and never waits longer than a few seconds. */
  client(): Promise<TemporalClient | null>;
  close(): Promise<void>;
}

/** After a failed try the next ones within this time answer null at once: a page must not wait again and again. */
const REST_MS = 3_000;

/** A link that connects by `workflows/client.ts`. */
export function temporalLink(o: {
  address: string;
  namespace: string;
  onError?: (e: unknown) => void;
}): TemporalLink {
  let opening: Promise<TemporalClient> | undefined;
  let failedAt = 0;
  return {
    async client() {
      if (!opening && Date.now() - failedAt < REST_MS) return null;
      opening ??= import('../workflows/client.ts').then(({ connect }) =>
        connect({ address: o.address, namespace: o.namespace }),
      );
      try {
        return await opening;
      } catch (e) {
        opening = undefined;
        failedAt = Date.now();
        o.onError?.(e);
        return null;
      }
    },
    async close() {
      const client = await opening?.catch(() => undefined);
      opening = undefined;
      await client?.connection.close();
    },
  };
}

/** For tests and pages that need none. */
export const noTemporal: TemporalLink = { client: async () => null, close: async () => {} };
