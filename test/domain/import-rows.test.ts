import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERSONNEL_CATEGORIES, WORKPLACES } from '../../domain/codes.ts';
import { IMPORT_COLUMNS } from '../../domain/import-columns.ts';
import { type ImportDesk, readFeedRow, readSheetRow } from '../../domain/import-rows.ts';
import { readCode, readCodes, readCount, readDay, readTime, readYes } from '../../domain/import-values.ts';
import { formatRoc } from '../../domain/roc-date.ts';
import { VACANCY_LIMITS } from '../../domain/vacancy-rules.ts';
import { row as feedRow } from './feed-row-fixture.ts';

const AGENCY = {
  id: 1,
  code: 'A58000000A',
  name: '行政院人事行政總處',
  address: '臺北市中正區濟南路1段2之2號10樓',
  phone: '02-23979298',
  extension: '100',
};
const OTHER = { ...AGENCY, id: 2, code: 'A02000000A', name: '國民大會' };
const desk = (change: Partial<ImportDesk> = {}): ImportDesk => ({
  agencies: [AGENCY],
  writer: { name: '測試填寫人', email: 'writer@agency.example', phone: '' },
  today: '2026-11-24',
  forSubmission: true,
  ...change,
});
const example = (change: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(IMPORT_COLUMNS.map(({ head, example: text }) => [head, text])),
  ...change,
});
const problemsOf = (change: Record<string, string>, by: Partial<ImportDesk> = {}) =>
  readSheetRow(example(change), desk(by)).problems;

describe('a row of the import sheet', () => {
  it('[R13] the template’s own example may be handed in as it is', () => {
    const read = readSheetRow(example(), desk());
    expect(read.problems).toEqual([]);
    expect(read.agencyId).toBe(1);
    expect(read.content).toMatchObject({
      agencyCode: 'A58000000A',
      agencyName: '行政院人事行政總處',
      agencyAddress: AGENCY.address,
      writerName: '測試填寫人',
      writerPhone: '02-23979298',
      writerExtension: '100',
      personnelCategory: '11',
      title: '科員',
      openings: 1,
      reserves: 2,
      workplaces: ['10', '20'],
      listedFrom: '2026-12-01',
      listedTo: '2026-12-10',
      closingTime: '17:00',
      rankClasses: ['薦任', '委任'],
      emailSubmission: true,
      jobSeries: 'A107',
      sex: 'any',
      mode: 'civilService',
      allSections: true,
    });
  });

  it('[R36, R39, R42, R50, R51] a value outside its table is told at its own column, once', () => {
    expect(
      problemsOf({
        人員區分: '一般職員',
        工作地: '10-臺北市,77-火星',
        官等類別: '特任',
        職系: '巫術',
        性別: '皆可',
      }),
    ).toEqual([
      { column: '人員區分', message: '人員區分「一般職員」不在代碼表，請填代碼或名稱' },
      { column: '工作地', message: '工作地「77-火星」不在代碼表，請填代碼或名稱' },
      { column: '官等類別', message: '官等類別「特任」不在代碼表，請填代碼或名稱' },
      { column: '職系', message: '職系「巫術」不在代碼表，請填代碼或名稱' },
      { column: '性別', message: '性別「皆可」不在代碼表，請填代碼或名稱' },
    ]);
  });

  it('[R40] days: a Western year is explained, an impossible day named, the order kept', () => {
    expect(problemsOf({ 上網有效期間起日: '2026/12/1' })).toEqual([
      { column: '上網有效期間起日', message: '年請填民國年：西元 2026 年是民國 115 年' },
    ]);
    expect(problemsOf({ 上網有效期間迄日: '115/2/30' })[0]?.message).toContain('沒有 30 日');
    expect(problemsOf({ 上網有效期間迄日: '115/11/30' })).toEqual([
      { column: '上網有效期間迄日', message: '上網有效期間的迄日早於起日，請修正迄日' },
    ]);
  });

  it('[R43, R55, R62] what the form demands the sheet demands, with the form’s words', () => {
    expect(problemsOf({ 官等類別: '' })).toEqual([
      { column: '官等類別', message: '請選擇官等類別，若「無」官職等請勾選「其他」!' },
    ]);
    expect(problemsOf({ '聯絡E-mail': '' })).toEqual([
      { column: '聯絡E-mail', message: '使用應徵者履歷調閱時，聯絡E-mail為必填，請輸入一筆聯絡E-mail' },
    ]);
    expect(problemsOf({ 調閱項目: '' })[0]?.column).toBe('調閱項目');
    expect(problemsOf({ '聯絡E-mail': 'a@x.example, b@x.example' })[0]?.message).toContain('僅允許一筆');
    expect(problemsOf({ 職稱: '字'.repeat(VACANCY_LIMITS.title + 1) })[0]).toMatchObject({ column: '職稱' });
  });

  it('a draft may lack what a submission needs, but holds nothing unreadable', () => {
    const bare = Object.fromEntries(IMPORT_COLUMNS.map(({ head }) => [head, '']));
    expect(readSheetRow({ ...bare, 職稱: '科員' }, desk({ forSubmission: false })).problems).toEqual([]);
    expect(problemsOf({ 名額: '若干' }, { forSubmission: false })).toEqual([
      { column: '名額', message: '「若干」不是數字，請填例如 1' },
    ]);
  });

  it('[R60, R61] without a method the category decides, and it is said; sections go with 須具 alone', () => {
    const open = readSheetRow(example({ 人員區分: '約僱人員', 應徵者履歷調閱方式: '' }), desk());
    expect(open.content).toMatchObject({ mode: 'open', allSections: false, sections: [] });
    expect(open.notes).toEqual(['調閱方式依人員區分預設']);
    const civil = readSheetRow(example({ 應徵者履歷調閱方式: '', 調閱項目: '獎懲、訓練及進修' }), desk());
    expect(civil.content).toMatchObject({ mode: 'civilService', sections: ['rewards', 'training'] });
  });

  it('[R31, U12] hers by code; a foreign code is refused, and with several agencies it must be given', () => {
    expect(problemsOf({ 機關代碼: 'A99999999X' })).toEqual([
      { column: '機關代碼', message: '「A99999999X」不是您所屬的機關，不能代為登錄' },
    ]);
    const two = { agencies: [AGENCY, OTHER] };
    expect(problemsOf({}, two)[0]?.column).toBe('機關代碼');
    expect(readSheetRow(example({ 機關代碼: 'a02000000a' }), desk(two)).content.agencyName).toBe('國民大會');
  });

  it('[R62–R64] ranges and years land where the form keeps them', () => {
    const read = readSheetRow(
      example({
        訓練日期起日: '110/1/1',
        獎懲日期迄日: '114年12月31日',
        考績年度起年: '110',
        考績年度迄年: '114',
      }),
      desk(),
    );
    expect(read.problems).toEqual([]);
    expect(read.content).toMatchObject({
      trainingRange: { from: '2021-01-01', to: '' },
      rewardRange: { from: '', to: '2025-12-31' },
      appraisalRange: { from: 2021, to: 2025 },
    });
  });
});

