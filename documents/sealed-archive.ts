/**
 * R75–R79: résumés in one archive that only its password opens (WinZip AES-256, entries stored as they are).
 * The password lives in this call alone: it is not kept, logged, or part of any error.
 */
import { Readable } from 'node:stream';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { archivePasswordProblem } from '../domain/archive-password.ts';
import type { ArchiveAnswer, ArchiveBegin, ArchiveOrder } from './archive-thread.ts';
import { DocumentError } from './document-error.ts';
import { startThread } from './runners.ts';

export type ArchiveFile =
  | { name: string; bytes: Uint8Array }
  | { name: string; stream: AsyncIterable<Uint8Array> };

export interface ArchiveInput {
  password: string;
  files: readonly ArchiveFile[];
}

/** Names stand unencrypted in every zip: numbers and Latin letters only, so that none can be a person's. */
const NEUTRAL_NAME = /^[0-9A-Za-z-]+\.(pdf|png|jpg|txt)$/;

/** The thread of all archives. It stays for so long after the last of them, about 40 MB. */
const IDLE_MS = 60_000;
let thread: Worker | null = null;
let archives = 0;
let idle: NodeJS.Timeout | undefined;

/**
 * Begins an archive; its bytes come as they are read, at the reader's pace, and its sources are read as they are
 * needed. Encryption runs in a thread, so that the event loop is held up by none of it.
 * A source that fails, or the thread's death, destroys the stream with a `DocumentError` (archiveSource,
 * archiveFailed); destroying the stream ends its sources.
 * @throws DocumentError archiveName, archiveEmpty, archivePassword before anything begins
 */
export function sealArchive({ password, files }: ArchiveInput): Readable {
  if (files.length === 0) throw new DocumentError('archiveEmpty');
  const names = new Set(files.map((file) => file.name.toLowerCase()));
  if (names.size !== files.length || files.some((file) => !NEUTRAL_NAME.test(file.name)))
    throw new DocumentError('archiveName');
  if (archivePasswordProblem(password) !== null) throw new DocumentError('archivePassword');

  const port = begin(password);
  const order = (message: ArchiveOrder): void => port.postMessage(message);
  const out = new Readable({
    read: () => order({ type: 'pull' }),
    destroy(error, done) {
      for (const file of files) if ('stream' in file) endSource(file.stream);
      port.close();
      done(error);
    },
  });
  const fail = (code: 'archiveSource' | 'archiveFailed'): void => {
    out.destroy(new DocumentError(code));
  };

  // A stream may fail while it waits its turn; without a listener that would end the process.
  for (const file of files)
    if ('stream' in file && file.stream instanceof Readable)
      file.stream.on('error', () => fail('archiveSource'));

  const feed = feeder(port, files);
  port.on('message', (answer: ArchiveAnswer) => {
    if (answer.type === 'chunk') out.push(answer.bytes);
    else if (answer.type === 'end') out.push(null);
    else if (answer.type === 'failed') fail('archiveFailed');
    else feed().catch(() => fail('archiveSource'));
  });
  port.on('close', () => {
    ended();
    // Closed by the thread's death.
    if (!out.destroyed) fail('archiveFailed');
  });
  return out;
}

/** A port to the thread, which is started when there is none. */
function begin(password: string): MessagePort {
  const { port1, port2 } = new MessageChannel();
  clearTimeout(idle);
  archives += 1;
  thread ??= started();
  const message: ArchiveBegin = { port: port2, password };
  thread.postMessage(message, [port2]);
  return port1;
}

function started(): Worker {
  const worker = startThread(new URL('./archive-thread.ts', import.meta.url));
  worker.unref();
  // The ports tell the archives; here it only must not end the process.
  worker.on('error', () => {});
  worker.on('exit', () => {
    if (thread === worker) thread = null;
  });
  return worker;
}

function ended(): void {
  archives -= 1;
  if (archives > 0) return;
  idle = setTimeout(() => {
    const worker = thread;
    thread = null;
    void worker?.terminate();
  }, IDLE_MS).unref();
}

/** Hands over one chunk for each request of the thread: file after file, then the end. */
function feeder(port: MessagePort, files: readonly ArchiveFile[]): () => Promise<void> {
  const source = orders(files);
  return async () => {
    const next = await source.next();
    if (!next.done) port.postMessage(next.value);
  };
}

async function* orders(files: readonly ArchiveFile[]): AsyncGenerator<ArchiveOrder> {
  for (const file of files) {
    yield { type: 'file', name: file.name };
    if ('bytes' in file) yield { type: 'data', bytes: file.bytes };
    else for await (const bytes of file.stream) yield { type: 'data', bytes };
    yield { type: 'fileEnd' };
  }
  yield { type: 'finish' };
}

function endSource(stream: AsyncIterable<Uint8Array>): void {
  if (stream instanceof Readable) stream.destroy();
}
