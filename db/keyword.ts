import { foldSearch } from '../domain/search-text.ts';

/** What stands between words or around them; typed with Chinese as often as a blank. */
const BETWEEN = /[\s、。，,；;「」『』“”"（）()]+/u;

/**
 * At most eight words of a keyword box, folded like the column they are looked up in, without control characters.
 * @example wordsOf('「臺北」、科員') // ['台北', '科員']
 */
export function wordsOf(keyword: string): string[] {
  const folded = foldSearch(keyword.slice(0, 200).replace(/\p{Cc}/gu, ' '));
  const words = folded.split(BETWEEN).filter(Boolean);
  // a mark alone is looked up as such, rather than nothing
  return (words.length > 0 ? words : folded.split(/\s+/).filter(Boolean)).slice(0, 8);
}

/** A LIKE pattern that finds `word` itself, its wildcards taken literally. */
export function contains(word: string): string {
  return `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
}
