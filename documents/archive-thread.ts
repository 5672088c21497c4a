/** The thread that encrypts one archive. Started by `sealed-archive.ts` only. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import archiver from 'archiver';
import encrypted from 'archiver-zip-encrypted';

/** From the main thread: what to pack, and how much may be sent back. */
export type ArchiveOrder =
  | { type: 'begin'; password: string }
  | { type: 'file'; name: string }
  | { type: 'data'; bytes: Uint8Array }
  | { type: 'fileEnd' }
  | { type: 'finish' }
  | { type: 'pull' };
/** To the main thread: `next` asks for the following order of the files. */
export type ArchiveAnswer =
  | { type: 'next' }
  | { type: 'chunk'; bytes: Uint8Array }
  | { type: 'end' }
  | { type: 'failed' };

/** The typings of archiver do not know the options of the added format. */
type SealedOptions = archiver.ArchiverOptions & { encryptionMethod: 'aes256'; password: string };

const port = parentPort;
if (!port) throw new Error('archive-thread runs as a thread only');
const answer = (message: ArchiveAnswer): void => port.postMessage(message);

if (!archiver.isRegisteredFormat('zip-encrypted')) archiver.registerFormat('zip-encrypted', encrypted);

let zip: archiver.Archiver | null = null;
let entry: PassThrough | null = null;
let wanted = 0;
let wake: (() => void) | null = null;

async function handle(order: ArchiveOrder): Promise<void> {
  if (order.type === 'pull') {
    wanted += 1;
    wake?.();
  } else if (order.type === 'begin') begin(order.password);
  else if (order.type === 'file') {
    entry = new PassThrough();
    zip?.append(entry, { name: order.name });
    answer({ type: 'next' });
  } else if (order.type === 'data') {
    // Asks for more only when there is room: memory stays small whatever the archive's size.
    if (entry && !entry.write(order.bytes)) await once(entry, 'drain');
    answer({ type: 'next' });
  } else if (order.type === 'fileEnd') {
    const written = zip ? once(zip, 'entry') : null;
    entry?.end();
    await written;
    answer({ type: 'next' });
  } else await zip?.finalize();
}

function begin(password: string): void {
  const options: SealedOptions = { store: true, encryptionMethod: 'aes256', password };
  zip = archiver.create('zip-encrypted' as archiver.Format, options);
  zip.on('error', () => answer({ type: 'failed' }));
  send(zip).catch(() => answer({ type: 'failed' }));
  answer({ type: 'next' });
}

/** One chunk for each pull of the reader. */
async function send(archive: archiver.Archiver): Promise<void> {
  for await (const chunk of archive) {
    while (wanted === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    wanted -= 1;
    answer({ type: 'chunk', bytes: new Uint8Array(chunk as Buffer) });
  }
  answer({ type: 'end' });
}

port.on('message', (order: ArchiveOrder) => {
  handle(order).catch(() => answer({ type: 'failed' }));
});
