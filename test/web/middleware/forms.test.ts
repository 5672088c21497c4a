import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene } from '../../support/scene.ts';
import { ORIGIN, type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
let as: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  as = await web.signIn(s.officer);
});
afterAll(() => s.close());

const FORM = 'application/x-www-form-urlencoded';
const send = (o: { headers: Record<string, string>; body?: string; cookie?: string; path?: string }) =>
  web.app.request(o.path ?? '/account/sign-ins/end', {
    method: 'POST',
    body: o.body ?? `_csrf=${as.csrf}`,
    headers: { cookie: o.cookie ?? as.cookie, ...o.headers },
  });

describe('where a post may come from', () => {
  const own = { origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'content-type': FORM };
  it.each([
    ['our page', own, 303],
    ['our page, old browser without Sec-Fetch-Site', { origin: ORIGIN, 'content-type': FORM }, 303],
    ['our page under 127.0.0.1', { ...own, origin: 'http://127.0.0.1:3000' }, 303],
    ['our page by Sec-Fetch-Site alone', { 'sec-fetch-site': 'same-origin', 'content-type': FORM }, 303],
    ['another site', { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['another site that claims to be ours', { ...own, origin: 'https://evil.example' }, 403],
    ['a neighbour of the same site', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['our origin sent across sites', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['a hidden origin', { ...own, origin: 'null' }, 403],
    ['another port', { ...own, origin: 'http://localhost:3001' }, 403],
    ['no browser at all', { 'content-type': FORM }, 403],
    ['another site, as JSON', { origin: 'https://evil.example', 'content-type': 'application/json' }, 403],
    ['our page, as JSON', { ...own, 'content-type': 'application/json' }, 415],
    ['our page, as plain text', { ...own, 'content-type': 'text/plain' }, 415],
  ])('%s → %#', async (_who, headers, status) => {
    expect((await send({ headers })).status).toBe(status);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s from elsewhere is refused too', async (method) => {
    const r = await web.app.request('/account', {
      method,
      headers: { cookie: as.cookie, origin: 'https://evil.example' },
    });
    expect(r.status).toBe(403);
  });

  it.each([
    ['none', ''],
    ['another sign-in’s', `_csrf=${'a'.repeat(43)}`],
    ['a shorter one', '_csrf=abc'],
  ])('a token that is %s is refused, and the form offered again with a fresh one', async (_what, body) => {
    const r = await send({ headers: own, body: `${body}&note=kept%20text` });
    expect(r.status).toBe(403);
    const page = await r.text();
    expect(page).toContain(`value="${as.csrf}"`);
    expect(page).toContain('value="kept text"');
    expect(page).toContain('action="/account/sign-ins/end"');
  });

  it('htmx may send the token as a header', async () => {
    const r = await send({ headers: { ...own, 'x-csrf-token': as.csrf, 'hx-request': 'true' }, body: '' });
    expect(r.status).toBe(204);
    expect(r.headers.get('hx-redirect')).toBe('/account');
  });
});

describe('sizes', () => {
  it('refuses a form above one megabyte, also one that lies about or hides its length', async () => {
    const large = `_csrf=${as.csrf}&a=${'x'.repeat(1_100_000)}`;
    const headers = { origin: ORIGIN, 'content-type': FORM };
    expect((await send({ headers, body: large })).status).toBe(413);
    const stream = new Blob([large]).stream();
    const r = await web.app.request('/account/sign-ins/end', {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: { cookie: as.cookie, ...headers },
    } as RequestInit);
    expect(r.status).toBe(413);
    expect(await r.text()).toContain('送出的內容太大');
  });

  it('takes files only where files belong', async () => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(1_100_000)], 'a.pdf'));
    const r = await web.app.request('/account/sign-ins/end', {
      method: 'POST',
      body: form,
      headers: { cookie: as.cookie, origin: ORIGIN },
    });
    expect(r.status).toBe(413);
  });

  it('a broken multipart body is a bad request, not a fault', async () => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const r = await send({
        headers: { origin: ORIGIN, 'content-type': type, 'content-length': '3' },
        body: 'abc',
      });
      expect(r.status).toBe(400);
    }
  });
});

describe('a post that meets an ended sign-in', () => {
  it('keeps what was written, leads through the door, and sends it on', async () => {
    const r = await web.post('/account/password', { note: '一段寫了很久的文字', passwordOld: 'my secret' });
    expect(r.status).toBe(401);
    const page = await r.text();
    expect(page).toContain('一段寫了很久的文字');
    expect(page).not.toContain('my secret');
    expect(page).toContain('檔案與密碼不會保留');
    const held = page.match(/name="_held" value="([^"]*)"/)?.[1]?.replaceAll('&quot;', '"') as string;
    expect(JSON.parse(held)).toEqual({
      path: '/account/password',
      entries: [['note', '一段寫了很久的文字']],
      lost: true,
    });

    const wrong = await web.post('/sign-in', { login: 'officer', password: 'wrong', _held: held });
    expect(await wrong.text()).toContain('一段寫了很久的文字');
  });

  it('shows it in the words of its form, days and codes too, and nothing of what only machines read', async () => {
    const day = (name: string) => ({ [`${name}-y`]: '115', [`${name}-m`]: '12', [`${name}-d`]: '4' });
    const cases: [path: string, fields: Record<string, string | string[]>, said: string[], not: string][] = [
      [
        '/officer/vacancies/new',
        { title: '科員', workplaces: ['10', '23'], ...day('listedTo'), mode: 'open', version: '7' },
        ['職稱 科員', '工作地 10-臺北市', '115/12/04', '不須具公務人員任用資格職缺'],
        'listedTo',
      ],
      [
        '/apply/1151100001',
        {
          name: '王小明',
          sex: 'female',
          ...day('birthDate'),
          'education.0.school': '某大學',
          draftVersion: '3',
        },
        ['姓名 王小明', '性別 女', '出生日期 115/12/4', '第 1 筆學歷：', '某大學'],
        'draftVersion',
      ],
      [
        `/officer/vacancies/1151100001/applicants/${crypto.randomUUID()}/screening`,
        { outcome: 'supplement', reason: 'proof', letter: '請補件', ...day('handInBy') },
        ['審查結果 待補件', '原因 證明文件不齊', '信件內容 請補件', '補件期限 115/12/4'],
        'handInBy',
      ],
    ];
    for (const [path, fields, said, not] of cases) {
      const r = await web.post(path, fields);
      expect(r.status).toBe(401);
      const list = /<details[\s\S]*?<\/details>/.exec(await r.text())?.[0] ?? '';
      for (const part of said) expect(words(list), path).toContain(part);
      expect(list, path).not.toContain(not);
    }
  });

  it('never sends it to another site', async () => {
    for (const path of ['https://evil.example/', '//evil.example/x', 'javascript:alert(1)']) {
      const held = JSON.stringify({ path, entries: [['a', 'b']], lost: false });
      const page = await (
        await web.post('/sign-in', { login: 'officer', password: 'wrong', _held: held })
      ).text();
      expect(page).not.toContain('evil.example');
      expect(page).not.toContain('javascript:');
    }
  });

  it('htmx is told to navigate to the door and back to the page it was on', async () => {
    const r = await web.get('/portal', undefined, {
      'hx-request': 'true',
      'hx-current-url': `${ORIGIN}/officer/vacancies?page=2`,
    });
    expect(r.status).toBe(401);
    expect(r.headers.get('hx-redirect')).toBe('/sign-in?next=%2Fofficer%2Fvacancies%3Fpage%3D2');
    expect(await r.text()).toBe('');
  });
});
