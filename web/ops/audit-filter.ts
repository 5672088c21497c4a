/** What 稽核查詢 is asked for, and the addresses of its neighbouring views. */
import type { TrailFilter, TrailPlace } from '../../db/queries/audit-trail.ts';
import { AUDIT_GROUPS, type AuditGroup, isAuditGroup } from '../../domain/audit-acts.ts';
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  addDays,
  formatRocRange,
  parseRocParts,
  type RocParts,
  taipeiInstant,
} from '../../domain/roc-date.ts';
import { isApplicationNo, isVacancyNo } from '../../domain/vacancy-no.ts';
import { readRocParts, rocName } from '../components/roc-fields.ts';
import { paths } from '../paths.ts';

/** The conditions as typed. */
export interface TrailQuery {
  number: string;
  login: string;
  group: AuditGroup | '';
  from: RocParts;
  to: RocParts;
}
export interface ReadTrail {
  query: TrailQuery;
  filter: TrailFilter;
  place: TrailPlace;
  problems: Problem[];
  /** The period in words; '' = any. */
  period: string;
}

export const GROUP_OPTIONS = Object.entries(AUDIT_GROUPS).map(([code, name]) => ({ code, name }));
const EVENT_ID = /^\d{1,18}$/;

/** Reads the address. What cannot be read is told at its field. */
export function readTrail(asked: Readonly<Record<string, string>>): ReadTrail {
  const problems: Problem[] = [];
  const line = (name: string): string =>
    cleanLine(asked[name] ?? '')
      .normalize('NFKC')
      .slice(0, 60);
  const day = (field: 'from' | 'to', name: string): { parts: RocParts; iso: string } => {
    const parts = readRocParts(asked, field);
    const parsed = parseRocParts(parts);
    if (parsed.ok) return { parts, iso: parsed.iso };
    problems.push({ field, message: `日期的${name}：${parsed.message}`, boxes: parsed.boxes });
    return { parts, iso: '' };
  };
  const number = line('number').toUpperCase();
  if (number !== '' && !isApplicationNo(number) && !isVacancyNo(number))
    problems.push({
      field: 'number',
      message: '應徵編號或職缺編號不完整，請輸入例如 A1151124-000001 或 1151100001',
    });
  const from = day('from', '起日');
  const to = day('to', '迄日');
  if (from.iso !== '' && to.iso !== '' && to.iso < from.iso)
    problems.push({ field: 'to', message: '日期的迄日早於起日，請修正迄日' });
  const group = asked.group ?? '';
  const place: TrailPlace = {};
  for (const side of ['after', 'until'] as const)
    if (EVENT_ID.test(asked[side] ?? '')) place[side] = asked[side];
  const query: TrailQuery = {
    number,
    login: line('login'),
    group: isAuditGroup(group) ? group : '',
    from: from.parts,
    to: to.parts,
  };
  return {
    query,
    filter: {
      number,
      login: query.login,
      group: query.group,
      since: from.iso ? taipeiInstant(from.iso) : '',
      before: to.iso ? taipeiInstant(addDays(to.iso, 1)) : '',
    },
    place,
    problems,
    period: from.iso || to.iso ? formatRocRange(from.iso, to.iso).trim() : '',
  };
}

export function trailHref(
  query: TrailQuery,
  change: Partial<TrailQuery> = {},
  place: TrailPlace = {},
): string {
  const q = { ...query, ...change };
  const fields: Record<string, string> = { number: q.number, login: q.login, group: q.group };
  for (const end of ['from', 'to'] as const)
    for (const box of ['y', 'm', 'd'] as const) fields[rocName(end, box)] = q[end][box];
  const asked = Object.entries({ ...fields, ...place }).filter(([, value]) => value);
  return asked.length > 0 ? `${paths.ops.audit()}?${new URLSearchParams(asked)}` : paths.ops.audit();
}

const NO_DAY: RocParts = { y: '', m: '', d: '' };

/** A chip for each condition; its link drops that one. */
export function trailChips({ query, period }: ReadTrail) {
  return [
    ...(query.number ? [{ text: `編號 ${query.number}`, href: trailHref(query, { number: '' }) }] : []),
    ...(query.login ? [{ text: `帳號 ${query.login}`, href: trailHref(query, { login: '' }) }] : []),
    ...(query.group ? [{ text: AUDIT_GROUPS[query.group], href: trailHref(query, { group: '' }) }] : []),
    ...(period ? [{ text: `日期 ${period}`, href: trailHref(query, { from: NO_DAY, to: NO_DAY }) }] : []),
  ];
}
