import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadAssets } from '../../../web/assets/build.ts';
import { assetRoutes } from '../../../web/assets/routes.ts';
import { paths } from '../../../web/paths.ts';

describe('style sheet and script', () => {
  it('nothing is fetched from elsewhere: no web font, no foreign address', async () => {
    const { css } = await loadAssets();
    const text = css.body.toString('utf8');
    expect(text).not.toMatch(/@font-face|@import|url\(["']?(https?:)?\/\/|GDS Transport/);
    expect(text).toContain('.sq-actionbar');
  });

  it('the script needs no eval and writes no markup', async () => {
    const { js } = await loadAssets();
    const own = js.body.toString('utf8').slice(js.body.toString('utf8').indexOf('focusSummary'));
    expect(own).not.toMatch(/\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  });

  it('served for good, zipped for those who can, and only under their own name', async () => {
    const assets = await loadAssets();
    const app = assetRoutes(assets);
    const plain = await app.request(assets.css.path);
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const zipped = await app.request(assets.js.path, { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).equals(assets.js.body)).toBe(true);
    expect((await app.request('/assets/app-0000000000000000.css')).status).toBe(404);
  });
});

describe('addresses', () => {
  it('parameters are encoded, so that none can lead to another page', () => {
    expect(paths.officer.edit('../x?y#z')).toBe('/officer/vacancies/..%2Fx%3Fy%23z/edit');
    expect(paths.reply.open('a/b')).toBe('/r/a%2Fb');
    expect(paths.account.signIn('/officer/vacancies?q=1&r=2')).toBe(
      '/sign-in?next=%2Fofficer%2Fvacancies%3Fq%3D1%26r%3D2',
    );
  });
});
