/** Typst behind one door: a template of this folder and its data in, a PDF/A document out. */
import { fileURLToPath } from 'node:url';
import { DocumentError } from './document-error.ts';
import { type FontSet, loadFonts } from './fonts.ts';
import { createJobPool, type JobPool } from './job-pool.ts';
import { codePointName, type Json, printable } from './printable.ts';
import { threadRunner } from './runners.ts';

export interface TypesetterOptions {
  /** Compilers side by side; about 200 MB for the first (flat over 600 documents), 100 MB for each further one. Default 1. */
  threads?: number;
  /** Limit for one document, default 30 s; afterwards the thread is ended and the call rejects. */
  timeoutMs?: number;
  /** Compilers give way to everybody else on the machine, where the system knows it for a thread (Linux). */
  giveWay?: boolean;
  /** Further fonts, default the environment's FONT_DIR. */
  fontDir?: string;
}
export interface TypesetDocument {
  bytes: Uint8Array;
  pages: number;
  /** SHA-256 over the fonts it was set in. */
  fontHash: string;
  /** Characters no font has; they are printed as 〓 and named on the last page. */
  missing: string[];
}

/** What the thread is started with, gets and answers. */
export interface TypesetData {
  workspace: string;
  folders: string[];
  giveWay: boolean;
}
export interface TypesetJob {
  template: string;
  data: Json;
  picture?: { name: string; bytes: Uint8Array } | undefined;
}
export interface TypesetResult {
  bytes: Uint8Array;
  pages: number;
  missing: string[];
}

export interface TypstPool {
  /** Compilers side by side. */
  threads: number;
  /**
   * @param picture its file name is what the template reads; an undecodable one sets `data.picture` to
   * `'unreadable'` instead of failing
   * @throws DocumentError typesetTimeout, typesetDied, typesetFailed, typesetTooLarge, closed
   */
  typeset(
    template: string,
    data: { [key: string]: Json },
    picture?: { name: string; bytes: Uint8Array },
  ): Promise<TypesetDocument>;
  close(): Promise<void>;
}

/** Far above the largest résumé the forms accept (20,000 characters of statement, some hundred rows). */
const MAX_DATA_CHARACTERS = 4_000_000;

export function createTypstPool(options: TypesetterOptions = {}): TypstPool {
  const workspace = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '');
  const threads = options.threads ?? 1;
  let ready: Promise<{ fonts: FontSet; pool: JobPool }> | null = null;
  let closed = false;

  async function prepare(): Promise<{ fonts: FontSet; pool: JobPool }> {
    const fonts = await loadFonts(options.fontDir ?? process.env.FONT_DIR);
    const { folders } = fonts;
    const workerData: TypesetData = { workspace, folders, giveWay: options.giveWay ?? false };
    const pool = createJobPool({
      start: () => threadRunner(new URL('./typeset-thread.ts', import.meta.url), workerData),
      size: threads,
      timeoutMs: options.timeoutMs ?? 30_000,
      faults: { timeout: 'typesetTimeout', died: 'typesetDied' },
    });
    return { fonts, pool };
  }

  return {
    threads,
    async typeset(template, data, picture) {
      if (closed) throw new DocumentError('closed');
      if (JSON.stringify(data).length > MAX_DATA_CHARACTERS) throw new DocumentError('typesetTooLarge');
      ready ??= prepare();
      const { fonts, pool } = await ready;
      const clean = printable(data, fonts.coverage);
      const job: TypesetJob = {
        template,
        data: {
          ...(clean.data as { [key: string]: Json }),
          fonts: fonts.families,
          missing: clean.missing.map(codePointName),
        },
        picture,
      };
      const made = (await pool.run(job)) as TypesetResult;
      const missing = [...clean.missing, ...made.missing];
      return { bytes: made.bytes, pages: made.pages, fontHash: fonts.hash, missing };
    },
    async close() {
      closed = true;
      const prepared = await ready?.catch(() => null);
      await prepared?.pool.close();
    },
  };
}
