export interface Run {
  text: string;
  changed: boolean;
}

/** Latin words and numbers hold together: half a telephone number marked tells nobody anything. */
const words = (text: string): string[] => text.match(/[\p{Script=Latin}\p{Nd}]+|[\s\S]/gu) ?? [];
const lines = (text: string): string[] => text.split(/(?<=\n)/);

/**
 * The runs of `after` that are not in `before`, by the longest common subsequence of characters and words. Texts
 * over 2,000 characters are compared line by line, which keeps the table small.
 */
export function changedRuns(before: string, after: string): Run[] {
  const split = before.length > 2_000 || after.length > 2_000 ? lines : words;
  const a = split(before);
  const b = split(after);
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] as Uint32Array;
      const below = lengths[i + 1] as Uint32Array;
      row[j] =
        a[i] === b[j] ? (below[j + 1] as number) + 1 : Math.max(below[j] as number, row[j + 1] as number);
    }
  const runs: Run[] = [];
  const push = (text: string, changed: boolean): void => {
    const last = runs.at(-1);
    if (last && last.changed === changed) last.text += text;
    else runs.push({ text, changed });
  };
  let i = 0;
  let j = 0;
  while (j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      push(b[j++] as string, false);
      i++;
    } else if (
      i < a.length &&
      ((lengths[i + 1] as Uint32Array)[j] as number) >= ((lengths[i] as Uint32Array)[j + 1] as number)
    )
      i++;
    else push(b[j++] as string, true);
  }
  return runs;
}
