/** R20: what 查詢回覆紀錄 is asked for, and the addresses of its neighbouring views. */
import type { RecordState, RecordsFilter, RecordsPlace } from '../../db/queries/reply-records.ts';
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  addDays,
  formatRocRange,
  parseRocParts,
  type RocParts,
  taipeiInstant,
} from '../../domain/roc-date.ts';
import { readRocParts, rocName } from '../components/roc-fields.ts';
import { paths } from '../paths.ts';
import { type Posted, text } from './posted.ts';

export const RECORD_STATES: readonly { code: RecordState; name: string }[] = [
  { code: 'unanswered', name: '已通知，尚未回覆' },
  { code: 'accepted', name: '接受' },
  { code: 'declined', name: '婉拒' },
  { code: 'expired', name: '逾期未回覆' },
  { code: 'undelivered', name: '通知信無法寄達' },
  { code: 'withdrawn', name: '通知已撤回' },
  { code: 'replaced', name: '已由新通知取代' },
];

/** The conditions as typed. */
export interface RepliesQuery {
  no: string;
  state: RecordState | '';
  from: RocParts;
  to: RocParts;
}
export interface ReadReplies {
  query: RepliesQuery;
  filter: RecordsFilter;
  place: RecordsPlace;
  problems: Problem[];
  /** In words, for the exported file. */
  words: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the address, or the hidden fields of the export. What cannot be read is told and left out. */
export function readReplies(asked: Posted): ReadReplies {
  const problems: Problem[] = [];
  const day = (field: 'from' | 'to', name: string): { parts: RocParts; iso: string } => {
    const parts = readRocParts(asked, field);
    const parsed = parseRocParts(parts);
    if (parsed.ok) return { parts, iso: parsed.iso };
    problems.push({ field, message: `通知日期的${name}：${parsed.message}`, boxes: parsed.boxes });
    return { parts, iso: '' };
  };
  const from = day('from', '起日');
  const to = day('to', '迄日');
  if (problems.length === 0 && from.iso !== '' && to.iso !== '' && to.iso < from.iso)
    problems.push({ field: 'to', message: '通知日期的迄日早於起日，請修正迄日' });
  const no = cleanLine(text(asked, 'no')).normalize('NFKC').slice(0, 20);
  const state = RECORD_STATES.find((one) => one.code === text(asked, 'state'));
  const place: RecordsPlace = {};
  for (const side of ['after', 'until'] as const)
    if (UUID.test(text(asked, side))) place[side] = text(asked, side);
  return {
    query: { no, state: state?.code ?? '', from: from.parts, to: to.parts },
    filter: {
      vacancyNo: no,
      state: state?.code ?? '',
      since: from.iso ? taipeiInstant(from.iso) : '',
      before: to.iso ? taipeiInstant(addDays(to.iso, 1)) : '',
    },
    place,
    problems,
    words:
      [
        no ? `職缺編號 ${no}` : '',
        state ? `狀態 ${state.name}` : '',
        from.iso || to.iso ? `通知日期 ${formatRocRange(from.iso, to.iso).trim()}` : '',
      ]
        .filter(Boolean)
        .join('　') || '全部',
  };
}

/** The conditions as fields; empty ones are left out. */
export function repliesFields(query: RepliesQuery): Record<string, string> {
  const fields: Record<string, string> = { no: query.no, state: query.state };
  for (const end of ['from', 'to'] as const)
    for (const box of ['y', 'm', 'd'] as const) fields[rocName(end, box)] = query[end][box];
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

export function repliesHref(
  query: RepliesQuery,
  change: Partial<RepliesQuery> = {},
  place: RecordsPlace = {},
): string {
  const params = new URLSearchParams({ ...repliesFields({ ...query, ...change }), ...place });
  return params.size > 0 ? `${paths.officer.replies()}?${params}` : paths.officer.replies();
}

const NO_DAY: RocParts = { y: '', m: '', d: '' };

/** A chip for each condition; its link drops that one. */
export function repliesChips({ query, filter }: ReadReplies) {
  const state = RECORD_STATES.find((one) => one.code === query.state);
  const period = filter.since || filter.before;
  return [
    ...(query.no ? [{ text: `職缺編號 ${query.no}`, href: repliesHref(query, { no: '' }) }] : []),
    ...(state ? [{ text: state.name, href: repliesHref(query, { state: '' }) }] : []),
    ...(period
      ? [
          {
            text: `通知日期 ${rocWords(query)}`,
            href: repliesHref(query, { from: NO_DAY, to: NO_DAY }),
          },
        ]
      : []),
  ];
}

const rocWords = ({ from, to }: RepliesQuery): string => {
  const iso = (parts: RocParts): string => {
    const parsed = parseRocParts(parts);
    return parsed.ok ? parsed.iso : '';
  };
  return formatRocRange(iso(from), iso(to)).trim();
};
