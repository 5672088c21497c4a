import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { mailboxApp } from './mailbox/app.tsx';
import { type Fault, Faults } from './mailbox/faults.ts';
import { listenSmtp } from './mailbox/smtp.ts';
import { type MailFilter, MailStore, type StoredMail } from './mailbox/store.ts';

export type { Fault, FaultMode } from './mailbox/faults.ts';
export type { StoredMail } from './mailbox/store.ts';

export interface Mailbox {
  /** `smtp://127.0.0.1:1025` */
  smtpUrl: string;
  /** Address of the inbox page. */
  url: string;
  /** Newest first. */
  messages(filter?: MailFilter): StoredMail[];
  clear(): void;
  /** How the server behaves from now on; `{ mode: 'none' }` ends it. */
  setFault(fault: Fault): void;
  stop(): Promise<void>;
}

/**
 * A mail server for development and tests: it keeps every mail, delivers none, and shows them on a page.
 * @param o.smtpPort, o.httpPort 0 = any free one
 * @param o.file JSON lines in which mails outlive a restart; left out, they live in memory
 * @param o.host where it listens; it has no sign-in, so nothing but this machine or a private network
 * @throws when one of the ports is taken
 */
export async function startMailbox(o: {
  smtpPort: number;
  httpPort: number;
  host?: string;
  file?: string;
}): Promise<Mailbox> {
  const host = o.host ?? '127.0.0.1';
  const store = new MailStore(o.file);
  const faults = new Faults();
  const smtp = await listenSmtp({ port: o.smtpPort, host, store, faults });
  let http: ReturnType<typeof serve>;
  try {
    http = await listenHttp(mailboxApp(store, faults), o.httpPort, host);
  } catch (error) {
    await smtp.stop();
    throw error;
  }
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    smtpUrl: `smtp://${shown}:${smtp.port}`,
    url: `http://${shown}:${(http.address() as AddressInfo).port}`,
    messages: (filter) => store.list(filter),
    clear: () => store.clear(),
    setFault: (fault) => faults.set(fault),
    async stop() {
      const closed = new Promise((done) => http.close(done));
      if ('closeAllConnections' in http) http.closeAllConnections();
      await Promise.all([closed, smtp.stop()]);
    },
  };
}

function listenHttp(
  app: ReturnType<typeof mailboxApp>,
  port: number,
  hostname: string,
): Promise<ReturnType<typeof serve>> {
  return new Promise((ready, failed) => {
    const server = serve({ fetch: app.fetch, port, hostname }, () => {
      server.off('error', failed);
      ready(server);
    });
    server.once('error', failed);
  });
}
