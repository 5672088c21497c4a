/**
 * The form in which texts and search words are compared: NFKC (full-width letters and digits become ordinary),
 * 臺 written as 台, lower case, blanks run together and trimmed.
 * @example foldSearch(' 臺北 ＡＢＣ ') // '台北 abc'
 */
export function foldSearch(text: string): string {
  return text.normalize('NFKC').replaceAll('臺', '台').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/**
 * The index entries a folded word must have: its pairs of neighbouring characters, or the one character itself.
 * The database's `text_grams` makes the same of a text.
 * @example gramsOf('人事科') // ['人事', '事科']
 */
export function gramsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((next, i) => `${characters[i]}${next}`))];
}
