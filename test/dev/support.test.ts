import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { findBrowser } from '../../dev/find-browser.ts';
import { openBrowser, shot } from '../support/browser.ts';
import { timeSkipping } from '../support/temporal.ts';

afterEach(() => vi.unstubAllEnvs());

it('a year passes in the time-skipping server without waiting for it', async () => {
  const env = await timeSkipping();
  try {
    const before = await env.currentTimeMs();
    await env.sleep('365 days');
    expect((await env.currentTimeMs()) - before).toBeGreaterThanOrEqual(365 * 86_400_000);
  } finally {
    await env.teardown();
  }
});

it('opens a browser that draws Chinese, takes both pictures, and refuses a page wider than a phone', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<html lang="zh-Hant-TW"><body><p>職缺應徵</p></body></html>');
    const files = await shot(page, 'support-test');
    expect(files.map((f) => fs.statSync(f).size > 500)).toEqual([true, true]);
    for (const file of files) fs.rmSync(file);
    await page.setContent(
      '<html><body><p>寬</p><div><img width="900" height="10" alt=""></div></body></html>',
    );
    await expect(shot(page, 'support-test')).rejects.toThrow('wider than a 375 px screen');
    for (const file of files) fs.rmSync(file);
  } finally {
    await browser.close();
  }
});

it('names CHROME_PATH when it points nowhere and when there is no browser at all', () => {
  vi.stubEnv('CHROME_PATH', path.join(os.tmpdir(), 'no-such-browser'));
  expect(() => findBrowser()).toThrow('CHROME_PATH');
  vi.stubEnv('CHROME_PATH', '');
  vi.stubEnv('PATH', '');
  expect(() => findBrowser()).toThrow('set CHROME_PATH');
});
