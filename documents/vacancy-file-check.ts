/** Whether a file an officer attaches to a vacancy may be published. Content decides, never the name. */
import type { VacancyFileType } from '../domain/vacancy-files.ts';
import { type AttachmentInput, checkAttachment, shortName } from './attachment-check.ts';
import { createCheckProcess } from './check-process.ts';
import { isZip } from './zip-guard.ts';

export type CheckedVacancyFile =
  | { ok: true; mediaType: VacancyFileType; bytes: Uint8Array }
  /** Plain words for the officer: what is wrong and what to do. */
  | { ok: false; message: string };

/** What the process answers about an OpenDocument file. */
export type OdfVerdict = { ok: true; mediaType: VacancyFileType } | { ok: false; reason: OdfFault };
export type OdfFault = 'notOdf' | 'broken' | 'encrypted' | 'active' | 'tooMuch';

const ODF_FAULTS: Readonly<Record<OdfFault, string>> = {
  notOdf: '不是 PDF、PNG、JPEG 或 ODF（.odt、.ods）檔，請另存為 ODF 或 PDF 後再上傳（只改副檔名無效）',
  broken: '不是完整的 ODF 檔或檔案已損毀，請重新另存後再上傳',
  encrypted: '設有密碼，請移除密碼、重新另存後再上傳',
  active: '含有巨集、程式碼或會自動讀取外部資料的內容，請移除後再上傳',
  tooMuch: '過於複雜，無法檢查，請轉成 PDF 後再上傳',
};

const ODF_PROCESS = createCheckProcess(new URL('./odf-check-process.ts', import.meta.url), {
  memoryMb: 256,
  timeoutMs: 15_000,
});

/**
 * What applicants may hand in (`checkAttachment`), and OpenDocument texts and spreadsheets without macros, scripts,
 * foreign objects or links that load by themselves. An archive is unfolded in a process with limits on time and
 * memory.
 */
export async function checkVacancyFile(file: AttachmentInput): Promise<CheckedVacancyFile> {
  if (!isZip(file.bytes)) return checkAttachment(file, ODF_FAULTS.notOdf);
  const answer = (await ODF_PROCESS.run(file.bytes)) as OdfVerdict | 'tooMuch';
  const verdict: OdfVerdict = answer === 'tooMuch' ? { ok: false, reason: 'tooMuch' } : answer;
  return verdict.ok
    ? { ok: true, mediaType: verdict.mediaType, bytes: file.bytes }
    : { ok: false, message: `「${shortName(file.name)}」${ODF_FAULTS[verdict.reason]}` };
}
