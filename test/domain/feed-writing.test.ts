import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  JOB_SERIES,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  type RankClass,
  WORKPLACES,
} from '../../domain/codes.ts';
import { FEED_ELEMENTS, toFeedExtras, toFeedRow } from '../../domain/feed-mapping.ts';
import { addDays } from '../../domain/taipei-time.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';
import { accepted, row } from './feed-row-fixture.ts';

describe('our own feed', () => {
  const text = fc.stringMatching(/^[一-龥A-Za-z0-9<>&]{1,20}$/);
  const content: fc.Arbitrary<VacancyContent> = fc
    .record({
      agencyName: text,
      title: text,
      grade: text,
      duties: text,
      personnelCategory: fc.constantFrom(...PERSONNEL_CATEGORIES.map((entry) => entry.code)),
      workplaces: fc.subarray(
        WORKPLACES.map((entry) => entry.code),
        { minLength: 1 },
      ),
      rankClasses: fc.subarray<RankClass>([...RANK_CLASSES], { minLength: 1 }),
      jobSeries: fc.constantFrom(...JOB_SERIES.map((entry) => entry.code)),
      sex: fc.constantFrom('male' as const, 'female' as const, 'any' as const),
      openings: fc.integer({ min: 1, max: 999 }),
      reserves: fc.integer({ min: 0, max: 999 }),
      conditions: fc.record({
        disabled: fc.boolean(),
        indigenous: fc.boolean(),
        indigenousArea: fc.boolean(),
        regionalSecondment: fc.boolean(),
      }),
      from: fc.integer({ min: 0, max: 20_000 }),
      length: fc.integer({ min: 0, max: 3_650 }),
      email: fc.constantFrom('', 'hr@example.gov.tw'),
    })
    .map(({ from, length, ...fields }) => ({
      ...emptyVacancyContent(),
      ...fields,
      listedFrom: addDays('1990-01-01', from),
      listedTo: addDays('1990-01-01', from + length),
    }));

  it('[R16] has all 22 elements in order, dates of seven digits and a leading comma', () => {
    const made = toFeedRow(accepted(row()).content, '1151100001', 'https://jobs.example');
    expect(Object.keys(made)).toEqual([...FEED_ELEMENTS]);
    expect(made).toMatchObject({
      DATE_FROM: '1050501',
      WORK_PLACE_TYPE: ',61-嘉義縣,72-臺南市',
      VIEW_URL: 'https://jobs.example/vacancies/1151100001?work_id=1151100001',
    });
    expect(toFeedRow({ ...emptyVacancyContent(), openings: null }, '1151100001', '').NUMBER_OF).toBe('數名');
  });

  it('[R16] reads back as what was written', () => {
    fc.assert(
      fc.property(content, (written) => {
        const made = {
          ...toFeedRow(written, '1151100001', 'https://jobs.example'),
          ...toFeedExtras(written),
        };
        const { content: read, sourceNo } = accepted(made);
        expect(sourceNo).toBe('1151100001');
        for (const key of [
          'agencyName',
          'title',
          'grade',
          'duties',
          'personnelCategory',
          'workplaces',
          'rankClasses',
          'jobSeries',
          'sex',
          'openings',
          'reserves',
          'conditions',
          'listedFrom',
          'listedTo',
          'email',
        ] as const)
          expect([key, read[key]]).toEqual([key, written[key]]);
      }),
    );
  });
});
