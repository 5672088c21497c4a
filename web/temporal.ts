import type { TemporalClient } from '../workflows/client.ts';

/** The web's way to Temporal: made when first needed; it connects again by itself after an outage. */
export interface TemporalLink {
  /** The client, whose calls have deadlines of their own; null where a process runs without Temporal. */
  client(): Promise<TemporalClient | null>;
  /** Whether the server answers now; within a second or so. */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** A link by `workflows/client.ts`, whose libraries are loaded only then: the first page need not wait for them. */
export function temporalLink(o: {
  address: string;
  namespace: string;
  onError?: (e: unknown) => void;
}): TemporalLink {
  let made: Promise<TemporalClient> | undefined;
  const client = async (): Promise<TemporalClient | null> => {
    made ??= import('../workflows/client.ts').then(({ connect }) =>
      connect({ address: o.address, namespace: o.namespace }),
    );
    try {
      return await made;
    } catch (e) {
      made = undefined;
      o.onError?.(e);
      return null;
    }
  };
  return {
    client,
    async reachable() {
      const t = await client();
      if (!t) return false;
      const { isReachable } = await import('../workflows/client.ts');
      return isReachable(t);
    },
    async close() {
      await (await made?.catch(() => undefined))?.close();
      made = undefined;
    },
  };
}

/** For tests and pages that need none. */
export const noTemporal: TemporalLink = {
  client: async () => null,
  reachable: async () => false,
  close: async () => {},
};
