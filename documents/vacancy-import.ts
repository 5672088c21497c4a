/** R13 機關徵才匯入: files of vacancies (XLSX, ODS, CSV in UTF-8 or Big5, the official XML) read into rows of texts. */
import { DocumentError } from './document-error.ts';
import { createJobPool, type JobPool } from './job-pool.ts';
import { processRunner } from './runners.ts';
import type { SheetRow } from './sheet-reader.ts';

export type ImportFormat = 'xlsx' | 'ods' | 'csv' | 'xml';
export type ReadImport =
  | {
      ok: true;
      format: ImportFormat;
      /** Head → letter of its column; empty for XML, whose cells go by the element's name. */
      columns: Record<string, string>;
      /** `row` = row of the sheet, or line of the XML file. */
      rows: SheetRow[];
    }
  /** Plain words: what is wrong with the file as a whole, and what to do. */
  | { ok: false; message: string };

export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
const READ_MS = 20_000;
const READ_MB = 384;

let pool: JobPool | null = null;

/**
 * Reads a file a stranger may have made, in a process of its own with limits on time and memory: a kilobyte may
 * unfold to gigabytes, or keep a reader busy for ever.
 */
export async function readVacancyFile(bytes: Uint8Array): Promise<ReadImport> {
  if (bytes.length === 0) return { ok: false, message: '檔案是空的，請確認內容後重新選擇' };
  if (bytes.length > MAX_IMPORT_BYTES)
    return { ok: false, message: '檔案超過 10 MB，請只保留要匯入的工作表，或分成數個檔案' };
  pool ??= createJobPool({
    start: () =>
      processRunner(new URL('./vacancy-import-process.ts', import.meta.url), { memoryMb: READ_MB }),
    size: 1,
    timeoutMs: READ_MS,
    faults: { timeout: 'checkTimeout', died: 'checkDied' },
  });
  try {
    return (await pool.run(bytes)) as ReadImport;
  } catch (error) {
    if (error instanceof DocumentError && error.code !== 'closed')
      return { ok: false, message: '檔案過於複雜，無法讀取，請以範本重新填寫後再匯入' };
    throw error;
  }
}
