/** 面試名冊 (for the panel) and 簽到表 (for the door) of a vacancy's interview. */
import { cleanLine } from '../domain/contact.ts';
import { formatRocDateTime, taipeiDay } from '../domain/roc-date.ts';
import { REPLY_STATUSES, type ReplyStatus } from '../domain/status.ts';
import type { SheetTable } from './ods-table.ts';
import type { Json } from './printable.ts';
import { writeXlsxTable } from './xlsx-table.ts';

export interface RosterInput {
  /** roster = 面試名冊, signIn = 簽到表 (without telephones, for it lies open). */
  kind: RosterKind;
  agencyName: string;
  vacancyNo: string;
  title: string;
  /** ISO instant. */
  madeAt: string;
  people: readonly {
    applicationNo: string;
    name: string;
    phone: string;
    /** ISO instant; null while no time is set. */
    interviewAt: string | null;
    place: string;
    replyStatus: ReplyStatus;
  }[];
}
export type RosterKind = 'roster' | 'signIn';
export const ROSTER_KINDS = { roster: '面試名冊', signIn: '面試簽到表' } as const;

/** Heads with their width in characters, and whether the PDF centres them. */
const COLUMNS = {
  roster: [
    ['序號', 7, true],
    ['應徵編號', 21, true],
    ['姓名', 16, false],
    ['面試時間', 20, true],
    ['地點', 16, false],
    ['回覆', 10, true],
    ['電話', 18, false],
    ['備註', 9, false],
  ],
  signIn: [
    ['序號', 7, true],
    ['應徵編號', 24, true],
    ['姓名', 18, false],
    ['面試時間', 20, true],
    ['簽到', 30, false],
    ['簽到時間', 16, false],
  ],
} as const satisfies Record<RosterKind, readonly (readonly [string, number, boolean])[]>;

function rows({ kind, people }: RosterInput): string[][] {
  return people.map((one, i) => {
    const at = one.interviewAt ? formatRocDateTime(one.interviewAt).slice(0, -3) : '';
    const head = [String(i + 1), one.applicationNo, one.name, at];
    return kind === 'signIn'
      ? [...head, '', '']
      : [...head, one.place, REPLY_STATUSES[one.replyStatus].name, one.phone, ''];
  });
}

/** Data of `roster.typ`. */
export function rosterView(input: RosterInput): { [key: string]: Json } {
  const columns = COLUMNS[input.kind];
  return {
    documentTitle: `${ROSTER_KINDS[input.kind]} ${input.vacancyNo}`,
    name: ROSTER_KINDS[input.kind],
    date: taipeiDay(input.madeAt).split('-').map(Number),
    pairs: [
      ['徵才機關', input.agencyName],
      ['職稱', input.title],
      ['職缺編號', input.vacancyNo],
      ['人數', `${input.people.length} 人`],
      ['製表時間', formatRocDateTime(input.madeAt)],
    ],
    heads: columns.map(([head]) => head),
    widths: columns.map(([, width]) => width),
    centred: columns.map(([, , centred]) => centred),
    // a line to sign on needs its height
    high: input.kind === 'signIn',
    rows: rows(input),
  };
}

export function rosterXlsx(input: RosterInput): Promise<Uint8Array> {
  const columns = COLUMNS[input.kind];
  const table: SheetTable = {
    sheet: ROSTER_KINDS[input.kind],
    caption: cleanLine(
      `${ROSTER_KINDS[input.kind]}　${input.agencyName}　職缺編號 ${input.vacancyNo}　${input.title}　共${input.people.length}人　製表時間 ${formatRocDateTime(input.madeAt)}`,
    ),
    heads: columns.map(([head]) => head),
    widths: columns.map(([, width]) => width),
    rows: rows(input).map((cells) => cells.map(cleanLine)),
  };
  return writeXlsxTable(table);
}
