import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { SCENES } from './gallery/scenes.tsx';
import { type Gallery, serveGallery } from './server.ts';

let gallery: Gallery;
let browser: Browser;
const complaints: string[] = [];

async function open(name: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
  await page.goto(`${gallery.url}/${name}`);
  return page;
}

beforeAll(async () => {
  gallery = await serveGallery(SCENES);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

describe('every component in a real browser, under the strict content policy', () => {
  it.each(Object.keys(SCENES))(
    '%s: fits both widths, axe finds nothing, nothing is blocked',
    async (name) => {
      const page = await open(name);
      await fits(page, `components-${name}`);
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await axe(page)).toEqual([]);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
