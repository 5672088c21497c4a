import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  JOB_SERIES,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  type RankClass,
  WORKPLACES,
} from '../../domain/codes.ts';
import {
  FEED_ELEMENTS,
  type FeedRow,
  mapFeedRow,
  type RawFeedRow,
  toFeedExtras,
  toFeedRow,
} from '../../domain/feed-mapping.ts';
import { parseOpenings } from '../../domain/feed-openings.ts';
import { addDays } from '../../domain/taipei-time.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';

const row = (changes: Partial<FeedRow> = {}): FeedRow => ({
  ORG_NAME: '測試市政府',
  PERSON_KIND: '一般人員',
  RANK: '委任第5職等或薦任第6職等至第7職等',
  TITLE: '科員',
  SYSNAM: '人事行政',
  NUMBER_OF: '1',
  GENDER_TYPE: '一般人員',
  WORK_PLACE_TYPE: ',61-嘉義縣,72-臺南市',
  DATE_FROM: '1050501',
  DATE_TO: '1050531',
  IS_HANDICAP: 'Y',
  IS_ORIGINAL: 'Y',
  IS_LOCAL_ORIGINAL: 'N',
  IS_TRANING: 'N',
  TYPE: '薦任,委任',
  VITAE_EMAIL: ' hr@example.gov.tw ',
  WORK_QUALITY: '資格',
  WORK_ITEM: '項目',
  WORK_ADDRESS: '地點',
  CONTACT_METHOD: '聯絡',
  URL_LINK: '',
  VIEW_URL: 'http://feed.example/ap/wantf00001_1.aspx?work_id=1050500145',
  ...changes,
});
function accepted(raw: RawFeedRow) {
  const mapped = mapFeedRow(raw);
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems));
  return mapped;
}
const refused = (raw: RawFeedRow): string[] => {
  const mapped = mapFeedRow(raw);
  return mapped.ok ? [] : mapped.problems.map((problem) => problem.field);
};

describe('a row of the official feed', () => {
  it('[R13] becomes a registration, with its own number kept beside it', () => {
    const { content, sourceNo } = accepted(row());
    expect(sourceNo).toBe('1050500145');
    expect(content).toMatchObject({
      agencyName: '測試市政府',
      agencyCode: '',
      agencyAddress: '未提供',
      writerName: '未提供',
      writerPhone: '未提供',
      personnelCategory: '11',
      workplaces: ['61', '72'],
      listedFrom: '2016-05-01',
      listedTo: '2016-05-31',
      conditions: { disabled: true, indigenous: true, indigenousArea: false, regionalSecondment: false },
      rankClasses: ['薦任', '委任'],
      email: 'hr@example.gov.tw',
      jobSeries: 'A107',
      sex: 'any',
      openings: 1,
      openingsText: '',
      mode: 'civilService',
      qualifications: '資格',
      contact: '聯絡',
    });
  });

  it('[R49, R50, R52] fills empty rank and series with 無', () => {
    expect(accepted(row({ RANK: '', SYSNAM: '' })).content).toMatchObject({ grade: '無', jobSeries: '0100' });
  });

  it.each([
    ['男', 'male'],
    ['女', 'female'],
    ['不拘', 'any'],
    ['其他人員', 'any'],
    ['', 'any'],
  ])('[R51] reads GENDER_TYPE "%s" as %s', (text, sex) => {
    expect(accepted(row({ GENDER_TYPE: text })).content.sex).toBe(sex);
  });

  it('[R59–R61] takes the method from the category, and none without an address', () => {
    expect(accepted(row({ PERSON_KIND: '約僱人員' })).content.mode).toBe('open');
    expect(accepted(row({ VITAE_EMAIL: '' })).content).toMatchObject({
      mode: 'none',
      emailSubmission: false,
    });
    const broken = accepted(row({ VITAE_EMAIL: 'hr@example..tw' }));
    expect(broken.content).toMatchObject({ mode: 'none', email: '' });
    expect(broken.flags.join()).toContain('VITAE_EMAIL');
  });

  it.each([
    ['人事行政職系', 'A107', ''],
    ['ㄧ般行政', '', 'ㄧ般行政'],
    ['一般民政', '', '一般民政'],
    ['無', '0100', ''],
    [' 土木工程職系 ', 'B201', ''],
  ])('[R50] reads SYSNAM "%s"', (text, jobSeries, jobSeriesText) => {
    expect(accepted(row({ SYSNAM: text })).content).toMatchObject({ jobSeries, jobSeriesText });
  });

  it('[R39] knows places that moved, 台 for 臺, and takes each place once', () => {
    expect(accepted(row({ WORK_PLACE_TYPE: ',21-福建省連江縣' })).content.workplaces).toEqual(['98']);
    expect(accepted(row({ WORK_PLACE_TYPE: '10-台北市, 10-臺北市' })).content.workplaces).toEqual(['10']);
  });

  it.each<[keyof FeedRow, Partial<FeedRow>]>([
    ['ORG_NAME', { ORG_NAME: ' ' }],
    ['TITLE', { TITLE: '' }],
    ['TITLE', { TITLE: '稱'.repeat(101) }],
    ['PERSON_KIND', { PERSON_KIND: '志工' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: '' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: ',10-臺北市,77-香港' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: ',10-高雄市' }],
    ['DATE_FROM', { DATE_FROM: '1050230' }],
    ['DATE_FROM', { DATE_FROM: '750101' }],
    ['DATE_TO', { DATE_TO: '' }],
    ['DATE_TO', { DATE_TO: '1050430' }],
    ['DATE_TO', { DATE_TO: '1150502' }],
    ['TYPE', { TYPE: '' }],
    ['TYPE', { TYPE: '特任' }],
    ['IS_HANDICAP', { IS_HANDICAP: '是' }],
    ['VIEW_URL', { VIEW_URL: 'http://feed.example/' }],
    ['WORK_ITEM', { WORK_ITEM: '字'.repeat(4_001) }],
  ])('[R13] is refused at its element %s', (element, changes) => {
    expect(refused(row(changes))).toEqual([element]);
  });

  it.each(FEED_ELEMENTS)('[R13] is refused without the element %s', (element) => {
    const { [element]: _gone, ...rest } = row();
    expect(refused(rest)).toEqual([element]);
  });

  it('[R13] tells everything wrong with a row at once', () => {
    expect(refused(row({ TITLE: '', DATE_TO: '1050430', TYPE: '特任' }))).toEqual([
      'TITLE',
      'DATE_TO',
      'TYPE',
    ]);
  });
});

