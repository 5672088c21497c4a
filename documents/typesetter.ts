/** Typst behind one door: a template of this folder and its data in, a PDF/A document out. */
import { fileURLToPath } from 'node:url';
import { DocumentError } from './document-error.ts';
import { type FontSet, loadFonts } from './fonts.ts';
import { createJobPool, type JobPool } from './job-pool.ts';
import { codePointName, type Json, printable } from './printable.ts';
import { processRunner } from './runners.ts';

export interface TypesetterOptions {
  /** Compilers side by side, each a process of some 130 MB while it works. Default 1. */
  compilers?: number;
  /** Limit for one document, default 30 s; afterwards its process is ended and the call rejects. */
  timeoutMs?: number;
  /** Compilers give way to everybody else on the machine. */
  giveWay?: boolean;
  /** What one document may need beside Node itself, default 512 MB; above it its process ends and the call rejects. */
  memoryMb?: number;
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

/** What the process is started with, gets and answers. */
export interface TypesetStart {
  workspace: string;
  folders: string[];
  yields: boolean;
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
  compilers: number;
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
const FILE = new URL('./typeset-process.ts', import.meta.url);
/** Each document is let go by hand (`gc`); its young heap need not grow. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=4'];
/** Then a compiler's memory is given back; the next document waits half a second longer. */
const IDLE_MS = 300_000;

export function createTypstPool(options: TypesetterOptions = {}): TypstPool {
  const workspace = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '');
  const compilers = options.compilers ?? 1;
  let ready: Promise<{ fonts: FontSet; pool: JobPool }> | null = null;
  let closed = false;

  async function prepare(): Promise<{ fonts: FontSet; pool: JobPool }> {
    const fonts = await loadFonts(options.fontDir ?? process.env.FONT_DIR);
    const { folders } = fonts;
    const yields = options.giveWay ?? false;
    const start: TypesetStart = { workspace, folders, yields };
    const pool = createJobPool({
      start: () =>
        processRunner(FILE, { memoryMb: options.memoryMb ?? 512, flags: FLAGS, start, apart: yields }),
      size: compilers,
      timeoutMs: options.timeoutMs ?? 30_000,
      idleMs: IDLE_MS,
      faults: { timeout: 'typesetTimeout', died: 'typesetDied' },
    });
    return { fonts, pool };
  }

  return {
    compilers,
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
