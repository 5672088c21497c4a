import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readFeed } from '../../../documents/feed-reader.ts';
import { FEED_ELEMENTS } from '../../../domain/feed-row.ts';
import { formatRocCompact, taipeiDay } from '../../../domain/roc-date.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { ORIGIN, type Web, webOf } from '../../support/web.ts';

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
      expect(etag).toMatch(/^"[\w-]{27}"$/);
      for (const seen of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
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
    await sql`insert into vacancy
      select (jsonb_populate_record(v, jsonb_build_object('no', '11001' || lpad(i::text, 5, '0')))).*
      from vacancy v, generate_series(1, 1001) i where v.no = ${no}`.execute(s.admin);
    const rows = await rowsNow();
    expect(rows).toHaveLength(1_002);
    expect(new Set(rows.map((r) => r.row.VIEW_URL)).size).toBe(1_002);
  });
});
