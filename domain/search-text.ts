/**
 * The form in which texts and search words are compared: NFKC (full-width letters and digits become ordinary),
 * 臺 written as 台, lower case, blanks run together and trimmed.
 * @example foldSearch(' 臺北 ＡＢＣ ') // '台北 abc'
 */
export function foldSearch(text: string): string {
  return text.normalize('NFKC').replaceAll('臺', '台').toLowerCase().replace(/\s+/gu, ' ').trim();
}
