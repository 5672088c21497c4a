import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { mapFeedRow } from '../../domain/feed-mapping.ts';

/** The masked official file of 105/05/15 stands beside the project, never in it. */
const FILE = new URL('../../../shared/data/vacancies-1050515.xml', import.meta.url);

function readRows(xml: string): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  let row: Record<string, string> | undefined;
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name === 'ROW') row = {};
    text = '';
  });
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'ROW' && row) {
      rows.push(row);
      row = undefined;
    } else if (row) row[name] = text;
  });
  parser.write(xml).close();
  return rows;
}

describe('the official file', () => {
  it('is no part of the project', () => {
    const tracked = execFileSync('git', ['ls-files'], {
      cwd: new URL('../..', import.meta.url),
      encoding: 'utf8',
    });
    expect(tracked).not.toMatch(/vacancies-\d{7}\.xml/);
  });
});

// Registered only where the file is: a clone without it has nothing to skip.
const whereItIs = (name: string, tests: () => void): void => {
  if (existsSync(FILE)) describe(name, tests);
};

whereItIs('the official file of 105/05/15', () => {
  const mapped = readRows(readFileSync(FILE, 'utf8')).map(mapFeedRow);
  const good = mapped.flatMap((row) => (row.ok ? [row] : []));

  it('[R13] maps all 1,106 rows, each under a number of its own', () => {
    expect(mapped).toHaveLength(1_106);
    expect(mapped.flatMap((row) => (row.ok ? [] : row.problems))).toEqual([]);
    expect(new Set(good.map((row) => row.sourceNo)).size).toBe(1_106);
  });

  it('[R40] has every period open on its announcement day', () => {
    const open = good.filter(
      ({ content }) => content.listedFrom <= '2016-05-15' && content.listedTo >= '2016-05-15',
    );
    expect(open).toHaveLength(1_106);
  });

  it('[R38, R50, R55] leaves open what the file does not say, and counts it', () => {
    const count = (keep: (row: (typeof good)[number]) => boolean): number => good.filter(keep).length;
    expect({
      openings: count((row) => row.content.openings === null),
      series: count((row) => row.content.jobSeries === ''),
      email: count((row) => row.content.email === ''),
      civilService: count((row) => row.content.mode === 'civilService'),
      open: count((row) => row.content.mode === 'open'),
      none: count((row) => row.content.mode === 'none'),
    }).toEqual({ openings: 31, series: 183, email: 805, civilService: 98, open: 203, none: 805 });
  });
});
