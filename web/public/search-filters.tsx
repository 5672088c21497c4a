import {
  JOB_SERIES,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  RETRIEVAL_MODES,
  SPECIAL_CONDITIONS,
  WORKPLACES,
} from '../../domain/codes.ts';
import { SERIES_GROUPS } from '../../domain/search-conditions.ts';
import {
  Details,
  FilterBar,
  FilterGroup,
  FilterSelect,
  FilterText,
  HiddenFields,
  type Option,
  RocRangeBoxes,
} from '../components/index.ts';
import type { SearchQuery } from './search-query.ts';

/** 職系: each group as a whole, then its members; 無 stands alone. */
const SERIES: readonly Option[] = [
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
const RANKS = RANK_CLASSES.map((name) => ({ code: name, name }));
const MODES = (['civilService', 'open', 'none'] as const).map((code) => ({
  code,
  name: RETRIEVAL_MODES[code].choice,
}));

/** The filters of the official search: what most ask for in the first row, the rest on demand. */
export const SearchFilters = (p: { base: string; search: SearchQuery; fixedMode?: boolean }) => {
  const { conditions: c, typed, problems, sort } = p.search;
  const more = [
    c.rank,
    c.series,
    c.special,
    c.agency,
    ...Object.values(typed.from),
    ...Object.values(typed.to),
  ];
  return (
    <FilterBar
      action={p.base}
      reset={p.base}
      below={
        <Details summary="更多條件" open={more.some(Boolean)}>
          <div class="sq-filter__row">
            <FilterSelect name="series" label="職系" value={c.series} options={SERIES} empty="全部" />
            <FilterSelect name="rank" label="官等類別" value={c.rank} options={RANKS} empty="全部" />
            <FilterSelect
              name="special"
              label="特殊條件"
              value={c.special}
              options={SPECIAL_CONDITIONS}
              empty="不限"
            />
            <FilterText name="agency" label="機關名稱" value={c.agency} maxlength={200} />
            <FilterGroup legend="上網有效期間">
              <RocRangeBoxes
                from="from"
                to="to"
                fromValue={typed.from}
                toValue={typed.to}
                problems={problems}
                called="上網有效期間"
              />
            </FilterGroup>
          </div>
        </Details>
      }
    >
      <FilterText name="q" label="關鍵字" value={c.q} maxlength={200} />
      <FilterSelect
        name="category"
        label="人員區分"
        value={c.category}
        options={PERSONNEL_CATEGORIES}
        empty="全部"
      />
      <FilterSelect name="place" label="工作地" value={c.place} options={WORKPLACES} empty="全部" withCodes />
      {p.fixedMode ? null : (
        <FilterSelect name="mode" label="職缺類別" value={c.mode} options={MODES} empty="全部" />
      )}
      {sort === 'closing' ? <HiddenFields values={{ sort }} /> : null}
    </FilterBar>
  );
};
