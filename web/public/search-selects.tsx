import { PERSONNEL_CATEGORIES, SPECIAL_CONDITIONS, WORKPLACES } from '../../domain/codes.ts';
import type { SearchConditions } from '../../domain/search-conditions.ts';
import { FormGrid, Select, TextInput } from '../components/index.ts';
import { MODES, RANKS, SERIES } from './search-options.ts';

/** The conditions of a search as questions of a form, for subscribing to it. */
export const SearchSelects = ({ search: s }: { search: SearchConditions }) => (
  <FormGrid>
    <TextInput name="q" label="關鍵字" value={s.q} maxlength={200} width={3} />
    <TextInput name="agency" label="機關名稱" value={s.agency} maxlength={200} width={3} />
    <Select
      name="category"
      label="人員區分"
      value={s.category}
      options={PERSONNEL_CATEGORIES}
      empty="全部"
      width={2}
    />
    <Select
      name="place"
      label="工作地"
      value={s.place}
      options={WORKPLACES}
      empty="全部"
      withCodes
      width={2}
    />
    <Select name="series" label="職系" value={s.series} options={SERIES} empty="全部" width={2} />
    <Select name="rank" label="官等類別" value={s.rank} options={RANKS} empty="全部" width={2} />
    <Select
      name="special"
      label="特殊條件"
      value={s.special}
      options={SPECIAL_CONDITIONS}
      empty="不限"
      width={2}
    />
    <Select name="mode" label="職缺類別" value={s.mode} options={MODES} empty="全部" width={2} />
  </FormGrid>
);
