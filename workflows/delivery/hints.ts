import pg from 'pg';
import { OUTBOX_CHANNEL } from '../../db/outbox.ts';

/**
 * Listens for the outbox's notifications. They are hints: a connection that died is opened again a little later,
 * and whatever was missed is found by the poll.
 */
export function listenForHints(url: string, onHint: () => void, retryMs = 2_000): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let stopped = false;

  const lost = (): void => {
    const dead = client;
    client = null;
    dead?.end().catch(() => {});
    if (!stopped && !again) again = setTimeout(open, retryMs).unref();
  };
  function open(): void {
    again = null;
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'shiqiuren-hints',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = fresh;
    const gone = (): void => {
      if (client === fresh) lost();
    };
    fresh.on('error', gone);
    fresh.on('end', gone);
    fresh.on('notification', onHint);
    fresh
      .connect()
      .then(() => fresh.query(`listen ${pg.escapeIdentifier(OUTBOX_CHANNEL)}`))
      .then(onHint, gone);
  }

  open();
  return {
    async stop() {
      stopped = true;
      if (again) clearTimeout(again);
      await client?.end().catch(() => {});
    },
  };
}