describe('the number of posts', () => {
  it.each<[string, number | null, number]>([
    ['1', 1, 0],
    ['１', 1, 0],
    ['25', 25, 0],
    ['1名', 1, 0],
    ['二', 2, 0],
    ['十二名', 12, 0],
    ['正取壹名、備取壹名', 1, 1],
    ['正取參名、備取兩名', 3, 2],
    ['正1備5', 1, 5],
    ['正取：1  名；備取： 2名', 1, 2],
    ['2名(備取4名)', 2, 4],
    ['1（候補1名，候補期間3個月）', 1, 1],
    ['1名（擇優候補，候補期間3個月）', 1, 0],
    ['1名(備取1-2名)', 1, 2],
    ['1（得依需要列候補1至2人）', 1, 2],
    ['3-其中1人預估缺', 3, 0],
    ['分三個地區，共計9名', 9, 0],
    ['6名(甲地1名、乙地5名)', 6, 0],
    ['數名', null, 0],
    ['若干名', null, 0],
    ['1-2', null, 0],
    ['2~10名', null, 0],
    ['各1名', null, 0],
    ['(一)管理師1名(二)操作員2名', null, 0],
    ['甲職正取1名，乙職正取2名', null, 0],
    ['0', null, 0],
    ['', null, 0],
  ])('[R38] reads "%s"', (text, openings, reserves) => {
    expect(parseOpenings(text)).toEqual({ openings, reserves });
  });

  it('[R38] flags what it cannot read and keeps the words', () => {
    const { content, flags } = accepted(row({ NUMBER_OF: '數名' }));
    expect(content).toMatchObject({ openings: null, openingsText: '數名' });
    expect(flags.join()).toContain('數名');
    expect(accepted(row({ NUMBER_OF: '1名(預估缺)' })).content).toMatchObject({
      openings: 1,
      openingsText: '1名(預估缺)',
    });
    expect(accepted(row({ NUMBER_OF: '9999' })).content.openings).toBeNull();
  });

  it('never fails and never answers less than one post, whatever is written', () => {
    const pieces = fc.array(
      fc.constantFrom('正取', '備取', '候補', '1', '２', '十', '三', '名', '至', '-', '(', '數', '個月'),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const { openings, reserves } = parseOpenings(parts.join(''));
        expect(openings === null || openings >= 1).toBe(true);
        expect(reserves).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

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
