import { describe, expect, it } from 'vitest';
import { changedRuns } from '../../../web/review/diff-words.ts';

const marked = (before: string, after: string): string[] =>
  changedRuns(before, after)
    .filter((run) => run.changed)
    .map((run) => run.text);

describe('words changed by a revision', () => {
  it.each([
    ['測試科員', '測試專員', ['專']],
    ['人事業務。', '人事業務及訓練規劃。', ['及訓練規劃']],
    ['請洽 02-23979298 分機 201', '請洽 02-23979289 分機 201', ['23979289']],
    ['hr@agency.example', 'hr2@agency.example', ['hr2']],
    ['檢查碼 7bda5ffe', '檢查碼 cb19b2ce', ['cb19b2ce']],
    ['𠮷川', '𠮷川𠮷', ['𠮷']],
    ['相同', '相同', []],
    ['', '全新', ['全新']],
  ])('%s → %s', (before, after, expected) => {
    expect(marked(before, after)).toEqual(expected);
    expect(
      changedRuns(before, after)
        .map((run) => run.text)
        .join(''),
    ).toBe(after);
  });

  it('long texts are compared line by line', () => {
    const line = `${'一'.repeat(100)}\n`;
    expect(marked(line.repeat(21), `${line.repeat(20)}新的一行\n`)).toEqual(['新的一行\n']);
  });
});
