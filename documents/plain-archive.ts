/** A person's own data as one zip without a password: she has signed in and given hers. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import archiver from 'archiver';

export interface ArchiveEntry {
  name: string;
  bytes: Uint8Array;
}

/**
 * Begins an archive; its entries are asked for one by one, each when the one before is written, at the reader's pace.
 * An entry that fails destroys the stream; a reader who leaves ends the asking.
 */
export function plainArchive(entries: AsyncIterable<ArchiveEntry>): Readable {
  const zip = archiver('zip');
  const left = new AbortController();
  zip.once('close', () => left.abort());
  const feed = async (): Promise<void> => {
    for await (const { name, bytes } of entries) {
      const written = once(zip, 'entry', { signal: left.signal });
      zip.append(Buffer.from(bytes), { name });
      await written;
    }
    await zip.finalize();
  };
  feed().catch((e: Error) => zip.destroy(e));
  return zip;
}
