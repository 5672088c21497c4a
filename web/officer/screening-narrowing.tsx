/** A vacancy's applicants narrowed and ordered by 資格審查: codes in the address, never a name. */
import type { Context } from 'hono';
import { isScreeningOutcome, SCREENING_OUTCOMES, type ScreeningOutcome } from '../../domain/screening.ts';
import { Tabs } from '../components/index.ts';

export interface Narrowing {
  screening: ScreeningOutcome | '';
  sort: 'screening' | '';
}
export const WHOLE: Narrowing = { screening: '', sort: '' };

/** What the address asks for; anything else is the whole list by time. */
export function narrowingOf(c: Context): Narrowing {
  const screening = c.req.query('screening') ?? '';
  return {
    screening: isScreeningOutcome(screening) ? screening : '',
    sort: c.req.query('sort') === 'screening' ? 'screening' : '',
  };
}

/** The list of `path` so narrowed. */
export function narrowedHref(path: string, n: Narrowing, page = 1): string {
  const query = new URLSearchParams({
    ...(n.screening ? { screening: n.screening } : {}),
    ...(n.sort ? { sort: n.sort } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString();
  return query ? `${path}?${query}` : path;
}

/** One tab for each outcome, with how many of the open applications stand so. */
export const ScreeningTabs = (p: {
  path: string;
  narrowing: Narrowing;
  counts: Record<ScreeningOutcome, number>;
  total: number;
}) => {
  const tab = (screening: Narrowing['screening'], text: string, count: number) => ({
    text,
    count,
    href: narrowedHref(p.path, { ...p.narrowing, screening }),
    current: p.narrowing.screening === screening,
  });
  return (
    <Tabs
      label="依資格審查檢視"
      unit="人"
      tabs={[
        tab('', '全部', p.total),
        ...Object.entries(SCREENING_OUTCOMES).map(([code, { name }]) =>
          tab(code as ScreeningOutcome, name, p.counts[code as ScreeningOutcome]),
        ),
      ]}
    />
  );
};

/** Turns the order of the list. */
export const SortLink = ({ path, narrowing }: { path: string; narrowing: Narrowing }) => {
  const sort = narrowing.sort === '' ? 'screening' : '';
  return (
    <a href={narrowedHref(path, { ...narrowing, sort })}>
      {sort === '' ? '改依應徵時間排序' : '改依審查結果排序'}
    </a>
  );
};
