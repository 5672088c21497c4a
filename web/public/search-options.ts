/** What the search and the newsletter let people choose from. */
import { JOB_SERIES, RANK_CLASSES, RETRIEVAL_MODES } from '../../domain/codes.ts';
import { SERIES_GROUPS } from '../../domain/search-conditions.ts';
import type { Option } from '../components/index.ts';

/** 職系: each group as a whole, then its members; 無 stands alone. */
export const SERIES: readonly Option[] = [
  ...SERIES_GROUPS.flatMap((group) => [
    { code: group.code, name: `${group.name}全部`, group: group.name },
    ...JOB_SERIES.filter((one) => one.group === group.code).map(({ code, name }) => ({
      code,
      name,
      group: group.name,
    })),
  ]),
  ...JOB_SERIES.filter((one) => one.group === '').map(({ code, name }) => ({ code, name, group: '其他' })),
];
export const RANKS = RANK_CLASSES.map((name) => ({ code: name, name }));
export const MODES = (['civilService', 'open', 'none'] as const).map((code) => ({
  code,
  name: RETRIEVAL_MODES[code].choice,
}));
