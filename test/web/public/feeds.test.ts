import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFeed } from '../../../documents/feed-reader.ts';
import { FEED_ELEMENTS } from '../../../domain/feed-row.ts';
import { formatRocCompact, taipeiDay } from '../../../domain/roc-date.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { ORIGIN, type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());
beforeEach(() => s.admin.updateTable('vacancy').set({ stage: 'archived' }).execute());

/** Read back by the reader of the official file. */
const rowsOf = (bytes: Uint8Array) => {
  const read = readFeed(bytes);
  if (!read.ok) throw new Error(read.message);
  return read.rows;
};
const rowsNow = async () => {
  const r = await web.get('/open-data/vacancies.xml');
  expect(r.status).toBe(200);
  return rowsOf(new Uint8Array(await r.arrayBuffer()));
};
/** So many more of one vacancy, numbered from a month's beginning; without words, whose index takes its time. */
const copy = (no: string, month: string, count: number) =>
  sql`insert into vacancy select copied.* from vacancy v, generate_series(1, ${count}::int) i,
    jsonb_populate_record(v, jsonb_build_object('no', ${month}::text || lpad(i::text, 5, '0'), 'search_text', ''))
      as copied where v.no = ${no}`.execute(s.admin);

describe('open data [R16]', () => {
  it('is the official layout: the day, and 22 elements in order for each listed vacancy', async () => {
    const no = await vacancyOf(s, { content: { title: '專員 & <主任>', workplaces: ['10', '20'] } });
    await vacancyOf(s, { until: 'approved' });
    const r = await web.get('/open-data/vacancies.xml');
    expect(r.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const xml = await r.text();
    expect(xml).toContain(`<ANNOUNCE_DATE>${formatRocCompact(taipeiDay(new Date()))}</ANNOUNCE_DATE>`);
    const row = /<ROW>([\s\S]*?)<\/ROW>/.exec(xml)?.[1] ?? '';
    expect([...row.matchAll(/<([A-Z_]+)[ >]/g)].map((m) => m[1])).toEqual([...FEED_ELEMENTS]);
    const rows = rowsOf(new TextEncoder().encode(xml));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toMatchObject({
      TITLE: '專員 & <主任>',
      WORK_PLACE_TYPE: ',10-臺北市,20-基隆市',
      VIEW_URL: `${ORIGIN}/vacancies/${no}?work_id=${no}`,
      GENDER_TYPE: '不拘',
    });
  });

  it('drops what closes, by the minute', async () => {
    const [a, b] = [await vacancyOf(s), await vacancyOf(s)];
    expect(await rowsNow()).toHaveLength(2);
    await s.admin.updateTable('vacancy').set({ closes_at: new Date() }).where('no', '=', a).execute();
    expect((await rowsNow()).map((r) => r.row.VIEW_URL?.slice(-10))).toEqual([b]);
    await s.admin.updateTable('vacancy').set({ stage: 'closed' }).where('no', '=', b).execute();
    expect(await rowsNow()).toEqual([]);
  });

  it.each(['xml', 'json', 'atom'])(
    '%s is not sent again to who has it, and anew after a change',
    async (format) => {
      const path = `/open-data/vacancies.${format}`;
      const no = await vacancyOf(s);
      const first = await web.get(path);
      const etag = first.headers.get('etag') as string;
      const modified = first.headers.get('last-modified') as string;
      // weak: the same names what is sent zipped and what is not
      expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
      for (const seen of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
        const again = await web.get(path, undefined, { 'if-none-match': seen });
        expect([again.status, await again.text()], seen).toEqual([304, '']);
      }
      expect((await web.get(path, undefined, { 'if-modified-since': modified })).status).toBe(304);
      expect((await web.get(path, undefined, { 'if-none-match': '"other"' })).status).toBe(200);
      // the ETag decides where both are sent
      const both = { 'if-none-match': '"other"', 'if-modified-since': modified };
      expect((await web.get(path, undefined, both)).status).toBe(200);
      expect((await web.get(path, undefined, { 'if-modified-since': 'nonsense' })).status).toBe(200);

      await s.admin
        .updateTable('vacancy')
        .set({ closes_at: new Date(), updated_at: new Date(Date.now() + 2_000) })
        .where('no', '=', no)
        .execute();
      expect((await web.get(path, undefined, { 'if-none-match': etag })).status).toBe(200);
      expect((await web.get(path, undefined, { 'if-modified-since': modified })).status).toBe(200);
    },
  );

  it('says the same in JSON and Atom, with addresses of this system and nothing that is not on the page', async () => {
    const no = await vacancyOf(s, {
      content: { writerName: '不公開填寫人', writerEmail: 'writer@agency.example' },
    });
    const json = await (await web.get('/open-data/vacancies.json')).text();
    expect(JSON.parse(json)).toMatchObject({
      count: 1,
      vacancies: [{ vacancyNo: no, url: `${ORIGIN}/vacancies/${no}`, title: '測試科員' }],
    });
    const atom = await (await web.get('/open-data/vacancies.atom')).text();
    expect(atom).toContain(`<link rel="alternate" href="${ORIGIN}/vacancies/${no}" />`);
    const xml = await (await web.get('/open-data/vacancies.xml')).text();
    for (const text of [json, atom, xml]) expect(text).not.toMatch(/不公開填寫人|writer@agency/);
  });

  it('goes on over pages of a thousand', async () => {
    const no = await vacancyOf(s);
    await copy(no, '11001', 1_001);
    const rows = await rowsNow();
    expect(rows).toHaveLength(1_002);
    expect(new Set(rows.map((r) => r.row.VIEW_URL)).size).toBe(1_002);
  });

  it.each(['xml', 'xml?version=2', 'json', 'atom'])(
    '%s after each change is what a process makes that has none of it yet',
    async (name) => {
      const path = `/open-data/vacancies.${name}`;
      const [a, b, c] = [await vacancyOf(s), await vacancyOf(s), await vacancyOf(s)] as [
        string,
        string,
        string,
      ];
      const running = await webOf(s);
      const write = (no: string, change: Record<string, unknown>) =>
        s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();
      const title = (words: string) => ({
        content: sql<string>`jsonb_set(content, '{title}', ${JSON.stringify(words)}::jsonb)`,
        version: sql<number>`version + 1`,
        updated_at: sql<Date>`clock_timestamp()`,
      });
      const changes: [() => Promise<unknown>, string][] = [
        [async () => {}, '測試科員'],
        [() => write(b, title('𠮷野 & <專員>')), '𠮷野 &'],
        [() => write(a, { stage: 'closed' }), '測試科員'],
        [() => vacancyOf(s, { content: { title: '新刊登的職缺' } }), '新刊登的職缺'],
        [() => write(c, title('短')), '短'],
        [() => write(a, { stage: 'listed' }), '測試科員'],
      ];
      for (const [change, words] of changes) {
        await change();
        const fresh = await webOf(s);
        const text = await (await running.get(path)).text();
        expect(text).toBe(await (await fresh.get(path)).text());
        expect(text).toContain(name === 'json' ? words : words.replace('&', '&amp;'));
      }
    },
  );

  it('writes the newer four elements behind version 2 only, after the 22', async () => {
    await vacancyOf(s, { content: { reserves: 2, mode: 'open' } });
    const xml = await (await web.get('/open-data/vacancies.xml?version=2')).text();
    const row = /<ROW>([\s\S]*?)<\/ROW>/.exec(xml)?.[1] ?? '';
    expect([...row.matchAll(/<([A-Za-z_]+)[ >]/g)].map((m) => m[1])).toEqual([
      ...FEED_ELEMENTS,
      'ORG_ID',
      'RESERVE_NUM',
      'Work_Type',
      'IS_TRANSFER',
    ]);
    expect(row).toMatch(
      /<ORG_ID>A58000000A<[\s\S]*<RESERVE_NUM>2<[\s\S]*<Work_Type>2<[\s\S]*<IS_TRANSFER>N</,
    );
    for (const other of ['', '?version=1', '?version=3', '?version=']) {
      const old = await web.get(`/open-data/vacancies.xml${other}`);
      expect(await old.text(), other).not.toContain('ORG_ID');
    }
  });

  it('sends gzip to who takes it, of the same bytes', async () => {
    await vacancyOf(s);
    const plain = await web.get('/open-data/vacancies.xml');
    const zipped = await web.get('/open-data/vacancies.xml', undefined, { 'accept-encoding': 'br, gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('vary')).toContain('Accept-Encoding');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(await plain.text());
  });

  it('publishes a JSON Schema that what it writes keeps to, and that other things do not', async () => {
    await vacancyOf(s, { content: { reserves: 1 } });
    await vacancyOf(s, {
      content: { openings: null, openingsText: '數名', jobSeries: '', jobSeriesText: '資訊' },
    });
    const published = await (await web.get('/open-data/vacancies.schema.json')).json();
    const schema = z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0]);
    const feed = (await (await web.get('/open-data/vacancies.json')).json()) as {
      $schema: string;
      count: number;
      vacancies: Record<string, unknown>[];
    };
    expect(feed.$schema).toBe(`${ORIGIN}/open-data/vacancies.schema.json`);
    expect(schema.safeParse(feed).error?.issues ?? []).toEqual([]);
    const [first] = feed.vacancies;
    for (const broken of [{ ...first, vacancyNo: 'x' }, { ...first, unknown: 1 }, { title: '只有職稱' }])
      expect(schema.safeParse({ ...feed, vacancies: [broken] }).success).toBe(false);
  });

  it('tells on its page and in the metrics how many there are and when they last changed', async () => {
    await vacancyOf(s);
    await vacancyOf(s);
    const text = words(await (await web.get('/open-data')).text());
    expect(text).toContain('筆數 2 筆');
    expect(text).toMatch(/最近異動 \d{3}\/\d\d\/\d\d \d\d:\d\d:\d\d/);
    const metrics = await (await web.get('/metrics')).text();
    expect(metrics).toMatch(/^open_data_vacancies 2$/m);
    expect(metrics).toMatch(/^open_data_changed_seconds \d+$/m);
  });

  it('more than is kept is written while it is sent, whole, and zipped where wanted', async () => {
    const no = await vacancyOf(s);
    await copy(no, '11002', 5_100);
    const xml = await web.get('/open-data/vacancies.xml', undefined, { 'accept-encoding': 'gzip' });
    const rows = rowsOf(gunzipSync(Buffer.from(await xml.arrayBuffer())));
    expect(new Set(rows.map((r) => r.row.VIEW_URL)).size).toBe(5_101);
    const json = await web.get('/open-data/vacancies.json');
    expect(((await json.json()) as { count: number }).count).toBe(5_101);
    // a reader who goes away in the middle
    const left = await web.get('/open-data/vacancies.json');
    await left.body?.cancel();
    const atom = await (await web.get('/open-data/vacancies.atom')).text();
    expect(atom.match(/<entry>/g)).toHaveLength(1_000);
    const etag = xml.headers.get('etag') as string;
    expect((await web.get('/open-data/vacancies.xml', undefined, { 'if-none-match': etag })).status).toBe(
      304,
    );
  }, 60_000);
});
