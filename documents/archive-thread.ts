/** The thread that encrypts archives, each over a port of its own. Started by `sealed-archive.ts` only. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type MessagePort, parentPort } from 'node:worker_threads';
import archiver from 'archiver';
import encrypted from 'archiver-zip-encrypted';
import { useNativeAes } from './archive-aes.ts';

/** To the thread: an archive begins; the rest of what is said of it goes over its port. */
export interface ArchiveBegin {
  port: MessagePort;
  password: string;
}
/** Over the port: what to pack, and how much may be sent back. Closing it ends the archive. */
export type ArchiveOrder =
  | { type: 'file'; name: string }
  | { type: 'data'; bytes: Uint8Array }
  | { type: 'fileEnd' }
  | { type: 'finish' }
  | { type: 'pull' };
/** Back over the port: `next` asks for the following order of the files. */
export type ArchiveAnswer =
  | { type: 'next' }
  | { type: 'chunk'; bytes: Uint8Array }
  | { type: 'end' }
  | { type: 'failed' };

/** The typings of archiver do not know the options of the added format. */
type SealedOptions = archiver.ArchiverOptions & { encryptionMethod: 'aes256'; password: string };

useNativeAes();
if (!archiver.isRegisteredFormat('zip-encrypted')) archiver.registerFormat('zip-encrypted', encrypted);

function seal({ port, password }: ArchiveBegin): void {
  const options: SealedOptions = { store: true, encryptionMethod: 'aes256', password };
  const zip = archiver.create('zip-encrypted' as archiver.Format, options);
  let entry: PassThrough | null = null;
  let wanted = 0;
  let left = false;
  let wake: (() => void) | null = null;
  const answer = (message: ArchiveAnswer): void => port.postMessage(message);

  async function handle(order: ArchiveOrder): Promise<void> {
    if (order.type === 'pull') {
      wanted += 1;
      wake?.();
      return;
    }
    if (order.type === 'finish') return zip.finalize();
    if (order.type === 'file') {
      entry = new PassThrough();
      zip.append(entry, { name: order.name });
    } else if (order.type === 'data') {
      // Asks for more only when there is room: memory stays small whatever the archive's size.
      if (entry && !entry.write(order.bytes)) await once(entry, 'drain');
    } else {
      const written = once(zip, 'entry');
      entry?.end();
      await written;
    }
    answer({ type: 'next' });
  }

  /** One chunk for each pull of the reader. */
  async function send(): Promise<void> {
    for await (const chunk of zip) {
      while (wanted === 0 && !left)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      // Leaving the loop destroys the archive.
      if (left) return;
      wanted -= 1;
      answer({ type: 'chunk', bytes: new Uint8Array(chunk as Buffer) });
    }
    answer({ type: 'end' });
  }

  const failed = (): void => answer({ type: 'failed' });
  zip.on('error', failed);
  port.on('message', (order: ArchiveOrder) => {
    handle(order).catch(failed);
  });
  port.on('close', () => {
    left = true;
    wake?.();
    entry?.destroy();
    zip.destroy();
  });
  send().catch(failed);
  answer({ type: 'next' });
}

parentPort?.on('message', seal);
