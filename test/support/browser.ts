import fs from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../dev/find-browser.ts';

const SHOTS = path.join(process.env.DATA_DIR || '.data', 'shots');
const WIDTHS = [1280, 375] as const;
/** 1280 px at 200 % and at 400 % (WCAG 1.4.4, 1.4.10). */
const ZOOMED = [640, 320] as const;

/** A headless Chromium or Chrome of this machine; close it in afterAll. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    // Without --no-sandbox it refuses to run as root; /dev/shm is small in containers.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--lang=zh-TW'],
  });
}

/**
 * Whole-page pictures at desktop and phone width into `.data/shots/<name>-<width>.png`, for looking at.
 * @throws when the page scrolls sideways at one of the widths: nothing may run out of a phone's screen
 */
export async function shot(page: Page, name: string): Promise<string[]> {
  fs.mkdirSync(SHOTS, { recursive: true });
  const files: string[] = [];
  await atBothWidths(page, name, async (width) => {
    const file = path.join(SHOTS, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage: true });
    files.push(file);
  });
  return files;
}

/** The same without pictures, which nobody looks at in most runs; `SHOTS=1` takes them. */
export async function fits(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await shot(page, name);
  else await atBothWidths(page, name, async () => {});
}

async function narrowEnough(page: Page, name: string, width: number): Promise<void> {
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  if (Number(overflow) > 0) throw new Error(`${name} is ${overflow} px wider than a ${width} px screen`);
}

async function atBothWidths(page: Page, name: string, look: (width: number) => Promise<void>): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  try {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width === 375 ? 812 : 900 });
      await look(width);
      await narrowEnough(page, name, width);
    }
    for (const width of ZOOMED) {
      await page.setViewportSize({ width, height: 640 });
      await narrowEnough(page, name, width);
    }
  } finally {
    await page.setViewportSize(before);
  }
}
