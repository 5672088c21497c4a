import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.ts';
import { findOnPath } from './find-on-path.ts';
import { run } from './run.ts';

const hasBrowser = (): boolean => {
  try {
    return findBrowser() !== '';
  } catch {
    return false;
  }
};
/** Without a Chinese font a browser draws boxes. Where fontconfig is absent (macOS, Windows) fonts are. */
const hasChineseFont = (): boolean => {
  const r = spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' });
  return r.error !== undefined ? process.platform !== 'linux' : r.stdout.trim() !== '';
};
const anyOf =
  (...commands: string[]) =>
  (): boolean =>
    commands.some((c) => findOnPath(c) !== null);

/** What tests look at their results with, and Debian's package for it. */
const TOOLS = [
  { package: 'chromium', what: 'Chromium or Chrome (or set CHROME_PATH)', present: hasBrowser },
  { package: 'fonts-noto-cjk', what: 'a Chinese font', present: hasChineseFont },
  { package: 'poppler-utils', what: 'pdftotext', present: anyOf('pdftotext') },
  { package: 'p7zip-full', what: '7z', present: anyOf('7z', '7zz', '7za') },
  { package: 'qpdf', what: 'qpdf', present: anyOf('qpdf') },
];

/**
 * Makes sure of the tools: as root on Debian or Ubuntu by apt-get, elsewhere by saying what to install.
 * @returns sentences about what is still missing
 */
export async function ensureTestTools(say: (line: string) => void): Promise<string[]> {
  const missing = () => TOOLS.filter((t) => !t.present());
  const first = missing();
  if (first.length > 0 && process.getuid?.() === 0 && findOnPath('apt-get')) {
    const names = first.map((t) => t.package);
    say(`Installing ${names.join(', ')} with apt-get (once, 1 to 3 minutes).`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['-q', 'update'], { env, cwd: '/' });
    const done = await run('apt-get', ['-q', '-y', '--no-install-recommends', 'install', ...names], {
      env,
      cwd: '/',
    });
    if (done.code !== 0) say(done.output.trim().split('\n').slice(-5).join('\n'));
  }
  return missing().map(
    (t) => `${t.what} is missing: install it (Debian, Ubuntu: sudo apt-get install ${t.package}).`,
  );
}
