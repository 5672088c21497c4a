import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../documents/feed-reader.ts';
import {
  atomLayout,
  type FeedItem,
  feedXml,
  jsonLayout,
  piecesOf,
  whole,
} from '../../documents/open-data.ts';
import { mapFeedRow, toFeedRow } from '../../domain/feed-mapping.ts';
import { FEED_ELEMENTS, type FeedRow } from '../../domain/feed-row.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';

const content: VacancyContent = {
  ...emptyVacancyContent(),
  agencyCode: 'A58000000A',
  agencyName: '行政院人事行政總處',
  title: '科員 <A&B> "1"',
  personnelCategory: '8',
  openings: 2,
  workplaces: ['61', '72'],
  listedFrom: '2026-11-20',
  listedTo: '2026-12-04',
  rankClasses: ['薦任', '委任'],
  email: 'hr@example.gov.tw',
  grade: '委任第5職等或薦任第6職等至第7職等',
  jobSeries: 'A107',
  qualifications: '一、資格\n二、]]> 及 \u0001控制字元',
  duties: '人事業務',
  mode: 'civilService',
};
const row = toFeedRow(content, '1151100001', 'https://jobs.example.tw');
const item: FeedItem = {
  no: '1151100001',
  content,
  publishedAt: '2026-11-20T00:00:00.000Z',
  updatedAt: '2026-11-21T00:00:00.000Z',
  closesAt: '2026-12-04T16:00:00.000Z',
  url: 'https://jobs.example.tw/vacancies/1151100001?a=1&b=2',
};
const meta = {
  url: 'https://jobs.example.tw/open-data/vacancies.json',
  siteUrl: 'https://jobs.example.tw/vacancies',
  updatedAt: '2026-11-21T00:00:00.000Z',
};
const reread = (xml: string) => {
  const feed = readFeed(Buffer.from(xml));
  if (!feed.ok) throw new Error(feed.message);
  return feed;
};

const feedJson = (items: FeedItem[], m: typeof meta) =>
  whole(piecesOf(jsonLayout({ ...m, schemaUrl: SCHEMA }), items));
const feedAtom = (items: FeedItem[], m: typeof meta) => whole(piecesOf(atomLayout(m), items));
const SCHEMA = 'https://jobs.example.tw/open-data/vacancies.schema.json';

describe('[R16] the official XML layout', () => {
  it('has declaration, ROOT, ANNOUNCE_DATE and rows of 22 elements in order', async () => {
    const xml = await feedXml([row], '2026-11-24');
    expect(xml.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<ROOT>\n')).toBe(true);
    expect(xml).toContain('<ANNOUNCE_DATE>1151124</ANNOUNCE_DATE>');
    expect(xml).toContain('<WORK_PLACE_TYPE>,61-嘉義縣,72-臺南市</WORK_PLACE_TYPE>');
    expect(xml).toContain('<DATE_FROM>1151120</DATE_FROM>');
    expect(xml).toContain('<URL_LINK />');
    expect([...xml.matchAll(/^ {4}<([A-Z_]+)/gm)].map((match) => match[1])).toEqual([...FEED_ELEMENTS]);
  });

  it('escapes what XML reserves and drops what it cannot hold', async () => {
    const feed = reread(await feedXml([row], '2026-11-24'));
    expect(feed.announceDay).toBe('2026-11-24');
    expect(feed.rows[0]?.row.TITLE).toBe('科員 <A&B> "1"');
    expect(feed.rows[0]?.row.WORK_QUALITY).toBe('一、資格\n二、]]> 及 控制字元');
  });

  it('[R13] is read back into the vacancy it came from', async () => {
    const feed = reread(await feedXml([row], '2026-11-24'));
    const mapped = mapFeedRow(feed.rows[0]?.row ?? {});
    expect(mapped).toMatchObject({
      ok: true,
      sourceNo: '1151100001',
      content: { title: content.title, workplaces: ['61', '72'], openings: 2, listedTo: '2026-12-04' },
    });
  });

  it('keeps every printable text through writing and reading', async () => {
    const text = fc
      .string({ unit: 'binary' })
      .map((s) => s.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 22, maxLength: 22 }), async (texts) => {
        const any = Object.fromEntries(FEED_ELEMENTS.map((name, i) => [name, texts[i] ?? ''])) as FeedRow;
        expect(reread(await feedXml([any], '2026-01-01')).rows[0]?.row).toEqual(any);
      }),
    );
  });

  it('takes rows from a cursor, and none at all', async () => {
    const cursor = async function* () {
      for (let i = 0; i < 500; i += 1) yield { ...row, TITLE: String(i) };
    };
    const feed = reread(await feedXml(cursor(), '2026-11-24'));
    expect(feed.rows.map((r) => r.row.TITLE)).toEqual(Array.from({ length: 500 }, (_, i) => String(i)));
    expect(reread(await feedXml([], '2026-11-24')).rows).toEqual([]);
  });
});

describe('[R16] JSON and Atom', () => {
  it('tell code and word, and nothing of the officer who wrote', async () => {
    const json = await feedJson(
      [{ ...item, content: { ...content, writerName: '陳怡君', writerEmail: 'w@x.tw' } }],
      meta,
    );
    expect(json).not.toContain('陳怡君');
    expect(json).not.toContain('w@x.tw');
    expect(JSON.parse(json)).toMatchObject({
      count: 1,
      updatedAt: meta.updatedAt,
      vacancies: [
        {
          vacancyNo: '1151100001',
          jobSeries: { code: 'A107', name: '人事行政' },
          workplaces: [
            { code: '61', name: '嘉義縣' },
            { code: '72', name: '臺南市' },
          ],
          retrieval: { mode: 'civilService', name: '須具公務人員任用資格' },
        },
      ],
    });
  });

  it('Atom is well-formed and names each post, its agency and its period', async () => {
    const atom = await feedAtom([item], meta);
    const texts = new Map<string, string[]>();
    let text = '';
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', (tag) => {
      expect(tag.uri).toBe('http://www.w3.org/2005/Atom');
      text = '';
    });
    parser.on('text', (piece) => {
      text += piece;
    });
    parser.on('closetag', ({ name }) => texts.set(name, [...(texts.get(name) ?? []), text]));
    parser.write(atom).close();
    expect(texts.get('title')).toEqual(['事求人機關徵才', '行政院人事行政總處 科員 <A&B> "1"']);
    expect(texts.get('id')).toEqual([meta.url, item.url]);
    expect(texts.get('name')).toEqual(['行政院人事行政總處']);
    expect(texts.get('summary')?.[0]).toContain('上網有效期間：115/11/20 ~ 115/12/04');
  });

  it('the same data give the same bytes', async () => {
    expect(await feedJson([item], meta)).toBe(await feedJson([item], meta));
    expect(await feedAtom([item], meta)).toBe(await feedAtom([item], meta));
  });
});
