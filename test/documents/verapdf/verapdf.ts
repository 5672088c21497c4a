/** veraPDF, the reference validator of PDF/A, where Maven and Java are there to fetch and run it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { userCache } from '../../../dev/cache.ts';
import { findOnPath } from '../../../dev/find-on-path.ts';

const run = promisify(execFile);
const VERSION = '1.28.1';
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const FETCH_MS = 180_000;

/** @returns one line for each document, `résumé 2a true`, and below it the rules that are broken */
export type Validate = (documents: Readonly<Record<string, Uint8Array>>) => Promise<string[]>;

/** The validator, fetched once for this user; a string says why there is none here. */
export async function findVeraPdf(): Promise<Validate | string> {
  const [maven, java] = [findOnPath('mvn'), findOnPath('java')];
  if (!maven || !java) return 'it needs Maven and Java';
  const library = userCache(`verapdf-${VERSION}`);
  if (!existsSync(library)) {
    try {
      await fetchLibrary(maven, library);
    } catch {
      return 'Maven could not fetch the validator';
    }
  }
  return async (documents) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'verapdf-'));
    try {
      const files = Object.entries(documents).map(([name, bytes]) => ({
        file: path.join(folder, name),
        bytes,
      }));
      for (const { file, bytes } of files) await writeFile(file, bytes);
      const jars = ['-cp', path.join(library, '*'), path.join(FOLDER, 'Validate.java')];
      const { stdout } = await run(java, [...jars, ...files.map(({ file }) => file)]);
      return stdout.trim().split('\n');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Into a folder beside, then renamed: a fetch that was cut short leaves nothing that looks whole. */
async function fetchLibrary(maven: string, library: string): Promise<void> {
  await mkdir(path.dirname(library), { recursive: true });
  const half = await mkdtemp(`${library}-`);
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${half}`];
    await run(maven, ['-q', '-B', '-f', path.join(FOLDER, 'pom.xml'), ...goal], { timeout: FETCH_MS });
    await rename(half, library);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}
