import { cleanLine } from '../domain/contact.ts';
import type { Problem } from '../domain/problem.ts';
import type { PostedForm } from './middleware/state.ts';

/** R19: at most five files and 20 MB together, 10 MB a file; of each application, and of each vacancy. */
export const UPLOAD_LIMITS = { files: 5, fileBytes: 10 * 1024 * 1024, totalBytes: 20 * 1024 * 1024 } as const;

export interface UploadRules<T extends string> {
  /** What the files are called in messages. */
  called: string;
  check(file: {
    name: string;
    bytes: Uint8Array;
  }): Promise<{ ok: true; mediaType: T; bytes: Uint8Array } | { ok: false; message: string }>;
}
export interface Uploaded<T extends string> {
  name: string;
  mediaType: T;
  bytes: Uint8Array;
}

/**
 * The files posted under `files`, each checked for what it is. All or none: one refused file refuses all, so that
 * nobody believes a document arrived that did not.
 * @param kept files that are there already and stay; they count too
 */
export async function readUploads<T extends string>(
  posted: PostedForm,
  kept: readonly { size: number }[],
  { called, check }: UploadRules<T>,
): Promise<{ files: Uploaded<T>[]; problems: Problem[] }> {
  const chosen = posted.files.filter((f) => f.field === 'files');
  const refuse = (message: string) => ({ files: [], problems: [{ field: 'files', message }] });
  if (posted.filesTooLarge) return refuse(`${called}至多 5 個、合計 20 MB 以內，請縮小或合併後重新選擇`);
  if (kept.length + chosen.length > UPLOAD_LIMITS.files)
    return refuse(
      `${called}至多 ${UPLOAD_LIMITS.files} 個，目前選了 ${chosen.length} 個${kept.length > 0 ? `、保留 ${kept.length} 個` : ''}，請合併後重新選擇`,
    );
  const large = chosen.find((f) => f.bytes.length > UPLOAD_LIMITS.fileBytes);
  if (large) return refuse(`「${shown(large.name)}」超過 10 MB，請縮小後重新選擇`);
  if (tooLargeTogether(chosen, kept)) return refuse(`${called}合計超過 20 MB，請縮小後重新選擇`);

  const files: Uploaded<T>[] = [];
  const problems: Problem[] = [];
  for (const f of chosen) {
    const checked = await check({ name: f.name, bytes: f.bytes });
    if (checked.ok) files.push({ name: shown(f.name), mediaType: checked.mediaType, bytes: checked.bytes });
    else problems.push({ field: 'files', message: checked.message });
  }
  if (tooLargeTogether(files, kept)) return refuse('圖片重新儲存後合計超過 20 MB，請縮小後重新選擇');
  return problems.length > 0 ? { files: [], problems } : { files, problems };
}

const tooLargeTogether = (
  files: readonly { bytes: Uint8Array }[],
  kept: readonly { size: number }[],
): boolean =>
  [...files.map((f) => f.bytes.length), ...kept.map((f) => f.size)].reduce((sum, n) => sum + n, 0) >
  UPLOAD_LIMITS.totalBytes;

const shown = (name: string): string => cleanLine(name).slice(-100) || '未命名檔案';
