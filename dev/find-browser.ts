import fs from 'node:fs';
import path from 'node:path';
import { findOnPath } from './find-on-path.ts';

const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];

const usualPlaces = (): string[] => [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((v) => {
    const base = process.env[v];
    return base
      ? [
          path.join(base, 'Google/Chrome/Application/chrome.exe'),
          path.join(base, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      : [];
  }),
];

/**
 * The executable of a Chromium or Chrome: `CHROME_PATH`, the commands it usually has, the places it usually lies.
 * @throws a message that names the option
 */
export function findBrowser(): string {
  const named = process.env.CHROME_PATH;
  if (named && !fs.existsSync(named))
    throw new Error(`CHROME_PATH 所指的檔案不存在（no such file）：${named}`);
  const found =
    named || COMMANDS.map(findOnPath).find(Boolean) || usualPlaces().find((p) => fs.existsSync(p));
  if (found) return found;
  throw new Error(
    '找不到瀏覽器（no Chromium or Chrome found for the browser tests）。Install one, or set CHROME_PATH to its executable.',
  );
}
