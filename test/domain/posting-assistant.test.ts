import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviseOnPosting, type PostingCalendar } from '../../domain/posting-assistant.ts';
import { gradeSteps, lastAddress } from '../../domain/posting-words.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';

/** Weekends, and 2026-09-28 (a Monday). */
const CALENDAR: PostingCalendar = {
  isHoliday: (day) => day === '2026-09-28' || [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()),
  isAnnounced: (day) => day.startsWith('2026'),
};
const civil: Partial<VacancyContent> = {
  personnelCategory: '11',
  title: '科員',
  listedFrom: '2026-11-24',
  listedTo: '2026-12-04',
  rankClasses: ['薦任', '委任'],
  grade: '委任第5職等或薦任第6職等至第7職等',
  jobSeries: 'A107',
  sex: 'any',
  mode: 'civilService',
  qualifications: '公務人員普通考試以上及格。男女不拘，男性須役畢。',
  duties: '人事業務。',
  location: '本總處位於捷運站旁，臺北市中正區濟南路1段2之2號10樓',
  contact: '陳小姐 02-23979298 分機 201，hr@agency.example',
};
const advise = (change: Partial<VacancyContent> = {}) =>
  adviseOnPosting({ ...emptyVacancyContent(), ...civil, ...change }, CALENDAR);
const titles = (change: Partial<VacancyContent>): string[] => advise(change).findings.map((f) => f.title);

