import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { SCENES } from './gallery/scenes.tsx';
import { type Gallery, serveGallery } from './server.ts';

/** The gallery's scenes in a browser, for the tests of one file. */
export function shownScenes(): {
  /** A scene on a page of its own. */
  open(name: string, options?: BrowserContextOptions): Promise<Page>;
  readonly gallery: Gallery;
} {
  let gallery: Gallery;
  let browser: Browser;
  beforeAll(async () => {
    gallery = await serveGallery(SCENES);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await gallery?.close();
  });
  return {
    get gallery() {
      return gallery;
    },
    async open(name, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      await page.goto(`${gallery.url}/${name}`);
      return page;
    },
  };
}