describe('cells', () => {
  it('every code is read by code, by name and by both', () => {
    const table = fc.constantFrom(PERSONNEL_CATEGORIES, WORKPLACES);
    fc.assert(
      fc.property(
        table.chain((codes) => fc.record({ codes: fc.constant(codes), entry: fc.constantFrom(...codes) })),
        fc.constantFrom('-', ' ', ''),
        ({ codes, entry }, between) => {
          for (const text of [entry.code, entry.name, `${entry.code}${between}${entry.name}`])
            expect(readCode(text, codes, '')).toEqual({ ok: true, value: entry.code });
        },
      ),
    );
  });

  it('every ROC day is read in each of its writings', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1912-01-01'), max: new Date('2900-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const [y = '', m = '', d = ''] = formatRoc(iso).split('/');
          for (const text of [
            `${y}/${m}/${d}`,
            `${y}.${Number(m)}.${Number(d)}`,
            `${y}年${m}月${d}日`,
            `${y}${m}${d}`,
          ])
            expect(readDay(text)).toEqual({ ok: true, value: iso });
        },
      ),
    );
  });

  it('whatever stands in a cell, a reader answers and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        for (const { read } of IMPORT_COLUMNS) {
          const message = read(text, readSheetRow({}, desk({ forSubmission: false })).content);
          expect(message === null || message.length > 0).toBe(true);
        }
      }),
    );
  });

  it('times, counts, yes and no, several codes', () => {
    expect(readTime('９：３０')).toEqual({ ok: true, value: '09:30' });
    expect(readTime('1700')).toEqual({ ok: true, value: '17:00' });
    expect(readCount('2名')).toEqual({ ok: true, value: 2 });
    expect(readYes('允許', false)).toEqual({ ok: true, value: true });
    expect(readYes('或許', false).ok).toBe(false);
    expect(readCodes('臺北市、新北市；10', WORKPLACES, '')).toEqual({ ok: true, value: ['10', '23'] });
    expect(readCode('100', [{ code: '0100', name: '無' }], '')).toEqual({ ok: true, value: '0100' });
  });
});

describe('a row of the official feed in an officer’s import', () => {
  const row = (change: Record<string, string> = {}) =>
    feedRow({ ORG_NAME: AGENCY.name, DATE_FROM: '1151201', DATE_TO: '1151210', ...change });

  it('[R13] is filled up from the agency and the officer, its number kept', () => {
    const read = readFeedRow(row(), desk({ forSubmission: false }));
    expect(read.problems).toEqual([]);
    expect(read.content).toMatchObject({
      agencyCode: AGENCY.code,
      agencyAddress: AGENCY.address,
      writerName: '測試填寫人',
    });
    expect(read.sourceNo).toMatch(/^\d{10}$/);
  });

  it('a foreign agency’s row is refused at ORG_NAME; a past period at DATE_TO', () => {
    expect(readFeedRow(row({ ORG_NAME: '國民大會' }), desk()).problems[0]).toMatchObject({
      column: 'ORG_NAME',
    });
    const late = readFeedRow(row({ DATE_FROM: '1150101', DATE_TO: '1150110' }), desk());
    expect(late.problems.map((p) => p.column)).toContain('DATE_TO');
  });
});
