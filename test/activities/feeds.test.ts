import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSnapshots, refreshFeeds, startFeeds } from '../../activities/feeds.ts';
import { sha256 } from '../../db/crypto.ts';
import { FEEDS } from '../../domain/open-data.ts';
import { failsOnce } from '../support/fails-once.ts';
import { type Scene, scene, vacancyOf } from '../support/scene.ts';
import { ORIGIN, type Web, webOf } from '../support/web.ts';
import { words } from '../web/officer/html.ts';

let s: Scene;
let said: [Record<string, unknown>, string][];
const log = {
  info: (fields: Record<string, unknown>, event: string) => void said.push([fields, event]),
  warn: (fields: Record<string, unknown>, event: string) => void said.push([fields, event]),
  error: (fields: Record<string, unknown>, event: string) => void said.push([fields, event]),
};
const deps = () => ({ db: s.worker, config: { publicUrl: ORIGIN }, log });
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());
beforeEach(async () => {
  said = [];
  await s.admin.updateTable('vacancy').set({ stage: 'archived' }).execute();
  await s.admin.deleteFrom('feed_snapshot').execute();
});

const PATHS = { xml: 'xml', xml2: 'xml?version=2', json: 'json', atom: 'atom' } as const;
const textOf = async (web: Web, name: (typeof FEEDS)[number]): Promise<string> => {
  const r = await web.get(`/open-data/vacancies.${PATHS[name]}`);
  expect(r.status).toBe(200);
  return r.text();
};
const stored = () => s.admin.selectFrom('feed_snapshot').selectAll().orderBy('name').execute();
const made = () => said.filter(([, event]) => event === 'feeds').map(([fields]) => fields.made);
const MARK = '<!-- from the snapshot -->';
/** Marks the stored texts, as if they had been made so. */
const mark = async (): Promise<void> => {
  for (const { name, gzipped } of await stored()) {
    const marked = gzipSync(gunzipSync(gzipped).toString() + MARK);
    await s.admin
      .updateTable('feed_snapshot')
      .set({ gzipped: marked, sha256: sha256(marked) })
      .where('name', '=', name)
      .execute();
  }
};

describe('[R16] snapshots of the open data', () => {
  it('of all four texts are what the web would make itself, and are what it sends', async () => {
    await vacancyOf(s, { content: { title: '專員 & <主任>' } });
    const own = await webOf(s);
    const texts = Object.fromEntries(
      await Promise.all(FEEDS.map(async (name) => [name, await textOf(own, name)] as const)),
    );
    await refreshFeeds(deps());
    const rows = await stored();
    expect(rows.map(({ name, vacancies }) => [name, vacancies]).sort()).toEqual([
      ['atom', 1],
      ['json', 1],
      ['xml', 1],
      ['xml2', 1],
    ]);
    for (const { name, gzipped } of rows) expect(gunzipSync(gzipped).toString(), name).toBe(texts[name]);
    await mark();
    const fresh = await webOf(s);
    for (const name of FEEDS) expect(await textOf(fresh, name), name).toBe(`${texts[name]}${MARK}`);
    expect(said).toEqual([[{ made: [...FEEDS], vacancies: 1 }, 'feeds']]);
  });

  it('are not sent once anything changed: who asks first has the text made, at once', async () => {
    const no = await vacancyOf(s);
    await makeSnapshots(deps(), { all: false });
    await mark();
    const web = await webOf(s);
    const before = await web.get('/open-data/vacancies.json');
    expect(await before.text()).toContain(MARK);
    await s.admin
      .updateTable('vacancy')
      .set({
        content: sql<string>`jsonb_set(content, '{title}', '"修正後職稱"')`,
        version: sql<number>`version + 1`,
        updated_at: new Date(),
      })
      .where('no', '=', no)
      .execute();
    const seen = { 'if-none-match': before.headers.get('etag') as string };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => web.get('/open-data/vacancies.json', undefined, seen)),
    );
    for (const r of answers) {
      expect(r.status).toBe(200);
      const text = await r.text();
      expect(text).toContain('修正後職稱');
      expect(text).not.toContain(MARK);
    }
  });

  it('are made again after a change and left alone without one; the Schedule makes all of them', async () => {
    const no = await vacancyOf(s);
    for (let i = 0; i < 2; i++) await makeSnapshots(deps(), { all: false });
    expect(made()).toEqual([[...FEEDS]]);
    await s.admin.updateTable('vacancy').set({ closes_at: new Date() }).where('no', '=', no).execute();
    await makeSnapshots(deps(), { all: false });
    expect(made()).toEqual([[...FEEDS], [...FEEDS]]);
    expect((await stored()).map((row) => row.vacancies)).toEqual([0, 0, 0, 0]);
    await refreshFeeds(deps());
    expect(made()).toHaveLength(3);
  });

  it('whose bytes were damaged are not sent', async () => {
    await vacancyOf(s);
    await makeSnapshots(deps(), { all: false });
    await s.admin
      .updateTable('feed_snapshot')
      .set({ gzipped: gzipSync('damaged') })
      .execute();
    const web = await webOf(s);
    for (const name of FEEDS) expect(await textOf(web, name), name).toContain('測試科員');
  });

  it('above 5,000 vacancies only the newest are kept, and nothing old stays beside', async () => {
    const no = await vacancyOf(s);
    await makeSnapshots(deps(), { all: false });
    await sql`insert into vacancy select copied.* from vacancy v, generate_series(1, 5000) i,
      jsonb_populate_record(v, jsonb_build_object('no', '11003' || lpad(i::text, 5, '0'), 'search_text', ''))
        as copied where v.no = ${no}`.execute(s.admin);
    await makeSnapshots(deps(), { all: false });
    expect((await stored()).map(({ name, vacancies }) => [name, vacancies])).toEqual([['atom', 5_001]]);
  });

  it('their age and rows stand on the page and in the metrics', async () => {
    await vacancyOf(s);
    const web = await webOf(s);
    expect(words(await (await web.get('/open-data')).text())).toContain('最近產製 尚未產製');
    expect(await (await web.get('/metrics')).text()).toMatch(/^open_data_snapshot_age_seconds NaN$/im);
    await makeSnapshots(deps(), { all: false });
    await s.admin
      .updateTable('feed_snapshot')
      .set({ made_at: sql<Date>`clock_timestamp() - interval '2 hours'` })
      .where('name', '=', 'json')
      .execute();
    expect(words(await (await web.get('/open-data')).text())).toMatch(
      /最近產製 \d{3}\/\d\d\/\d\d \d\d:\d\d:\d\d，1 筆/,
    );
    const metrics = await (await web.get('/metrics')).text();
    expect(metrics).toMatch(/^open_data_snapshot_vacancies 1$/m);
    expect(metrics).toMatch(/^open_data_snapshot_age_seconds 72\d\d$/m);
  });

  it('are looked after while the worker runs, and a database that is away is waited for', async () => {
    await vacancyOf(s);
    const feeds = startFeeds({ ...deps(), db: s.worker.withPlugin(failsOnce()) }, 20);
    await expect.poll(async () => (await stored()).length, { timeout: 20_000 }).toBe(4);
    await feeds.stop();
    expect(said.map(([, event]) => event)).toEqual(['feedsNotMade', 'feeds']);
  });
});
