import { foldSearch } from '../domain/search-text.ts';

/** At most eight words of a keyword box, folded like the column they are looked up in, without control characters. */
export function wordsOf(keyword: string): string[] {
  return foldSearch(keyword.slice(0, 200).replace(/\p{Cc}/gu, ' '))
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8);
}

/** A LIKE pattern that finds `word` itself, its wildcards taken literally. */
export function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}
