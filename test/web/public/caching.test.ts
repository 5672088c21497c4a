import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failsOnce } from '../../support/fails-once.ts';
import { applicantOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
let no: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  no = await vacancyOf(s);
});
afterAll(() => s.close());

const etagOf = async (path: string, of = web): Promise<string> => {
  const r = await of.get(path);
  expect(r.status, path).toBe(200);
  return r.headers.get('etag') ?? '';
};
const asked = (path: string, etag: string, of = web) => of.get(path, undefined, { 'if-none-match': etag });
const retitle = (title: string) =>
  s.admin
    .updateTable('vacancy')
    .set((eb) => ({ content: eb.fn('jsonb_set', ['content', eb.val('{title}'), eb.val(`"${title}"`)]) }))
    .where('no', '=', no)
    .execute();

describe('public pages may be stored and must be asked for [R11]', () => {
  it('carry a tag and no-cache, and are answered 304 to whoever has them', async () => {
    for (const path of [
      '/',
      '/vacancies?place=10',
      `/vacancies/${no}`,
      '/guide',
      '/apply/open',
      '/open-data',
    ]) {
      const r = await web.get(path);
      expect(r.headers.get('cache-control'), path).toBe('public, no-cache');
      expect(r.headers.get('vary'), path).toBe('Cookie, HX-Request, HX-Request-Type, Accept-Encoding');
      const etag = r.headers.get('etag') ?? '';
      expect(etag, path).toMatch(/^W\/"[\w-]{27}"$/);
      const again = await asked(path, etag);
      expect([again.status, await again.text()], path).toEqual([304, '']);
      expect((await asked(path, 'W/"other"')).status, path).toBe(200);
    }
  });

  it('a revision shows at once, in every process', async () => {
    const other = await webOf(s);
    const path = `/vacancies/${no}`;
    const [before] = [await etagOf(path), await etagOf(path, other)];
    await retitle('修正後的職稱');
    for (const one of [web, other]) {
      const r = await asked(path, before, one);
      expect(r.status).toBe(200);
      expect(words(await r.text())).toContain('修正後的職稱');
    }
    await s.admin.updateTable('agency').set({ name: '改名後的機關' }).where('id', '=', s.agencyId).execute();
    expect(words(await (await web.get(path)).text())).toContain('改名後的機關');
  });

  it('a kept page ends with its closing minute and with its day', async () => {
    let now = new Date();
    const clock = await webOf(s, { services: { now: () => now } });
    const path = `/vacancies/${no}`;
    const text = async (): Promise<string> => words(await (await clock.get(path)).text());
    expect(await text()).toContain('還有 14 天');
    now = new Date(now.getTime() + 86_400_000);
    expect(await text()).toContain('還有 13 天');
    now = new Date(now.getTime() + 20 * 86_400_000);
    expect(await text()).toContain('不再受理應徵');
  });

  it('many who look at the same moment see each what they asked for, also after the database was away', async () => {
    const others = await Promise.all([vacancyOf(s), vacancyOf(s, { content: { title: '另一職缺' } })]);
    const nos = Array.from({ length: 30 }, (_, i) => [no, ...others, '1150000001'][i % 4] as string);
    const pages = await Promise.all(nos.map((one) => web.get(`/vacancies/${one}`)));
    for (const [i, r] of pages.entries())
      if (i % 4 === 3) expect(r.status).toBe(404);
      else expect(await r.text()).toContain(`>${nos[i]}<`);
    const away = await webOf(s, { quiet: true, services: { db: s.web.withPlugin(failsOnce()) } });
    expect((await away.get(`/vacancies/${no}`)).status).toBe(500);
    expect((await away.get(`/vacancies/${no}`)).status).toBe(200);
  });

  it('[R2] every look is counted, a 304 too, and the counters of a kept page are those of now', async () => {
    let seen = 0;
    let online = 1;
    const counting = await webOf(s, {
      services: {
        visits: {
          seen: () => {
            seen += 1;
          },
          counters: () => ({ online, today: 20, total: 300 }),
          flush: async () => {},
        },
      },
    });
    const path = `/vacancies/${no}`;
    const etag = await etagOf(path, counting);
    online = 7_654;
    expect((await asked(path, etag, counting)).status).toBe(304);
    for (const coding of [undefined, 'gzip']) {
      const r = await counting.get(path, undefined, coding ? { 'accept-encoding': coding } : {});
      const body = Buffer.from(await r.arrayBuffer());
      expect((coding ? gunzipSync(body) : body).toString()).toContain('<dd>7,654</dd>');
    }
    expect(seen).toBe(4);
  });
});

describe('compression', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ] as const)('of %s is %s, and the page is the same', async (accepted, coding) => {
    for (const path of [`/vacancies/${no}`, '/vacancies']) {
      const plain = await (await web.get(path)).text();
      for (let i = 0; i < 2; i++) {
        const r = await web.get(path, undefined, { 'accept-encoding': accepted });
        expect(r.headers.get('content-encoding')).toBe(coding);
        const body = Buffer.from(await r.arrayBuffer());
        const open = coding === 'br' ? brotliDecompressSync : coding ? gunzipSync : (b: Buffer) => b;
        expect(open(body).toString()).toBe(plain);
        if (coding) expect(body.length).toBeLessThan(Buffer.byteLength(plain) / 2);
      }
    }
  });

  it('leaves alone what is one person’s: signed in, told something once, or behind a mailed link', async () => {
    const applicant = await web.signIn(await applicantOf(s, 'cached@mail.example'));
    const takes = { 'accept-encoding': 'br, gzip' };
    const said = Buffer.from(JSON.stringify({ kind: 'success', text: '剛才說的話' })).toString('base64url');
    for (const [path, r] of [
      [`/vacancies/${no}`, await web.get(`/vacancies/${no}`, applicant, takes)],
      ['/', await web.get('/', applicant, takes)],
      ['told', await web.get('/', undefined, { ...takes, cookie: `said=${said}` })],
      ['/applicant/sign-in', await web.get('/applicant/sign-in', undefined, takes)],
      ['/newsletter/manage', await web.get(`/newsletter/manage/${'a'.repeat(43)}`, undefined, takes)],
    ] as const) {
      expect(r.headers.get('content-encoding'), path).toBeNull();
      expect(r.headers.get('cache-control'), path).not.toContain('public');
      expect(r.headers.get('etag'), path).toBeNull();
    }
    // and nothing of it stays for the next
    expect(await (await web.get(`/vacancies/${no}`)).text()).not.toContain('登出');
    expect(await (await web.get('/')).text()).not.toContain('剛才說的話');
  });
});
