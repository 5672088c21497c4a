import type net from 'node:net';
import { SMTPServer, type SMTPServerError, type SMTPServerSession } from 'smtp-server';
import type { Faults } from './faults.ts';
import type { MailStore } from './store.ts';

const MAX_BYTES = 30 * 1024 * 1024;

const reply = (responseCode: number, words: string): SMTPServerError =>
  Object.assign(new Error(words), { responseCode });

/**
 * A server that takes every mail, or misbehaves as told.
 * @param o.port 0 = any free one
 * @returns the port it listens on, and how it is stopped
 * @throws when the port is taken
 */
export async function listenSmtp(o: {
  port: number;
  host: string;
  store: MailStore;
  faults: Faults;
}): Promise<{ port: number; stop: () => Promise<void> }> {
  const { store, faults } = o;
  const waiting = new Set<NodeJS.Timeout>();
  const drop = (session: SMTPServerSession): void => {
    for (const connection of server.connections)
      if (connection.id === session.id) connection._socket.destroy();
  };
  const server = new SMTPServer({
    name: 'mailbox.localhost',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    closeTimeout: 500,
    logger: false,
    onConnect(_session, done) {
      const down = faults.strike(['unavailable'], []).mode === 'unavailable';
      done(down ? reply(421, 'Service not available') : null);
    },
    onRcptTo({ address }, session, done) {
      const { mode } = faults.strike(['greylist', 'refuse', 'dropBeforeData'], [address]);
      if (mode === 'dropBeforeData') return drop(session);
      if (mode === 'greylist') return done(reply(450, 'Greylisted, try again later'));
      done(mode === 'refuse' ? reply(550, 'No such mailbox') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        // Beyond the limit nothing is kept, so that one sender cannot fill the memory.
        if (stream.byteLength <= MAX_BYTES) chunks.push(chunk);
      });
      stream.on('end', () => void received(Buffer.concat(chunks), stream.sizeExceeded, session, done));
    },
  });
  // A server that goes down takes open connections with it: clients that keep some must connect anew.
  faults.onSet = ({ mode }) => {
    if (mode !== 'unavailable') return;
    for (const connection of server.connections) connection._socket.destroy();
  };
  server.on('error', () => {
    // A peer that went away; what it had not finished it will send again.
  });

  async function received(
    raw: Buffer,
    tooLarge: boolean,
    session: SMTPServerSession,
    done: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    const to = session.envelope.rcptTo.map((r) => r.address);
    if (tooLarge) return done(reply(552, 'Message too large'));
    const fault = faults.strike(['full', 'reject', 'dropBeforeStoring', 'dropAfterData', 'hang'], to);
    if (fault.mode === 'full') return done(reply(452, 'Insufficient system storage'));
    if (fault.mode === 'reject') return done(reply(554, 'Content refused'));
    if (fault.mode === 'dropBeforeStoring') return drop(session);
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    let id: string;
    try {
      id = (await store.add(raw, { from, to })).id;
    } catch {
      // A full disk, for example: what is not kept is not acknowledged.
      return done(reply(451, 'Could not store the message'));
    }
    if (fault.mode === 'dropAfterData') return drop(session);
    if (fault.mode !== 'hang') return done(null, `Stored as ${id}`);
    if (fault.delayMs !== undefined)
      waiting.add(setTimeout(() => done(null, `Stored as ${id}`), fault.delayMs));
  }

  const listening = await new Promise<net.Server>((ready, failed) => {
    const starting = server.listen(o.port, o.host, () => {
      starting.off('error', failed);
      ready(starting);
    });
    starting.once('error', failed);
  });
  return {
    port: (listening.address() as net.AddressInfo).port,
    stop: () =>
      new Promise<void>((stopped) => {
        for (const timer of waiting) clearTimeout(timer);
        server.close(() => stopped());
      }),
  };
}
