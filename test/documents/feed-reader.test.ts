import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_FEED_BYTES, readFeed } from '../../documents/feed-reader.ts';

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
const read = (xml: string) => readFeed(Buffer.from(xml));
const feed = (rows: string): string =>
  `${HEAD}<ROOT>\n<ANNOUNCE_DATE>1050515</ANNOUNCE_DATE>\n${rows}\n</ROOT>`;

describe('[R13] reading an official feed', () => {
  it('gives rows with the line each begins on, and texts as they stand', () => {
    const xml = feed(
      '<ROW>\n<TITLE>科員</TITLE>\n<RANK />\n<VITAE_EMAIL> a@b.tw </VITAE_EMAIL></ROW>\n<ROW><X><![CDATA[<&>]]></X></ROW>',
    );
    expect(read(xml)).toEqual({
      ok: true,
      announceDay: '2016-05-15',
      rows: [
        { line: 4, row: { TITLE: '科員', RANK: '', VITAE_EMAIL: ' a@b.tw ' } },
        { line: 8, row: { X: '<&>' } },
      ],
    });
  });

  it('passes over a byte order mark, comments and character references', () => {
    expect(read(`\ufeff${feed('<!-- x --><ROW><A>&#33274;&amp;<!-- y -->b</A></ROW>')}`)).toMatchObject({
      ok: true,
      rows: [{ row: { A: '臺&b' } }],
    });
  });

  it('takes element names from the file without harm to objects', () => {
    const result = read(feed('<ROW><__proto__>x</__proto__><constructor>y</constructor></ROW>'));
    expect(result.ok && Object.keys(result.rows[0]?.row ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ['a tag left open', feed('<ROW><A>1</ROW>'), /第 4 行：不是格式正確的 XML/, 4],
    [
      'a bare ampersand',
      feed('<ROW><A>甲 & 乙</A></ROW>\n<ROW><A>;</A></ROW>'),
      /第 4 行：不是格式正確的 XML/,
      4,
    ],
    ['a file that ends too early', `${HEAD}<ROOT>\n<ROW><A>1</A>`, /不是格式正確的 XML/, 3],
    ['something after the end', `${feed('')}<ROOT/>`, /不是格式正確的 XML/, 5],
    ['no XML at all', '職缺,機關\n科員,總處', /第 1 行：這不是 XML 檔/, 1],
    ['an unknown entity', feed('<ROW><A>&nbsp;</A></ROW>'), /第 4 行：不是格式正確的 XML/, 4],
    ['a forbidden control', feed('<ROW><A>\u0001</A></ROW>'), /第 4 行：不是格式正確的 XML/, 4],
    ['a document type', `${HEAD}<!DOCTYPE ROOT [<!ENTITY a "b">]>\n<ROOT/>`, /第 2 行：含有文件型別宣告/, 2],
    ['another root', `${HEAD}<html></html>`, /第 2 行：最外層應為 <ROOT>/, 2],
    ['another child of ROOT', feed('<JOB/>'), /第 4 行：<ROOT> 內不應有 <JOB>/, 4],
    ['an element in an element', feed('<ROW><A><B/></A></ROW>'), /第 4 行：<A> 內不應再有 <B>/, 4],
    [
      'an element in the date',
      `${HEAD}<ROOT><ANNOUNCE_DATE><X/></ANNOUNCE_DATE></ROOT>`,
      /內不應再有 <X>/,
      2,
    ],
    ['an element twice', feed('<ROW><A>1</A>\n<A>2</A></ROW>'), /第 5 行：同一筆 <ROW> 內 <A> 出現兩次/, 5],
    ['text between rows', feed('臺北'), /<ROOT> 內不應直接有文字/, 5],
    ['an attribute', feed('<ROW id="1"/>'), /第 4 行：<ROW> 不應有屬性/, 4],
    ['no announcement day', `${HEAD}<ROOT></ROOT>`, /缺少 <ANNOUNCE_DATE>/, 1],
    ['an impossible day', feed('').replace('1050515', '1050230'), /應為七碼民國日期/, 3],
    ['two announcement days', feed('<ANNOUNCE_DATE>1050515</ANNOUNCE_DATE>'), /出現兩次/, 4],
    ['another encoding', feed('').replace('utf-8', 'big5'), /編碼宣告為 big5/, 1],
    ['an empty file', '', /檔案是空的/, 0],
  ])('refuses %s and says where', (_, xml, message, line) => {
    const result = read(xml);
    expect(result).toMatchObject({ ok: false, line });
    expect(result.ok ? '' : result.message).toMatch(message);
  });

  it('refuses bytes that are not UTF-8, and a file above 50 MB before reading it', () => {
    expect(readFeed(Buffer.from([0x3c, 0xa4, 0xa4, 0x3e]))).toMatchObject({ ok: false, message: /UTF-8/ });
    expect(readFeed(new Uint8Array(MAX_FEED_BYTES + 1))).toMatchObject({ ok: false, message: /50 MB/ });
  });
});

/** The masked official file of 105/05/15 stands beside the project, never in it. */
const FILE = new URL('../../../shared/data/vacancies-1050515.xml', import.meta.url);

describe('the official file of 105/05/15, where it is at hand', () => {
  it('[R13] reads 1,106 rows of 22 elements', () => {
    if (!existsSync(FILE)) return;
    const result = readFeed(readFileSync(FILE));
    expect(result).toMatchObject({ ok: true, announceDay: '2016-05-15' });
    if (!result.ok) return;
    expect(result.rows).toHaveLength(1_106);
    for (const { row } of result.rows) expect(Object.keys(row)).toHaveLength(22);
  });
});
