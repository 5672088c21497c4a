import { createServer, type Server, type Socket } from 'node:net';
import type { ClamdAddress } from '../../documents/virus-scan.ts';

/** What a file carries that this scanner takes for a virus. */
export const VIRUS = 'X5O!-A-FILE-THE-TEST-SCANNER-REFUSES';

export type ClamdMood = 'well' | 'silent' | 'hangsUp' | 'limit';
export interface Clamd {
  address: ClamdAddress & { port: number };
  /** How it answers from now on. */
  mood: ClamdMood;
  /** The files it was sent, whole. */
  seen: Buffer[];
  close(): Promise<void>;
}

/**
 * A server that speaks clamd's INSTREAM as clamd(8) describes it: `zINSTREAM\0`, then length and bytes again and
 * again, a length of nought, then one answer that ends with a nought.
 * @param at its port; any free one when left out
 */
export async function startClamd(at = 0): Promise<Clamd> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    let held = Buffer.alloc(0);
    socket.on('data', (piece) => {
      held = Buffer.concat([held, piece]);
      const file = wholeStream(held);
      if (clamd.mood === 'hangsUp') socket.destroy();
      else if (file) {
        clamd.seen.push(file);
        if (clamd.mood !== 'silent') socket.end(`${answer(clamd.mood, file)}\0`);
      }
    });
  });
  const port = await listen(server, at);
  const clamd: Clamd = {
    address: { host: '127.0.0.1', port },
    mood: 'well',
    seen: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return clamd;
}

function answer(mood: ClamdMood, file: Buffer): string {
  if (mood === 'limit') return 'INSTREAM size limit exceeded. ERROR';
  return file.includes(VIRUS) ? 'stream: Test-Signature FOUND' : 'stream: OK';
}

/** The file once its last length has come; refuses anything but the command. */
function wholeStream(held: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (held.length < command.length) return null;
  if (held.toString('latin1', 0, command.length) !== command) throw new Error('not INSTREAM');
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= held.length; ) {
    const length = held.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    if (at + 4 + length > held.length) return null;
    parts.push(held.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const listen = (server: Server, at: number): Promise<number> =>
  new Promise((resolve) => {
    server.listen(at, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
