/**
 * R75–R79: résumés in one archive that only its password opens (WinZip AES-256, entries stored as they are).
 * The password lives in this call alone: it is not kept, logged, or part of any error.
 */
import { Readable } from 'node:stream';
import type { Worker } from 'node:worker_threads';
import { archivePasswordProblem } from '../domain/archive-password.ts';
import type { ArchiveAnswer, ArchiveOrder } from './archive-thread.ts';
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

/**
 * Begins an archive; its bytes come as they are read, at the reader's pace. Encryption runs in a thread, because
 * it would hold up the event loop for 100 ms at a time.
 * A source that fails, or a thread that dies, destroys the stream with a `DocumentError` (archiveSource,
 * archiveFailed); destroying the stream ends thread and sources.
 * @throws DocumentError archiveName, archiveEmpty, archivePassword before anything begins
 */
export function sealArchive({ password, files }: ArchiveInput): Readable {
  if (files.length === 0) throw new DocumentError('archiveEmpty');
  const names = new Set(files.map((file) => file.name.toLowerCase()));
  if (names.size !== files.length || files.some((file) => !NEUTRAL_NAME.test(file.name)))
    throw new DocumentError('archiveName');
  if (archivePasswordProblem(password) !== null) throw new DocumentError('archivePassword');

  const worker = startThread(new URL('./archive-thread.ts', import.meta.url));
  const order = (message: ArchiveOrder): void => worker.postMessage(message);
  const out = new Readable({
    read: () => order({ type: 'pull' }),
    destroy(error, done) {
      for (const file of files) if ('stream' in file) endSource(file.stream);
      worker.terminate().then(
        () => done(error),
        () => done(error),
      );
    },
  });
  const fail = (code: 'archiveSource' | 'archiveFailed'): void => {
    out.destroy(new DocumentError(code));
  };

  // A stream may fail while it waits its turn; without a listener that would end the process.
  for (const file of files)
    if ('stream' in file && file.stream instanceof Readable)
      file.stream.on('error', () => fail('archiveSource'));

  const feed = feeder(worker, files);
  worker.on('message', (answer: ArchiveAnswer) => {
    if (answer.type === 'chunk') out.push(answer.bytes);
    else if (answer.type === 'end') out.push(null);
    else if (answer.type === 'failed') fail('archiveFailed');
    else if (answer.type === 'next') feed().catch(() => fail('archiveSource'));
  });
  worker.on('error', () => fail('archiveFailed'));
  worker.on('exit', () => {
    if (!out.readableEnded && !out.destroyed) fail('archiveFailed');
  });
  order({ type: 'begin', password });
  return out;
}

/** Hands over one chunk for each request of the thread: file after file, then the end. */
function feeder(worker: Worker, files: readonly ArchiveFile[]): () => Promise<void> {
  const source = orders(files);
  return async () => {
    const next = await source.next();
    if (!next.done) worker.postMessage(next.value);
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
