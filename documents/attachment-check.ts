/** R19: whether a file an applicant hands in may be kept. Content decides, never the name. */

import { createCheckProcess } from './check-process.ts';
import { checkImage, type ImageType } from './image-check.ts';
import { rewriteImage } from './image-rewrite.ts';

export interface AttachmentInput {
  /** As the applicant's machine names it; appears in messages only. */
  name: string;
  bytes: Uint8Array;
}
export type AttachmentType = 'application/pdf' | ImageType;
export type CheckedAttachment =
  /** `bytes` is what to keep: a PDF as it came, a picture written anew. */
  | { ok: true; mediaType: AttachmentType; bytes: Uint8Array; pages?: number }
  /** Plain words for the applicant: what is wrong and what to do. */
  | { ok: false; message: string };

export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** What the process answers about a PDF. */
export type PdfVerdict = { ok: true; pages: number } | { ok: false; reason: PdfFault };
export type PdfFault = 'broken' | 'encrypted' | 'active' | 'embedded' | 'trailing' | 'empty';

const PDF_FAULTS: Readonly<Record<PdfFault, string>> = {
  broken: '不是完整的 PDF 檔或檔案已損毀，請重新另存為 PDF 後再上傳',
  encrypted: '設有密碼或使用限制，請移除保護、重新另存為 PDF 後再上傳',
  active: '含有程式碼或自動執行的動作，請以「列印成 PDF」重新產生後再上傳',
  embedded: '內含其他附加檔案，請將各檔案分別轉成 PDF 後再上傳',
  trailing: 'PDF 內容前後夾帶其他資料，請以「列印成 PDF」重新產生後再上傳',
  empty: '沒有任何頁面，請確認檔案內容後重新上傳',
};

const PDF_PROCESS = createCheckProcess(new URL('./pdf-check-process.ts', import.meta.url), {
  memoryMb: 256,
  timeoutMs: 15_000,
});

/**
 * Accepts PDF, PNG and JPEG up to 10 MB. A PDF must parse, hold at least a page, and carry neither encryption nor
 * script, actions that start something, embedded files or foreign data around it; a picture is decoded and written
 * anew. Both happen in processes of their own with limits on time and memory: a hostile file may never end or
 * unfold to gigabytes. `otherKind` is what a file of another kind is told, where more kinds are taken beside these.
 */
export async function checkAttachment(
  { name, bytes }: AttachmentInput,
  otherKind = '不是 PDF、PNG 或 JPEG 檔，請轉成 PDF 後再上傳（只改副檔名無效）',
): Promise<CheckedAttachment> {
  const refuse = (words: string): CheckedAttachment => ({
    ok: false,
    message: `「${shortName(name)}」${words}`,
  });
  if (bytes.length === 0) return refuse('是空的檔案，請確認內容後重新選擇');
  if (bytes.length > MAX_ATTACHMENT_BYTES) return refuse('超過 10 MB，請降低掃描解析度或壓縮後再上傳');
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-') {
    const verdict = (await PDF_PROCESS.run(bytes)) as PdfVerdict | 'tooMuch';
    if (verdict === 'tooMuch') return refuse('過於複雜，無法檢查，請以「列印成 PDF」重新產生後再上傳');
    return verdict.ok
      ? { ok: true, mediaType: 'application/pdf', bytes, pages: verdict.pages }
      : refuse(PDF_FAULTS[verdict.reason]);
  }
  const image = await checkImage(bytes);
  if (image === null) return refuse(otherKind);
  if (!image.ok) return refuse(image.message);
  const anew = await rewriteImage(bytes, image);
  if (!anew.ok) return refuse(anew.message);
  if (anew.bytes.length > MAX_ATTACHMENT_BYTES) return refuse('重新儲存後超過 10 MB，請縮小圖片後再上傳');
  return { ok: true, mediaType: image.mediaType, bytes: anew.bytes };
}

/** A file name may be long and may hide its end by marks of writing direction. */
export function shortName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || '未命名檔案';
  const characters = [...plain];
  return characters.length <= 40
    ? plain
    : `${characters.slice(0, 28).join('')}…${characters.slice(-10).join('')}`;
}
