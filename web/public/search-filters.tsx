import { PERSONNEL_CATEGORIES, SPECIAL_CONDITIONS, WORKPLACES } from '../../domain/codes.ts';
import {
  Details,
  FilterBar,
  FilterGroup,
  FilterSelect,
  FilterText,
  HiddenFields,
  RocRangeBoxes,
} from '../components/index.ts';
import { MODES, RANKS, SERIES } from './search-options.ts';
import type { SearchQuery } from './search-query.ts';

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
            <FilterGroup legend="上網有效期間" fields={['from', 'to']} problems={problems}>
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
