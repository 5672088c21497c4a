import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a tool on a PDF; a missing tool fails the test with its Debian package. */
async function tool(bytes: Uint8Array, command: string, args: (file: string) => string[], from: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'pdf-'));
  const file = path.join(folder, 'document.pdf');
  try {
    await writeFile(file, bytes);
    return (await run(command, args(file), { maxBuffer: 64 << 20 })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error(`${command} is missing: install the Debian package ${from}`);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text a reader or a search finds; blanks and line ends removed unless `layout`. */
export async function pdfText(bytes: Uint8Array, page?: number): Promise<string> {
  const pages = page ? ['-f', String(page), '-l', String(page)] : [];
  const text = await tool(
    bytes,
    'pdftotext',
    (file) => [...pages, '-enc', 'UTF-8', file, '-'],
    'poppler-utils',
  );
  return text.replace(/\s+/g, '');
}

/** Throws when the structure of the file is damaged. */
export const checkStructure = (bytes: Uint8Array): Promise<string> =>
  tool(bytes, 'qpdf', (file) => ['--check', file], 'qpdf');
