import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/taipei-time.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';
import { checkVacancy, frozenFields, VACANCY_LIMITS } from '../../domain/vacancy-rules.ts';

const TODAY = '2026-11-24';

/** A registration with nothing wrong. */
function good(changes: Partial<VacancyContent> = {}): VacancyContent {
  return {
    ...emptyVacancyContent(),
    agencyCode: 'A58000000A',
    agencyName: '行政院人事行政總處',
    agencyAddress: '臺北市中正區濟南路一段2之2號10樓',
    writerName: '測試填寫人',
    writerPhone: '02-23979298',
    writerExtension: '613',
    personnelCategory: '11',
    title: '科員',
    openings: 1,
    workplaces: ['10', '20'],
    listedFrom: '2026-11-24',
    listedTo: '2026-12-04',
    closingTime: '17:00',
    rankClasses: ['薦任', '委任'],
    email: 'hr@example.gov.tw',
    grade: '委任第5職等或薦任第6職等至第7職等',
    jobSeries: 'A107',
    sex: 'any',
    mode: 'civilService',
    sections: ['exams', 'appraisals'],
    ...changes,
  };
}

const submit = (content: VacancyContent) => checkVacancy(content, { today: TODAY, forSubmission: true });
const draft = (content: VacancyContent) => checkVacancy(content, { today: TODAY, forSubmission: false });
const fields = (content: VacancyContent): string[] => submit(content).map((problem) => problem.field);

describe('a registration handed in', () => {
  it('has nothing wrong when everything required is there', () => {
    expect(submit(good())).toEqual([]);
    expect(submit(good({ mode: 'open', sections: [] }))).toEqual([]);
    expect(submit(good({ mode: 'none', sections: [], email: '', emailSubmission: false }))).toEqual([]);
    expect(submit(good({ allSections: true, sections: [] }))).toEqual([]);
  });

  it.each<[string, keyof VacancyContent, Partial<VacancyContent>]>([
    ['R31', 'agencyCode', { agencyCode: '' }],
    ['R32', 'agencyAddress', { agencyAddress: '' }],
    ['R32', 'agencyAddress', { agencyAddress: '未提供' }],
    ['R33', 'writerName', { writerName: '' }],
    ['R35', 'writerPhone', { writerPhone: '' }],
    ['R35', 'writerPhone', { writerPhone: '未提供' }],
    ['R36', 'personnelCategory', { personnelCategory: '' }],
    ['R37', 'title', { title: '' }],
    ['R38', 'openings', { openings: null, openingsText: '數名' }],
    ['R39', 'workplaces', { workplaces: [] }],
    ['R40', 'listedFrom', { listedFrom: '' }],
    ['R40', 'listedTo', { listedTo: '' }],
    ['R42', 'rankClasses', { rankClasses: [] }],
    ['R55', 'email', { email: '' }],
    ['R55', 'email', { email: '', mode: 'open', sections: [] }],
    ['R44', 'email', { email: '', mode: 'none', emailSubmission: true }],
    ['R49', 'grade', { grade: '' }],
    ['R50', 'jobSeries', { jobSeries: '', jobSeriesText: '一般行政' }],
    ['R51', 'sex', { sex: '' }],
    ['R53', 'mode', { mode: '' }],
    ['R62', 'sections', { sections: [] }],
  ])('[%s] asks for %s, and only on submission', (_r, field, changes) => {
    expect(fields(good(changes))).toEqual([field]);
    expect(draft(good(changes))).toEqual([]);
  });

  it('[R43] asks for the rank class in the words of the manual', () => {
    expect(submit(good({ rankClasses: [] }))).toEqual([
      { field: 'rankClasses', message: '請選擇官等類別，若「無」官職等請勾選「其他」!' },
    ]);
  });

  it('[R34, R45–R48] does not ask for what carries no mark', () => {
    expect(
      submit(good({ writerEmail: '', qualifications: '', duties: '', location: '', contact: '' })),
    ).toEqual([]);
  });

  it('lists every required field of an empty form once, in the order of the form', () => {
    expect(fields(emptyVacancyContent())).toEqual([
      'agencyCode',
      'agencyAddress',
      'writerName',
      'writerPhone',
      'personnelCategory',
      'title',
      'openings',
      'workplaces',
      'listedFrom',
      'listedTo',
      'rankClasses',
      'grade',
      'jobSeries',
      'sex',
      'email',
      'mode',
    ]);
    expect(draft(emptyVacancyContent())).toEqual([]);
  });
});

