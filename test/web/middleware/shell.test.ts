import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../db/actor.ts';
import { faultFields, scrub } from '../../../web/log.ts';
import { brake } from '../../../web/middleware/brake.ts';
import { onError } from '../../../web/middleware/errors.tsx';
import { localPath } from '../../../web/middleware/next-path.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { quiet: true });
});
afterAll(() => s.close());

describe('every answer', () => {
  it('carries the security headers: pages, files, errors, redirects', async () => {
    const paths = ['/sign-in', web.services.assets.css.path, '/no-such-page', '/portal', '/healthz'];
    for (const path of paths) {
      const { headers } = await web.get(path);
      const csp = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(csp).toContain(rule);
      expect(csp).not.toContain('unsafe');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('is stored nowhere once somebody is signed in', async () => {
    expect((await web.get('/portal', await web.signIn(s.officer))).headers.get('cache-control')).toBe(
      'no-store',
    );
    expect((await web.get('/sign-in')).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('that is an error is a page in Chinese with code, request id and a way on', async () => {
    const r = await web.get('/no-such-page');
    expect(r.status).toBe(404);
    const page = await r.text();
    expect(page).toMatch(/^<!doctype html><html lang="zh-Hant-TW">/);
    expect(page).toContain('找不到這個頁面');
    expect(page).toContain('回到首頁');
    expect(page).toContain(r.headers.get('x-request-id') as string);
  });
});

describe('guards', () => {
  const kinds = (): [string, Actor][] => [
    ['officer', s.officer],
    ['reviewer', s.reviewer],
    ['operator', s.operator],
    ['auditor', s.auditor],
  ];

  it('each kind enters its own rooms alone; signed out leads to the door', async () => {
    const own: Record<string, string> = { '/officer/vacancies': 'officer', '/review': 'reviewer' };
    for (const [path, kind] of Object.entries(own)) {
      expect((await web.get(path)).headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
      for (const [name, actor] of kinds())
        expect([path, name, (await web.get(path, await web.signIn(actor))).status]).toEqual([
          path,
          name,
          name === kind ? 200 : 403,
        ]);
    }
  });

  it('applicants have a door of their own', async () => {
    expect((await web.get('/applicant')).headers.get('location')).toBe(
      '/applicant/sign-in?next=%2Fapplicant',
    );
    expect((await web.get('/applicant', await web.signIn(s.officer))).headers.get('location')).toContain(
      '/applicant/sign-in',
    );
  });

  it('only paths of this site are gone on to', () => {
    for (const good of ['/', '/a/b?c=d', '/%2F%2Fevil']) expect(localPath(good)).toBe(good);
    for (const bad of [
      undefined,
      '',
      'a',
      '//evil',
      '/\\evil',
      '/a\\b',
      '/\n/evil',
      'https://evil',
      `/${'a'.repeat(3_000)}`,
    ])
      expect(localPath(bad)).toBeUndefined();
  });
});

describe('the log', () => {
  it('has chosen fields and the pattern of the path, never the path', async () => {
    const token = 'T'.repeat(43);
    await web.get(`/reset-password/${token}`);
    await web.get('/vacancies?q=A123456789');
    const lines = web.lines.filter((l) => l.includes('"request"')).map((l) => JSON.parse(l));
    expect(lines.at(-2)).toMatchObject({
      method: 'GET',
      route: '/reset-password/:token',
      status: 410,
      actor: 'public',
    });
    expect(Object.keys(lines.at(-1)).sort()).toEqual([
      'actor',
      'level',
      'method',
      'ms',
      'msg',
      'name',
      'requestId',
      'route',
      'status',
      'time',
    ]);
    expect(web.lines.join()).not.toContain(token);
    expect(web.lines.join()).not.toContain('A123456789');
  });

  it('removes what looks like an ID number, an address or a token, should it ever come so far', () => {
    expect(scrub(`"A123456789" x@mail.example ${'a'.repeat(43)} A800000014.`)).toBe(
      '"[removed]" [removed] [removed] [removed].',
    );
    expect(scrub('request 1151100001 of vacancy-1151100001')).toBe(
      'request 1151100001 of vacancy-1151100001',
    );
  });

  it('says of an error its class, code and place, and a message only if it is a code', () => {
    const pg = Object.assign(new Error('Key (id)=(A123456789) already exists.'), {
      code: '23505',
      detail: '王小明',
    });
    expect(JSON.stringify(faultFields(pg))).not.toMatch(/A123456789|王小明|\/work|\/home/);
    expect(faultFields(pg)).toMatchObject({ type: 'Error', code: '23505' });
    expect(faultFields(new Error('agencyNotMade'))).toMatchObject({ reason: 'agencyNotMade' });
    expect(faultFields('王小明')).toEqual({ type: 'string' });
  });

  it('and the page of a fault say nothing of its message', async () => {
    const broken = await webOf(s, {
      quiet: true,
      services: {
        visits: {
          seen: () => {
            throw new Error('王小明 A123456789');
          },
          counters: () => ({ online: 0, today: 0, total: 0 }),
          flush: async () => {},
        },
      },
    });
    const r = await broken.get('/sign-in', undefined, { 'user-agent': 'Mozilla/5.0' });
    expect(r.status).toBe(500);
    expect(await r.text()).not.toContain('王小明');
    expect(broken.lines.join()).toContain('"fault"');
    expect(broken.lines.join()).not.toMatch(/王小明|A123456789/);
  });
});

describe('the brake', () => {
  it('lets an address post so often in a minute, and again in the next', async () => {
    let now = 0;
    const app = new Hono<{ Variables: Record<string, unknown> }>();
    app.onError((e, c) => (e instanceof HTTPException ? c.text('', e.status) : onError(e, c)));
    app.use(async (c, next) => {
      c.set('shiqiuren', { services: { config: { trustProxy: true } } });
      await next();
    });
    app.use(brake(3, () => now));
    app.all('*', (c) => c.text('ok'));
    const post = async (ip: string, method = 'POST') =>
      (await app.request('/', { method, headers: { 'x-forwarded-for': `9.9.9.9, ${ip}` } })).status;
    const four = [];
    for (let i = 0; i < 4; i++) four.push(await post('203.0.113.5'));
    expect(four).toEqual([200, 200, 200, 429]);
    expect(await post('203.0.113.6')).toBe(200);
    expect(await post('203.0.113.5', 'GET')).toBe(200);
    now = 60_000;
    expect(await post('203.0.113.5')).toBe(200);
  });
});
