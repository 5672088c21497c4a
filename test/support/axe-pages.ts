import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import type { Assets } from '../../web/assets/build.ts';
import { LEVELS } from './axe.ts';

/** The script itself, as the builder of `axe.ts` would put it into each page anew. */
const AXE = createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js');

/** What runs in the page: axe over all of it, then over each dialogue, opened. */
const LOOK = `async (levels) => {
  const said = [];
  const run = async (what) => {
    const { violations } = await axe.run(what, { resultTypes: ['violations'], runOnly: { type: 'tag', values: levels } });
    for (const v of violations) said.push(v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 200)).join(' | '));
  };
  await run(document);
  const dialogs = [...document.querySelectorAll('dialog')];
  for (const dialog of dialogs) {
    dialog.removeAttribute('open');
    dialog.showModal();
    await run(dialog);
    dialog.close();
  }
  return { said, dialogs: dialogs.length };
}`;

export interface Looked {
  faults: string[];
  /** Dialogues opened and looked at. */
  dialogs: number;
}

/**
 * What axe finds wrong with pages whose HTML is at hand, each with its style sheet and without its script. Two tabs
 * share the work. (That the pages work under their content policy is shown elsewhere.)
 */
export async function axePages(
  browser: Browser,
  assets: Assets,
  pages: ReadonlyMap<string, string>,
): Promise<Looked> {
  const queue = [...pages];
  const looked: Looked = { faults: [], dialogs: 0 };
  const tab = async (): Promise<void> => {
    const page = await tabOf(browser, assets);
    for (let next = queue.shift(); next; next = queue.shift()) {
      await page.setContent(next[1]);
      const { said, dialogs } = (await page.evaluate(`(${LOOK})(${JSON.stringify(LEVELS)})`)) as {
        said: string[];
        dialogs: number;
      };
      looked.dialogs += dialogs;
      looked.faults.push(...said.map((one) => `${next?.[0]} ${one}`));
    }
    await page.context().close();
  };
  await Promise.all([tab(), tab()]);
  return looked;
}

/** Still, so that no colour is measured half way; axe is there once for all pages. */
async function tabOf(browser: Browser, assets: Assets): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/')
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>-</title>' });
    if (pathname === assets.css.path)
      return route.fulfill({ contentType: 'text/css', body: Buffer.from(assets.css.body) });
    return route.fulfill({ status: 204 });
  });
  await page.goto('http://pages.example/');
  await page.addScriptTag({ path: AXE });
  return page;
}