describe('what a registration holds, draft or not', () => {
  it.each<[string, keyof VacancyContent, Partial<VacancyContent>]>([
    ['R34', 'writerEmail', { writerEmail: 'nobody' }],
    ['R35', 'writerPhone', { writerPhone: '123' }],
    ['R35', 'writerExtension', { writerExtension: '12a' }],
    ['R36', 'personnelCategory', { personnelCategory: '16' }],
    ['R38', 'openings', { openings: 0 }],
    ['R38', 'openings', { openings: 1.5 }],
    ['R38', 'reserves', { reserves: -1 }],
    ['R39', 'workplaces', { workplaces: ['10', '21'] }],
    ['R40', 'listedTo', { listedFrom: '2026-12-04', listedTo: '2026-12-03' }],
    ['R40', 'listedTo', { listedFrom: '2026-02-01', listedTo: '2026-02-30' }],
    ['R29', 'listedTo', { listedFrom: '2026-11-24', listedTo: '2036-11-25' }],
    ['R40', 'closingTime', { closingTime: '24:00' }],
    ['R40', 'closingTime', { listedTo: '2026-11-24', closingTime: '00:00' }],
    ['R44', 'email', { email: 'a@example.tw,b@example.tw' }],
    ['R50', 'jobSeries', { jobSeries: 'Z999' }],
    ['R64', 'trainingRange', { trainingRange: { from: '2025-01-02', to: '2025-01-01' } }],
    ['R64', 'trainingRange', { trainingRange: { from: '2025-02-30', to: '' } }],
    ['R64', 'rewardRange', { rewardRange: { from: '2025-01-02', to: '2025-01-01' } }],
    ['R64', 'appraisalRange', { appraisalRange: { from: 2025, to: 2024 } }],
    ['R64', 'appraisalRange', { appraisalRange: { from: 114, to: null } }],
    ['R64', 'appraisalRange', { appraisalRange: { from: null, to: 2027 } }],
  ])('[%s] refuses a wrong %s', (_r, field, changes) => {
    expect(draft(good(changes)).map((problem) => problem.field)).toEqual([field]);
    expect(fields(good(changes))).toContain(field);
  });

  it('[R44] tells two addresses from a broken one', () => {
    expect(draft(good({ email: 'a@example.tw;b@example.tw' }))[0]?.message).toContain('僅允許一筆聯絡E-mail');
  });

  it('[R40] takes a period of one day, and refuses a past one only on submission', () => {
    expect(submit(good({ listedFrom: TODAY, listedTo: TODAY, closingTime: '' }))).toEqual([]);
    const past = good({ listedFrom: '2026-11-01', listedTo: '2026-11-23' });
    expect(fields(past)).toEqual(['listedTo']);
    expect(draft(past)).toEqual([]);
  });

  it.each(Object.entries(VACANCY_LIMITS))('limits %s to %i characters', (field, limit) => {
    expect(draft(good({ [field]: '字'.repeat(limit) }))).toEqual([]);
    expect(draft(good({ [field]: '字'.repeat(limit + 1) })).map((problem) => problem.field)).toEqual([field]);
  });

  it('[R64, R65] leaves ranges alone with other methods, and takes half-open ones', () => {
    const crossed = { trainingRange: { from: '2025-01-02', to: '2025-01-01' } };
    expect(submit(good({ mode: 'open', ...crossed }))).toEqual([]);
    expect(
      submit(good({ rewardRange: { from: '2020-01-01', to: '' }, appraisalRange: { from: null, to: 2025 } })),
    ).toEqual([]);
  });

  it('[R29, R40] accepts exactly the periods in order, not past, within ten years', () => {
    const offset = fc.integer({ min: -4_500, max: 4_500 });
    fc.assert(
      fc.property(offset, offset, (a, b) => {
        const [listedFrom, listedTo] = [addDays(TODAY, a), addDays(TODAY, b)];
        const tenYearsOn = `${Number(listedFrom.slice(0, 4)) + 10}${listedFrom.slice(4)}`;
        const right = listedFrom <= listedTo && listedTo <= tenYearsOn && listedTo >= TODAY;
        expect(submit(good({ listedFrom, listedTo })).length === 0).toBe(right);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is frozen while listed', () => {
  const changes: Partial<VacancyContent>[] = [
    { mode: 'open' },
    { allSections: true },
    { sections: ['exams'] },
    { trainingRange: { from: '2020-01-01', to: '' } },
    { rewardRange: { from: '2020-01-01', to: '' } },
    { appraisalRange: { from: 2020, to: null } },
    { listedFrom: '2026-11-25' },
    { listedTo: '2026-12-05' },
    { closingTime: '' },
  ];

  it.each(changes.map((change) => [Object.keys(change)[0] ?? '', change] as const))(
    '[R54] refuses a change of %s once listed, and not before',
    (field, change) => {
      for (const stage of ['listed', 'closed', 'archived'] as const)
        expect(frozenFields(stage, good(), good(change)).map((problem) => problem.field)).toEqual([field]);
      for (const stage of ['preparing', 'scheduled'] as const)
        expect(frozenFields(stage, good(), good(change))).toEqual([]);
    },
  );

  it('[R54] allows other fields to change, and boxes ticked in another order', () => {
    const after = good({
      title: '專員',
      duties: '新的工作項目',
      workplaces: ['10'],
      sections: ['appraisals', 'exams'],
    });
    expect(frozenFields('listed', good(), after)).toEqual([]);
  });
});
