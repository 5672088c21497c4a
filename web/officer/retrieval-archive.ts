/** R79: the archive of one retrieval: résumés, attachments and a sheet that says what it is. */
import type { Readable } from 'node:stream';
import type { RetrievedApplication } from '../../db/queries/retrievals.ts';
import type { RetrievalSheetInput, Typesetter } from '../../documents/resume-pdf.ts';
import { attachmentWords, missingWords, RETRIEVAL_SHEET_NAME } from '../../documents/retrieval-sheet.ts';
import { type ArchiveFile, sealArchive } from '../../documents/sealed-archive.ts';
import { formatRocDateTime, taipeiDay, taipeiTime } from '../../domain/roc-date.ts';

export interface ArchiveOrder {
  password: string;
  agencyName: string;
  vacancyNo: string;
  title: string;
  retrievedBy: string;
  retrievedAt: Date;
  purpose: string;
  /** Read one after the other, as the archive is sent: ten people's attachments are up to 200 MB. */
  files: readonly ArchiveFile[];
  /** In the order of the files' numbers. */
  applications: readonly RetrievedApplication[];
}

/** Neutral: number and minute, never a person. */
export function archiveName(vacancyNo: string, at: Date): string {
  const minute = `${taipeiDay(at)}${taipeiTime(at)}`.replace(/\D/g, '');
  return `${vacancyNo}-${minute}.zip`;
}

/**
 * Seals the files under the officer's password; the bytes come as they are read. The retrieval is recorded by now,
 * so a sheet that cannot be typeset goes along as plain text rather than keep the résumés back.
 * @throws DocumentError when the archive cannot begin
 */
export async function retrievalArchive(typesetter: Typesetter, o: ArchiveOrder): Promise<Readable> {
  const input: RetrievalSheetInput = {
    agencyName: o.agencyName,
    vacancyNo: o.vacancyNo,
    title: o.title,
    retrievedBy: o.retrievedBy,
    retrievedAt: o.retrievedAt.toISOString(),
    purpose: o.purpose,
    entries: o.applications.map(({ no, ...held }, i) => ({
      applicationNo: no,
      ...held,
      fileName: `${o.vacancyNo}-${String(i + 1).padStart(2, '0')}.pdf`,
    })),
  };
  const sheet = await typesetter.retrievalSheet(input).then(
    ({ bytes }) => ({ name: RETRIEVAL_SHEET_NAME, bytes }),
    () => ({ name: TEXT_SHEET_NAME, bytes: new TextEncoder().encode(sheetText(input)) }),
  );
  return sealArchive({ password: o.password, files: [sheet, ...o.files] });
}

const TEXT_SHEET_NAME = RETRIEVAL_SHEET_NAME.replace('.pdf', '.txt');

/** The sheet in lines; the mark at its head lets simple editors see that it is UTF-8. */
function sheetText(input: RetrievalSheetInput): string {
  return `\uFEFF${[
    `履歷調閱清單 ${input.vacancyNo}`,
    `徵才機關：${input.agencyName}`,
    `職稱：${input.title}`,
    `調閱人員：${input.retrievedBy}`,
    `調閱時間：${formatRocDateTime(input.retrievedAt)}`,
    `調閱事由：${input.purpose}`,
    ...input.entries.map(
      (entry) =>
        `${entry.fileName}　${entry.applicationNo}　第 ${entry.version} 版　證明文件：${attachmentWords(entry)}`,
    ),
    ...input.entries
      .filter((entry) => entry.missing.length > 0)
      .map((entry) => `${entry.fileName}　以〓代替之字元：${missingWords(entry)}`),
  ].join('\r\n')}\r\n`;
}
