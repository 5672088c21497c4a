import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

describe('every answer', () => {
  it('carries the security headers, also an error page', async () => {
    const r = await web.get('/no-such-page');
    expect(r.status).toBe(404);
    expect(r.headers.get('content-security-policy')).toContain("script-src 'self'");
    const page = await r.text();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('找不到這個頁面');
    expect(page).toContain(r.headers.get('x-request-id') as string);
  });
});
