/** Forms in which a person may be recognised; none may stand in a history (rule: ids only). */
const FORMS: Record<string, RegExp> = {
  'ID number': /\b[A-Z][1289A-D]\d{8}\b/,
  'mobile telephone': /\b09\d{2}-?\d{3}-?\d{3}\b/,
  telephone: /\b0[2-8]-\d{6,8}\b/,
  'mail address': /[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b/i,
  'birth date': /\b(?:19|20)\d{2}-\d{2}-\d{2}\b(?!T)/,
  'reply token': /\/r\/[\w.-]{20,}/,
};
/** A new last day of a listing has the form of a birth date and is none. */
const HARMLESS = /"listedTo":"\d{4}-\d{2}-\d{2}"/g;

/**
 * What in a history looks like a person's data. Payloads are read in the clear: they are base64 in a history's JSON.
 * @param more further words that must not occur, e.g. the names a test used
 */
export function personalData(history: unknown, more: readonly string[] = []): string[] {
  const texts: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      texts.push(key === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value);
    } else if (Array.isArray(value)) for (const v of value) walk(v, key);
    else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) walk(v, k);
  };
  walk(history, '');
  const found: string[] = [];
  for (const text of texts) {
    const read = text.replace(HARMLESS, '');
    for (const [form, pattern] of Object.entries(FORMS))
      if (pattern.test(read)) found.push(`${form}: ${read.slice(0, 80)}`);
    for (const word of more) if (read.includes(word)) found.push(`word: ${word}`);
  }
  return found;
}
