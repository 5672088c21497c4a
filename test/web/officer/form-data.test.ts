import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_SERIES, PERSONNEL_CATEGORIES, RANK_CLASSES, WORKPLACES } from '../../../domain/codes.ts';
import { RESUME_SECTIONS } from '../../../domain/resume-sections.ts';
import { addDays } from '../../../domain/roc-date.ts';
import { emptyVacancyContent } from '../../../domain/vacancy-content.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { atFormField, parseVacancyForm, rawOf } from '../../../web/officer/vacancy-form-data.ts';

const codesOf = (table: readonly { code: string }[]): string[] => table.map((one) => one.code);
const line = fc.stringMatching(/^[一-龥A-Za-z0-9]{0,12}$/);
const day = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1980-01-01', n)),
);
const boxes = (name: string, iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { [`${name}-y`]: y, [`${name}-m`]: m, [`${name}-d`]: d };
};

describe('[R30–R65] the form as posted', () => {
  it('every field that was typed is in the content, whatever its value', () => {
    fc.assert(
      fc.property(
        fc.record({
          title: line,
          personnelCategory: fc.constantFrom('', ...codesOf(PERSONNEL_CATEGORIES)),
          jobSeries: fc.constantFrom('', ...codesOf(JOB_SERIES)),
          workplaces: fc.subarray(codesOf(WORKPLACES)),
          rankClasses: fc.subarray([...RANK_CLASSES]),
          listedFrom: day,
          listedTo: day,
          openings: fc.option(fc.integer({ min: 0, max: 999_999 })),
          mode: fc.constantFrom('civilService' as const, 'open' as const, 'none' as const, '' as const),
          sections: fc.subarray(RESUME_SECTIONS.map((section) => section.code)),
          allSections: fc.boolean(),
          trainingFrom: day,
          appraisal: fc.option(fc.integer({ min: 1, max: 999 })),
          yes: fc.boolean(),
        }),
        (f) => {
          const { content, problems } = parseVacancyForm({
            title: f.title,
            personnelCategory: f.personnelCategory,
            jobSeries: f.jobSeries,
            workplaces: f.workplaces,
            rankClasses: f.rankClasses,
            ...boxes('listedFrom', f.listedFrom),
            ...boxes('listedTo', f.listedTo),
            openings: f.openings === null ? '' : String(f.openings),
            mode: f.mode,
            sections: [...(f.allSections ? ['all'] : []), ...f.sections],
            ...boxes('trainingFrom', f.trainingFrom),
            appraisalFrom: f.appraisal === null ? '' : String(f.appraisal),
            indigenous: f.yes ? 'Y' : 'N',
          });
          const asked = f.mode === 'civilService';
          expect(problems).toEqual([]);
          expect(content).toMatchObject({
            title: f.title,
            personnelCategory: f.personnelCategory,
            jobSeries: f.jobSeries,
            workplaces: f.workplaces,
            rankClasses: f.rankClasses,
            listedFrom: f.listedFrom,
            listedTo: f.listedTo,
            openings: f.openings,
            mode: f.mode,
            allSections: asked && f.allSections,
            sections: asked ? f.sections : [],
            trainingRange: { from: asked ? f.trainingFrom : '', to: '' },
            appraisalRange: { from: asked && f.appraisal !== null ? f.appraisal + 1911 : null, to: null },
          });
          expect(content.conditions.indigenous).toBe(f.yes);
        },
      ),
    );
  });

  it('never throws, and keeps what it cannot read as it was typed', () => {
    const junk = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 4 }), fc.constant(undefined));
    const names = Object.keys(emptyVacancyContent());
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...names, 'listedTo-y', 'listedTo-m', 'listedTo-d', 'appraisalFrom'),
          junk,
        ),
        (body) => {
          const { raw } = parseVacancyForm(body);
          if (typeof body['listedTo-y'] === 'string')
            expect((raw.listedTo as { y: string }).y).toBe(body['listedTo-y']);
        },
      ),
    );
  });

  it('an empty form is an empty content, and shows as one', () => {
    const { content, problems } = parseVacancyForm({});
    expect(content).toEqual(emptyVacancyContent());
    expect(problems).toEqual([]);
    expect(rawOf(content)).toMatchObject({ openings: '', listedFrom: '', appraisalFrom: '' });
  });

  it('full-width figures and short times are understood', () => {
    const { content } = parseVacancyForm({
      openings: '１２',
      closingTime: '９：３０',
      writerExtension: '２０１',
    });
    expect(content).toMatchObject({ openings: 12, closingTime: '09:30', writerExtension: '201' });
  });

  it('a day half filled is told with the boxes that are empty', () => {
    const { problems } = parseVacancyForm({ 'listedTo-y': '115', 'listedTo-d': '4' });
    expect(problems).toEqual([{ field: 'listedTo', message: '上網有效期間的迄日：請補填月', boxes: ['m'] }]);
  });

  it('codes that no table has are refused, except where the rules refuse them', () => {
    const { content, problems } = parseVacancyForm({
      rankClasses: ['簡任', '皇帝'],
      sex: 'x',
      mode: 'civilService',
      sections: ['x'],
    });
    expect(content).toMatchObject({ rankClasses: ['簡任'], sex: '', sections: [] });
    expect(problems.map((p) => p.field).sort()).toEqual(['rankClasses', 'sections']);
  });

  it('problems of ranges are told at the first of their boxes', () => {
    expect(atFormField({ field: 'trainingRange', message: 'm' }).field).toBe('trainingFrom');
    expect(atFormField({ field: 'title', message: 'm' }).field).toBe('title');
  });
});
