/** `/assets/…`: names carry the hash of their content, so browsers may keep them for good. */
import { Hono } from 'hono';
import type { Asset, Assets } from './build.ts';

export const ICON_PATH = '/assets/icon.svg';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#8a1f5a"/><g fill="#fff"><circle cx="16" cy="9.4" r="3.6"/><circle cx="22.28" cy="13.96" r="3.6"/><circle cx="19.88" cy="21.34" r="3.6"/><circle cx="12.12" cy="21.34" r="3.6"/><circle cx="9.72" cy="13.96" r="3.6"/><circle cx="16" cy="16" r="1.7"/></g></svg>`;

export function assetRoutes(assets: Assets): Hono {
  const app = new Hono();
  for (const asset of [assets.css, assets.js]) {
    app.get(asset.path, (c) => answer(asset, /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')));
  }
  app.get(ICON_PATH, (c) =>
    c.body(ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  );
  return app;
}

/** What `PageContext.assets` takes. */
export const assetPaths = (assets: Assets): { css: string; js: string } => ({
  css: assets.css.path,
  js: assets.js.path,
});

function answer(asset: Asset, zipped: boolean): Response {
  return new Response(new Uint8Array(zipped ? asset.gzipped : asset.body), {
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    },
  });
}
