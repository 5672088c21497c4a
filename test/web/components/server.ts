/** The gallery behind the strict content policy of the real site, on a port of its own. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { loadAssets } from '../../../web/assets/build.ts';
import { assetPaths, assetRoutes } from '../../../web/assets/routes.ts';
import { html } from '../../../web/components/index.ts';
import type { Scene } from './gallery/scenes.tsx';

export interface Gallery {
  url: string;
  /** What forms posted, in order, as urlencoded text. */
  posted: string[];
  close(): Promise<void>;
}

export async function serveGallery(scenes: Record<string, Scene>): Promise<Gallery> {
  const assets = await loadAssets();
  const posted: string[] = [];
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.route('/', assetRoutes(assets));
  for (const [name, scene] of Object.entries(scenes))
    app.get(`/${name}`, (c) => c.html(html(scene(assetPaths(assets)))));
  app.post('/autosave', async (c) => {
    posted.push(await c.req.text());
    return c.json({ text: '草稿於 09:12 自動儲存' });
  });
  app.post('/:name', async (c) => {
    posted.push(await c.req.text());
    return c.body('file', 200, { 'content-disposition': 'attachment; filename=x.txt' });
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const one = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(one));
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    posted,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
