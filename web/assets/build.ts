/**
 * The style sheet and the one script of the web. Sass takes seconds, so what was built is kept under a hash of
 * everything it was made from, and served under a hash of what it is.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(HERE));
const CACHE = path.join(ROOT, '.cache', 'assets');
const PACKAGES = path.join(ROOT, 'node_modules');

/** Order matters for htmx, which the others listen to, and for downloads, which takes a form before its dialog closes. */
const CLIENT = [
  'focus',
  'downloads',
  'dialogs',
  'confirm',
  'ticks',
  'passwords',
  'forms',
  'autosave',
  'share',
] as const;

export interface Asset {
  /** `/assets/app-<hash>.css` */
  path: string;
  type: string;
  body: Buffer;
  gzipped: Buffer;
}

export interface Assets {
  css: Asset;
  js: Asset;
}

let loading: Promise<Assets> | undefined;

/**
 * Builds or reads both files; every call after the first gives the same.
 * @throws when the Sass does not compile, with its place
 */
export function loadAssets(): Promise<Assets> {
  loading ??= Promise.all([css(), js()]).then(([style, script]) => ({ css: style, js: script }));
  return loading;
}

async function css(): Promise<Asset> {
  const sources = await Promise.all(['tokens.scss', 'look.scss', 'app.scss'].map((name) => read(name)));
  const key = hash(...sources, await manifest('govuk-frontend'), await manifest('sass'));
  const text = await cached(`${key}.css`, async () => {
    const sass = await import('sass');
    const built = sass.compile(path.join(HERE, 'app.scss'), {
      loadPaths: [PACKAGES],
      style: 'compressed',
      quietDeps: true,
    });
    return built.css;
  });
  return asset('css', 'text/css; charset=utf-8', text);
}

async function js(): Promise<Asset> {
  const htmx = await fs.readFile(path.join(PACKAGES, 'htmx.org', 'dist', 'htmx.min.js'), 'utf8');
  const own = await Promise.all(CLIENT.map((name) => read(path.join('client', `${name}.js`))));
  // The source map stays at home: its address would be a 404 in every developer's console.
  const parts = [
    htmx.replace(/\/\/# sourceMappingURL=.*/g, ''),
    ...own.map((text) => `(() => {\n${text}})();`),
  ];
  return asset('js', 'text/javascript; charset=utf-8', `${parts.join('\n')}\n`);
}

async function asset(kind: 'css' | 'js', type: string, text: string): Promise<Asset> {
  const body = Buffer.from(text, 'utf8');
  const gzipped = await promisify(gzip)(body, { level: 9 });
  return { path: `/assets/app-${hash(text)}.${kind}`, type, body, gzipped };
}

const read = (name: string): Promise<string> => fs.readFile(path.join(HERE, name), 'utf8');
/** Changes with every version of a package. */
const manifest = (name: string): Promise<string> =>
  fs.readFile(path.join(PACKAGES, name, 'package.json'), 'utf8');

function hash(...parts: string[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex').slice(0, 16);
}

async function cached(name: string, make: () => Promise<string>): Promise<string> {
  const file = path.join(CACHE, name);
  const kept = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept;
  const text = await make();
  // A checkout that cannot be written to still serves; another process may be writing the same file.
  const own = `${file}.${process.pid}`;
  await fs
    .mkdir(CACHE, { recursive: true })
    .then(() => fs.writeFile(own, text))
    .then(() => fs.rename(own, file))
    .catch(() => undefined);
  return text;
}
