import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { writeOds } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOnPath } from '../../dev/find-on-path.ts';
import { importTemplate } from '../../documents/import-template.ts';
import { MAX_IMPORT_ROWS } from '../../documents/sheet-reader.ts';
import { MAX_IMPORT_BYTES, type ReadImport, readVacancyFile } from '../../documents/vacancy-import.ts';
import { judgeZip } from '../../documents/zip-guard.ts';

const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const good = (read: ReadImport) => {
  if (!read.ok) throw new Error(read.message);
  return read;
};
const message = (read: ReadImport): string => (read.ok ? '' : read.message);
const HEADS = ['備註', '人員區分*', '職稱*', '名額*', '上網有效期間起日*', '截止時間'];
const csv = (...lines: string[]): string => [HEADS.join(','), ...lines].join('\r\n');
/** Big5 of the few characters used below: the platform decodes it but does not encode. */
const BIG5: Record<string, number> = {
  備: 0xb3c6,
  註: 0xb5f9,
  人: 0xa448,
  員: 0xadfb,
  區: 0xb0cf,
  分: 0xa4c0,
  職: 0xc2be,
  稱: 0xbad9,
  科: 0xacec,
};
const big5 = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((one) => {
      const code = BIG5[one];
      return code ? [code >> 8, code & 0xff] : [one.charCodeAt(0)];
    }),
  );

async function xlsx(rows: unknown[][], formats: Record<string, string> = {}): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('職缺');
  for (const row of rows) sheet.addRow(row);
  for (const [cell, format] of Object.entries(formats)) sheet.getCell(cell).numFmt = format;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('[R13] files of vacancies', () => {
  it.each(['xlsx', 'ods', 'csv'] as const)(
    'the %s template is read back: its example is passed over',
    async (kind) => {
      const template = await importTemplate(kind);
      expect(message(await readVacancyFile(template))).toContain('沒有要匯入的職缺');
      if (kind !== 'csv') return;
      const filled = Buffer.from(
        Buffer.from(template).toString('utf8').replace('範例（不匯入）', ''),
        'utf8',
      );
      const read = good(await readVacancyFile(filled));
      expect(read.rows).toHaveLength(1);
      expect(read.rows[0]?.cells).toMatchObject({
        職稱: '科員',
        工作地: '10-臺北市,20-基隆市',
        截止時間: '17:00',
      });
      expect(read.columns.職稱).toBe('I');
    },
  );

  it('a spreadsheet’s own dates, times and numbers are read as people see them', async () => {
    const rows = [
      ['標題'],
      HEADS,
      ['', '13', '科員', 2, new Date(Date.UTC(2026, 11, 1)), 17 / 24],
      [],
      ['範例', '13', '不匯入', 1],
    ];
    const book = good(await readVacancyFile(await xlsx(rows, { E3: 'yyyy/mm/dd', F3: 'hh:mm' })));
    expect(book).toMatchObject({ format: 'xlsx', columns: { 職稱: 'C', 截止時間: 'F' } });
    expect(book.rows).toEqual([
      {
        row: 3,
        cells: { 人員區分: '13', 職稱: '科員', 名額: '2', 上網有效期間起日: '115/12/01', 截止時間: '17:00' },
      },
    ]);
    const ods = good(
      await readVacancyFile(
        await writeOds({
          sheets: [{ name: 'a', rows: [HEADS, ['', '13', '科員', 2, new Date(Date.UTC(2026, 11, 1))]] }],
        }),
      ),
    );
    expect(ods).toMatchObject({ format: 'ods' });
    expect(ods.rows[0]?.cells).toMatchObject({ 職稱: '科員', 名額: '2', 上網有效期間起日: '115/12/01' });
  });

  it('CSV in UTF-8, with its mark, in UTF-16 and in Big5; a quoted cell keeps its lines', async () => {
    const text = csv(',13,科員,1,,', ',13,"第一行\n第二行",1,,');
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le'),
    ]) {
      const read = good(await readVacancyFile(bytes));
      expect(read.format).toBe('csv');
      expect(read.rows.map((row) => row.cells.職稱)).toEqual(['科員', '第一行\n第二行']);
    }
    const old = good(await readVacancyFile(big5('備註,人員區分,職稱\r\n,13,科員\r\n')));
    expect(old.rows).toEqual([{ row: 2, cells: { 人員區分: '13', 職稱: '科員' } }]);
  });

  it('the official XML is told by its content, its rows by their line', async () => {
    const xml =
      '<?xml version="1.0" encoding="utf-8"?>\n<ROOT>\n<ANNOUNCE_DATE>1151124</ANNOUNCE_DATE>\n<ROW><TITLE>科員</TITLE></ROW>\n</ROOT>';
    expect(good(await readVacancyFile(Buffer.from(xml)))).toEqual({
      ok: true,
      format: 'xml',
      columns: {},
      rows: [{ row: 4, cells: { TITLE: '科員' } }],
    });
    expect(message(await readVacancyFile(Buffer.from(`${xml}<`)))).toMatch(/第 5 行/);
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><ROOT>&b;</ROOT>';
    expect(message(await readVacancyFile(Buffer.from(bomb)))).toContain('DOCTYPE');
  });

  // LibreOffice is no part of the project: where it is installed, what it writes is read too
  const office = findOnPath('soffice');
  if (office !== null)
    it('what LibreOffice writes is read', async () => {
      const source = path.join(folder, 'list.csv');
      await writeFile(source, csv(',13-約僱人員,科員,1,115/12/1,17:00'));
      for (const kind of ['xlsx', 'ods']) {
        const home = `-env:UserInstallation=file://${folder}/office`;
        const reading = '--infilter=CSV:44,34,76';
        await run(
          office ?? '',
          ['--headless', home, reading, '--convert-to', kind, '--outdir', folder, source],
          { timeout: 120_000 },
        );
        const read = good(await readVacancyFile(await readFile(path.join(folder, `list.${kind}`))));
        expect(read.rows[0]?.cells).toMatchObject({ 人員區分: '13-約僱人員', 職稱: '科員', 名額: '1' });
      }
    }, 150_000);

  it('what is no such file is said to be none, with a way on', async () => {
    const texts: [Uint8Array, string][] = [
      [new Uint8Array(), '檔案是空的'],
      [Buffer.from('%PDF-1.7\0\0\0'), '不是 XLSX、ODS、CSV 或官方 XML 檔'],
      [Buffer.from([0xff, 0xff, 0xfd, 0x80]), '看不出文字編碼'],
      [Buffer.from('甲,乙\r\n1,2'), '找不到欄位名稱列'],
      [Buffer.from(csv()), '沒有要匯入的職缺'],
      [Buffer.from('人員區分,職稱,薪資\r\n13,科員,3'), 'C 欄「薪資」'],
      [Buffer.from('人員區分,職稱,職稱\r\n13,科員,3'), '欄位「職稱」出現兩次'],
      [
        Buffer.from(csv(...Array.from({ length: MAX_IMPORT_ROWS + 1 }, () => ',13,科員,1,,'))),
        '一次最多匯入',
      ],
      [new Uint8Array(MAX_IMPORT_BYTES + 1), '超過 10 MB'],
      [zip([{ name: 'a.txt', data: Buffer.from('x') }]), '不是 XLSX 或 ODS 試算表'],
      [(await importTemplate('xlsx')).subarray(0, 900), '檔案已損毀'],
    ];
    for (const [bytes, words] of texts) expect(message(await readVacancyFile(bytes))).toContain(words);
  });
});

