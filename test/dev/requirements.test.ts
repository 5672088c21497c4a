import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');
const files = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] as string);

/** The rows of docs/requirements.md: no., 要求, what we do, state, code, test. */
const rows = read('docs/requirements.md')
  .split('\n')
  .filter((line) => /^\| R\d+ \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, no = '', , what = '', state = '', code = '', test = '']) => ({ no, what, state, code, test }));

/** Whether a test file's titles cite a requirement, alone or within a range such as [R30–R55]. */
function cites(file: string, no: number): boolean {
  return [...read(file).matchAll(/\[(R\d[^\]]*)\]/g)].some((m) =>
    (m[1] as string).split(/[,，]\s*/).some((part) => {
      const range = /^R(\d+)(?:[–-]R?(\d+))?/.exec(part);
      return range !== null && no >= Number(range[1]) && no <= Number(range[2] ?? range[1]);
    }),
  );
}

describe('docs/requirements.md', () => {
  it('names R1 to R91, each once and in order', () => {
    expect(rows.map((r) => r.no)).toEqual(Array.from({ length: 91 }, (_, i) => `R${i + 1}`));
  });

  it('says of each that it works or not yet, and what is missing then', () => {
    for (const r of rows) expect(['works', 'not yet'], r.no).toContain(r.state);
  });

  it('names files that exist, and tests that cite the requirement', () => {
    const wrong = rows.flatMap((r) => {
      const missing = [...files(r.code), ...files(r.test)].filter((f) => !existsSync(new URL(f, ROOT)));
      const uncited = files(r.test).filter((f) => !missing.includes(f) && !cites(f, Number(r.no.slice(1))));
      const untested = r.state === 'works' && files(r.test).length === 0 ? ['no test'] : [];
      return [...missing, ...uncited, ...untested].map((what) => `${r.no}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });
});
