import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseCsv, readOds, readXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOnPath } from '../../dev/find-on-path.ts';
import { type ContactRow, contactSheetOds, contactSheetXlsx } from '../../documents/contact-sheet.ts';

const META = {
  agencyName: '行政院人事行政總處',
  vacancyNo: '1090100001',
  title: '科員',
  exportedAt: '2026-11-24T03:00:00Z',
};
const row = (change: Partial<ContactRow> = {}): ContactRow => ({
  name: '林雅婷',
  sex: 'female',
  birthDate: '1986-01-14',
  phone: '0912345678',
  email: 'yating@example.com',
  appliedAt: '2020-03-12T07:20:16Z',
  replyStatus: 'accepted',
  ...change,
});
/** What a spreadsheet might take for a formula, a number or a date, and what a file might choke on. */
const HOSTILE = [
  '=1+1',
  '+886912345678',
  '@SUM(A1)',
  '-2',
  '=HYPERLINK("http://x","y")',
  '007',
  '1/2',
  '<&>"',
  'TRUE',
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'contacts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The XML inside, as an independent unpacker gives it. */
async function inside(bytes: Uint8Array, pattern: string): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.zip`);
  await writeFile(file, bytes);
  return (await promisify(execFile)('7z', ['x', '-so', file, pattern], { maxBuffer: 64 << 20 })).stdout;
}

const KINDS = [
  ['Excel', contactSheetXlsx, readXlsx, 'xl/worksheets/sheet1.xml', /<f[ >]/],
  ['ODS', contactSheetOds, readOds, 'content.xml', /table:formula/],
] as const;

describe.each(KINDS)('[R80] a contact sheet as %s', (_, write, read, part, formula) => {
  const texts = async (rows: readonly ContactRow[]): Promise<string[][]> => {
    const book = await read(await write(rows, META));
    return (book.sheets[0]?.rows ?? []).map((cells) =>
      cells.map((cell) => (cell === null ? '' : String(cell))),
    );
  };

  it('[R73] [R81] has its caption, the eight headings, and everyone in order', async () => {
    const all = await texts([
      row(),
      row({ name: '王小明', sex: 'male', birthDate: '', replyStatus: 'none' }),
    ]);
    expect(all[0]?.[0]).toBe('行政院人事行政總處 職缺編號 1090100001 科員 共2人 匯出時間 115/11/24 11:00:00');
    expect(all[1]).toEqual([
      '序號',
      '姓名',
      '性別',
      '出生日期',
      '電話',
      '聯絡Email',
      '應徵時間',
      '面試回覆狀態',
    ]);
    expect(all[2]).toEqual([
      '1',
      '林雅婷',
      '女',
      '0750114',
      '0912345678',
      'yating@example.com',
      '109/03/12 15:20:16',
      '接受',
    ]);
    expect(all[3]?.slice(0, 4)).toEqual(['2', '王小明', '男', '']);
    expect(all).toHaveLength(4);
  });

  it('keeps hostile texts as texts and makes no formula', async () => {
    const rows = HOSTILE.map((text) => row({ name: text, phone: text }));
    const bytes = await write(rows, META);
    expect(await inside(bytes, part)).not.toMatch(formula);
    const cells = (await read(bytes)).sheets[0]?.rows.slice(2) ?? [];
    expect(cells.map((line) => line[1])).toEqual(HOSTILE);
    expect(cells.map((line) => line[4])).toEqual(HOSTILE);
    for (const line of cells) expect(typeof line[0]).toBe('string');
  });

  it('drops what no spreadsheet can hold and keeps rare characters', async () => {
    const [, , first] = await texts([row({ name: '𠮷\u0001田\u202e\u{2a6d6}', email: 'a\nb' })]);
    expect(first?.[1]).toBe('𠮷田\u{2a6d6}');
    expect(first?.[5]).toBe('a b');
  });

  it('is a sheet with headings when nobody has applied', async () => {
    const all = await texts([]);
    expect(all).toHaveLength(2);
    expect(all[0]?.[0]).toContain('共0人');
  });

  it('takes five thousand people without losing a character', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => row({ name: `陳臺灣${i}` }));
    const all = await texts(rows);
    expect(all.slice(2).map((line) => line[1])).toEqual(rows.map((r) => r.name));
  });
});

const office = findOnPath('soffice');
if (!office) console.info('Contact sheets are not opened by LibreOffice here: it is not installed.');
else
  it('[R80] LibreOffice opens both kinds and shows every text as it was entered', {
    timeout: 120_000,
  }, async () => {
    const rows = [row({ name: '𠮷田王小明' }), ...HOSTILE.map((text) => row({ name: text }))];
    await writeFile(path.join(folder, 'excel.xlsx'), await contactSheetXlsx(rows, META));
    await writeFile(path.join(folder, 'calc.ods'), await contactSheetOds(rows, META));
    // comma, quotes, UTF-8, from the first line, every cell quoted as it is shown
    const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true';
    const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`;
    const files = ['excel.xlsx', 'calc.ods'].map((name) => path.join(folder, name));
    await promisify(execFile)(office, [
      profile,
      '--headless',
      '--convert-to',
      csv,
      '--outdir',
      folder,
      ...files,
    ]);
    for (const name of ['excel.csv', 'calc.csv']) {
      const lines = parseCsv(await readFile(path.join(folder, name), 'utf8')).map((cells) =>
        cells.map(String),
      );
      expect(lines[0]?.[0]).toBe(
        '行政院人事行政總處 職缺編號 1090100001 科員 共10人 匯出時間 115/11/24 11:00:00',
      );
      expect(
        lines.slice(2).map((cells) => cells[1]),
        name,
      ).toEqual(['𠮷田王小明', ...HOSTILE]);
      expect(lines[2]?.[4], name).toBe('0912345678');
    }
  });