describe('刊登檢查', () => {
  it('a good posting passes everything that concerns it, and an empty form is not judged', () => {
    expect(advise().findings).toEqual([]);
    expect(advise().passed).toEqual([
      '刊登日數',
      '年齡',
      '性別',
      '地址',
      '聯絡電話與 Email',
      '官等與職等',
      '無與其他',
      '調閱方式',
    ]);
    expect(adviseOnPosting(emptyVacancyContent(), CALENDAR)).toEqual({ findings: [], passed: [] });
  });

  it('[R40] fewer than three days of listing: the first left out, a last day off not counted', () => {
    const found = (from: string, to: string) =>
      advise({ listedFrom: from, listedTo: to }).findings.map((f) => [f.field, f.title, f.text])[0];
    expect(found('2026-11-24', '2026-11-27')).toBeUndefined();
    // Tuesday to Thursday counts two
    expect(found('2026-11-24', '2026-11-26')).toEqual([
      'listedTo',
      '上網公告未滿3日',
      '計 2 日（首日不計，末日為假日者不計），迄日請改為 115/11/27 或以後。',
    ]);
    // Thursday to Sunday: Saturday and Sunday do not end it; Monday does
    expect(found('2026-11-26', '2026-11-29')?.[2]).toContain('迄日請改為 115/11/30 或以後');
    // Friday to Monday, that Monday off
    expect(found('2026-09-25', '2026-09-28')?.[2]).toContain('計 0 日');
    expect(advise({ listedFrom: '2026-11-24', listedTo: '2026-11-25' }).findings[0]?.law).toContain(
      '陞遷法施行細則第3條',
    );
    expect(found('2027-01-05', '2027-01-06')?.[2]).toContain('假日為推算');
  });

  it.each([
    ['年齡35歲以下尤佳', '年齡35歲以下尤佳'],
    ['限40歲以下', '限40歲以下'],
    ['年滿二十歲以上', '年滿二十歲以上'],
    ['２０至３５歲', '20'],
    ['年輕有活力', '年輕有活力'],
  ])('[R45] age is quoted: %s', (text, quote) => {
    const [found] = advise({ qualifications: text }).findings;
    expect(found).toMatchObject({ field: 'qualifications', title: '提到年齡', law: '就業服務法第5條第1項' });
    expect(found?.quote).toContain(text.startsWith('２') ? '35歲' : quote);
  });

  it.each(['照顧3歲幼兒', '服務滿20年', '18歲以下兒童及少年業務之經驗', '65歲老人照顧'])(
    'no limit on age: %s',
    (text) => {
      expect(titles({ qualifications: text.replace('18歲以下兒童', '18歲以下兒童') })).not.toContain(
        '提到年齡',
      );
    },
  );

  it.each(['限男性', '女性尤佳', '徵女士', '限 女'])('[R51] sex is quoted: %s', (text) => {
    expect(advise({ duties: text }).findings[0]).toMatchObject({
      field: 'duties',
      title: '提到性別',
      law: '性別平等工作法第7條',
    });
  });
  it.each(['男女不拘', '不限男女', '男性須役畢', '熟悉婦女福利業務者佳', '性別不拘'])(
    'no limit on sex: %s',
    (text) => {
      expect(titles({ qualifications: text })).toEqual([]);
    },
  );
  it('[R51] a sex chosen in the form is asked about', () => {
    expect(advise({ sex: 'female' }).findings[0]).toMatchObject({ field: 'sex', quote: '女' });
  });

  it('[R47] the address stands last', () => {
    expect(titles({ location: '臺北市中正區濟南路1段2之2號10樓。請搭乘捷運至善導寺站' })).toEqual([
      '地址不在最後',
    ]);
    expect(titles({ location: '善導寺站旁' })).toEqual(['找不到地址']);
    expect(titles({ location: '新北市三峽區白雞127號（鄰近消防隊）' })).toEqual([]);
    expect(lastAddress('甲路1號或乙路2號')?.address).toContain('乙路2號');
  });

  it('[R48] telephone and address for mail are asked for', () => {
    expect(titles({ contact: '請洽人事室' })).toEqual(['聯絡說明沒有電話', '聯絡說明沒有 Email']);
    expect(titles({ contact: '人事室（０２）２３９７９２９８，hr@agency.example' })).toEqual([]);
    expect(advise({ contact: '02-23979298', email: 'a@b.example' }).findings[0]?.text).toContain(
      'a@b.example',
    );
  });

  it('[R42, R49] rank and class that contradict each other', () => {
    expect(titles({ rankClasses: ['薦任'] })).toEqual(['官等類別沒有勾選委任']);
    expect(titles({ rankClasses: ['簡任', '薦任', '委任'] })).toEqual(['官等職等沒有簡任']);
    expect(advise({ grade: '委任第6職等至薦任第7職等' }).findings[0]).toMatchObject({
      title: '職等與官等不符',
      quote: '委任第6職等',
      law: '公務人員任用法第5條',
    });
    expect(gradeSteps('委任第三職等至第五職等或薦任第 6 職等')).toEqual([
      { rank: '委任', level: 3 },
      { rank: '委任', level: 5 },
      { rank: '薦任', level: 6 },
    ]);
    expect(gradeSteps('簡任第十二職等').map((s) => s.level)).toEqual([12]);
  });

  it('[R43, R52] 無 and 其他 go with posts outside the civil service, and with those alone', () => {
    const contract: Partial<VacancyContent> = {
      personnelCategory: '13',
      mode: 'open',
      duties: '月薪 38,906 元',
    };
    expect(titles({ ...contract, rankClasses: ['其他'], grade: '無', jobSeries: '0100' })).toEqual([]);
    expect(titles({ ...contract, grade: '五等280薪點', rankClasses: ['委任'] })).toEqual([
      '官等職等沒有委任',
      '非公務人員，官等職等請輸入「無」',
      '非公務人員，職系請選「無」',
      '無官職等請勾選「其他」',
    ]);
    expect(titles({ grade: '無', jobSeries: '0100', rankClasses: ['其他'] })).toEqual([
      '公務人員職缺的官等職等為「無」',
      '公務人員職缺的職系為「無」',
    ]);
    // physicians have ranks of their own
    expect(
      titles({ personnelCategory: '15', grade: '無', jobSeries: '0100', rankClasses: ['其他'] }),
    ).toEqual([]);
  });

  it.each([
    ['', '尚未說明薪資'],
    ['薪資面議', '薪資沒有金額'],
    ['月薪 38,906 元', undefined],
    ['折合率 280薪點', undefined],
    ['依約僱人員報酬支給標準', undefined],
    ['薪資3.5萬元起', undefined],
  ])('pay below 40,000 must be told: %s', (duties, title) => {
    const found = advise({
      personnelCategory: '13',
      mode: 'open',
      grade: '無',
      jobSeries: '0100',
      rankClasses: ['其他'],
      duties,
    }).findings;
    expect(found.map((f) => f.title)).toEqual(title ? [title] : []);
    if (title) expect(found[0]?.law).toBe('就業服務法第5條第2項第6款');
  });

  it('[R60, R61] a method other than the category’s default is asked about', () => {
    expect(advise({ mode: 'open' }).findings[0]).toMatchObject({
      field: 'mode',
      title: '調閱方式與人員區分不同',
    });
    expect(titles({ mode: 'none' })).toEqual([]);
  });

  it('whatever is typed, it answers, and every quote stands in the text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'年齡歲限男女性路1號２段、。第委任薦職等面議 月薪'),
      maxLength: 120,
    });
    fc.assert(
      fc.property(text, text, text, (qualifications, location, grade) => {
        for (const found of advise({ qualifications, location, grade }).findings) {
          expect(found.title).not.toBe('');
          if (found.field === 'qualifications')
            expect(qualifications.normalize('NFKC')).toContain(found.quote);
        }
      }),
    );
  });
});