interface Part {
  name: string;
  data: Buffer;
  /** What the directory says instead of the truth. */
  says?: number;
  flags?: number;
}

/** A zip as any program writes it, or one that lies. */
function zip(parts: readonly Part[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, says, flags = 0 } of parts) {
    const packed = deflateRawSync(data, { level: 9 });
    const head = Buffer.alloc(30 + name.length);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(says ?? data.length, 22);
    head.writeUInt16LE(name.length, 26);
    head.write(name, 30, 'latin1');
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(says ?? data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46, 'latin1');
    locals.push(head, packed);
    central.push(entry);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe('files that would not fit', () => {
  const LIMITS = { parts: 10, bytes: 4 * 1024 * 1024 };

  it('a small archive is judged by what it unfolds to, also when its directory lies', () => {
    const big = Buffer.alloc(5 * 1024 * 1024);
    expect(judgeZip(zip([{ name: 'a', data: Buffer.from('x') }]), LIMITS)).toEqual({
      ok: true,
      names: ['a'],
    });
    expect(judgeZip(zip([{ name: 'a', data: big }]), LIMITS)).toEqual({ ok: false, why: 'bomb' });
    expect(judgeZip(zip([{ name: 'a', data: big, says: 100 }]), LIMITS)).toEqual({ ok: false, why: 'bomb' });
    expect(judgeZip(zip([{ name: 'a', data: Buffer.from('x'), flags: 1 }]), LIMITS)).toEqual({
      ok: false,
      why: 'encrypted',
    });
    const many = Array.from({ length: 11 }, (_, i) => ({ name: `p${i}`, data: Buffer.from('x') }));
    expect(judgeZip(zip(many), LIMITS)).toEqual({ ok: false, why: 'bomb' });
    const whole = zip([{ name: 'a', data: Buffer.from('abc'.repeat(100)) }]);
    for (let cut = 0; cut < whole.length; cut += 7)
      expect(judgeZip(whole.subarray(0, cut), LIMITS)).toEqual({ ok: false, why: 'broken' });
  });

  it('parts that share their bytes are refused', () => {
    const bytes = Buffer.from(
      zip([
        { name: 'a', data: Buffer.from('abc') },
        { name: 'b', data: Buffer.from('def') },
      ]),
    );
    const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(0, second + 42);
    expect(judgeZip(bytes, LIMITS)).toEqual({ ok: false, why: 'bomb' });
  });

  it('[R13] neither a deflate bomb nor repeated cells of an ODS take the reader down', async () => {
    const sheet = Buffer.alloc(90 * 1024 * 1024, '<row/>');
    const deflate = zip([
      { name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') },
      { name: 'xl/worksheets/sheet1.xml', data: sheet },
    ]);
    expect(deflate.length).toBeLessThan(1024 * 1024);
    expect(message(await readVacancyFile(deflate))).toContain('展開後過大');
    const cells =
      '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>';
    const content = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">${cells}</table:table></office:spreadsheet></office:body></office:document-content>`;
    const repeat = zip([
      { name: 'mimetype', data: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
      { name: 'content.xml', data: Buffer.from(content) },
    ]);
    expect((await readVacancyFile(repeat)).ok).toBe(false);
    // and the next file is read as ever
    expect((await readVacancyFile(Buffer.from(csv(',13,科員,1,,')))).ok).toBe(true);
  }, 60_000);
});
