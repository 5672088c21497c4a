import type { HandedInFile } from '../../db/queries/application-files.ts';
import { checkAttachment } from '../../documents/attachment-check.ts';
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import type { PostedForm } from '../middleware/state.ts';

/** R of both platforms: at most five files and 20 MB for each application, 10 MB a file. */
export const UPLOAD_LIMITS = { files: 5, fileBytes: 10 * 1024 * 1024, totalBytes: 20 * 1024 * 1024 } as const;

/**
 * The files of an application, each checked for what it is. All or none: one refused file refuses the form,
 * so that nobody believes a document arrived that did not.
 * @param kept files of the version before that stay; they count too
 */
export async function readAttachments(
  posted: PostedForm,
  kept: readonly { size: number }[] = [],
): Promise<{ files: HandedInFile[]; problems: Problem[] }> {
  const chosen = posted.files.filter((f) => f.field === 'files');
  const refuse = (message: string) => ({ files: [], problems: [{ field: 'files', message }] });
  if (posted.filesTooLarge) return refuse('證明文件至多 5 個、合計 20 MB 以內，請縮小或合併後重新選擇');
  if (kept.length + chosen.length > UPLOAD_LIMITS.files)
    return refuse(
      `證明文件至多 ${UPLOAD_LIMITS.files} 個，目前選了 ${chosen.length} 個${kept.length > 0 ? `、保留 ${kept.length} 個` : ''}，請合併後重新選擇`,
    );
  const large = chosen.find((f) => f.bytes.length > UPLOAD_LIMITS.fileBytes);
  if (large) return refuse(`「${shown(large.name)}」超過 10 MB，請縮小後重新選擇`);
  if (tooLargeTogether(chosen, kept)) return refuse('證明文件合計超過 20 MB，請縮小後重新選擇');

  const files: HandedInFile[] = [];
  const problems: Problem[] = [];
  for (const f of chosen) {
    const checked = await checkAttachment({ name: f.name, bytes: f.bytes });
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
