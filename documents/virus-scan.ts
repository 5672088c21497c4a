/** ClamAV's daemon by its INSTREAM command: the bytes go through the socket, never through a file. */
import { createConnection, type Socket } from 'node:net';
import { DocumentError } from './document-error.ts';

/** A path of a Unix socket, or a host with a port. */
export type ClamdAddress = { path: string } | { host: string; port: number };

/** Below clamd's own default for a stream (25 MB); one attachment has at most 10 MB. */
const CHUNK_BYTES = 256 * 1024;
const SILENCE_MS = 60_000;
const LONGEST_ANSWER = 4_096;

/** @returns null when the words are neither a path nor `host:port` */
export function readClamdAddress(words: string): ClamdAddress | null {
  if (words.startsWith('/')) return { path: words };
  const match = /^(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})$/i.exec(words);
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65_535) return null;
  return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port };
}

/**
 * Asks about one file.
 * @throws DocumentError scanAway when the daemon cannot be reached or says nothing for a minute; scanRefused when it
 * says an error or hangs up over the file (a file above its limit; clamd then closes, and what it said before is often
 * lost with the connection). Neither is a pass.
 */
export function scanForViruses(
  address: ClamdAddress,
  bytes: Uint8Array,
  silenceMs = SILENCE_MS,
): Promise<'passed' | 'failed'> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address);
    let answer = '';
    let connected = false;
    const end = (settle: () => void): void => {
      socket.destroy();
      settle();
    };
    socket.setTimeout(silenceMs, () => end(() => reject(new DocumentError('scanAway'))));
    // Who hung up in the middle is not known to be away: the next file's connection says.
    socket.on('error', () => {
      if (!connected) reject(new DocumentError('scanAway'));
    });
    socket.on('connect', () => {
      connected = true;
      send(socket, bytes);
    });
    socket.on('data', (words) => {
      answer += words.toString('latin1');
      if (answer.includes('\0') || answer.length > LONGEST_ANSWER) socket.end();
    });
    socket.on('close', () => {
      const verdict = verdictOf(answer);
      if (verdict) resolve(verdict);
      else reject(new DocumentError('scanRefused'));
    });
  });
}

/** Length and bytes, again and again; a length of nought ends the stream. */
function send(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    socket.write(lengthOf(chunk.length));
    socket.write(chunk);
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`; a name of a virus may hold any word, so only whole answers count. */
function verdictOf(answer: string): 'passed' | 'failed' | null {
  const words = answer.replace(/\0.*$/s, '').trim();
  if (words === 'stream: OK') return 'passed';
  return /^stream: .+ FOUND$/.test(words) ? 'failed' : null;
}
