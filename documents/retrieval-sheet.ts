/** R76, R79: the sheet that goes with an archive, so that its holder knows what it is and until when it may stay. */
import { formatRocDateTime, taipeiDay } from '../domain/roc-date.ts';
import { codePointName, type Json } from './printable.ts';

export interface RetrievalSheetInput {
  agencyName: string;
  vacancyNo: string;
  title: string;
  /** Name of the officer who retrieved. */
  retrievedBy: string;
  /** ISO instant. */
  retrievedAt: string;
  /** In words, from RETRIEVAL_PURPOSES. */
  purpose: string;
  /** In the order of the archive; `fileName` is neutral, and so is the sheet: no applicant is named. */
  entries: readonly {
    applicationNo: string;
    version: number;
    fileName: string;
    /** Attachments in the archive, and those left out because the virus scanner has not passed them. */
    attachments: number;
    heldBack: number;
    /** Characters that stand as 〓 in the résumé. */
    missing: readonly string[];
  }[];
}

/** Name of the sheet inside the archive. */
export const RETRIEVAL_SHEET_NAME = '00-retrieval.pdf';

export function retrievalSheetView(input: RetrievalSheetInput): { [key: string]: Json } {
  return {
    documentTitle: `履歷調閱清單 ${input.vacancyNo}`,
    date: taipeiDay(input.retrievedAt).split('-').map(Number),
    pairs: [
      ['徵才機關', input.agencyName],
      ['職稱', input.title],
      ['職缺編號', input.vacancyNo],
      ['調閱人員', input.retrievedBy],
      ['調閱時間', formatRocDateTime(input.retrievedAt)],
      ['調閱事由', input.purpose],
      ['份數', `${input.entries.length} 份`],
    ],
    rows: input.entries.map((entry, i) => [
      String(i + 1),
      entry.applicationNo,
      `第 ${entry.version} 版`,
      entry.fileName,
      attachmentWords(entry),
    ]),
    rare: input.entries
      .filter((entry) => entry.missing.length > 0)
      .map((entry) => [entry.applicationNo, entry.fileName, missingWords(entry)]),
  };
}

/** 「U+20BB7、U+4DAE」: whoever reads 〓 in a name looks the characters up by these. */
export const missingWords = (entry: { missing: readonly string[] }): string =>
  entry.missing.map(codePointName).join('、');

/** 「2 件」, 「1 件，另 1 件未經掃描通過，未附」. */
export function attachmentWords(entry: { attachments: number; heldBack: number }): string {
  const inside = entry.attachments === 0 ? '無' : `${entry.attachments} 件`;
  if (entry.heldBack === 0) return inside;
  return entry.attachments === 0
    ? `${entry.heldBack} 件未經掃描通過，未附`
    : `${inside}，另 ${entry.heldBack} 件未經掃描通過，未附`;
}
