/** The whole app on a port of its own, and a browser context that is signed in. */
import { serve } from '@hono/node-server';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Scene } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';

export interface Served {
  url: string;
  web: Web;
  /** A context with this sign-in; `javaScriptEnabled: false` is the bare page. */
  context: (browser: Browser, as: SignedIn, o?: { javaScriptEnabled?: boolean }) => Promise<BrowserContext>;
  close: () => Promise<void>;
}

export async function serveOfficer(scene: Scene): Promise<Served> {
  let web: Web | undefined;
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const one = serve(
      {
        fetch: (request) => web?.app.fetch(request) ?? new Response(null, { status: 503 }),
        hostname: '127.0.0.1',
        port: 0,
      },
      () => resolve(one),
    );
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  web = await webOf(scene, { config: { publicUrl: url, origins: [url] } });
  return {
    url,
    web,
    async context(browser, as, o = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...o });
      const [name = '', value = ''] = as.cookie.split('=');
      await context.addCookies([{ name, value, url }]);
      return context;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
