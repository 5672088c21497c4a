/** Reading the number of posts out of the free text of NUMBER_OF (179 variants in 1,106 official rows). */

export interface Openings {
  /** `null` = the text names no single number (數名, 1-2, 各1名 …). */
  openings: number | null;
  /** 備取; 0 when none is named. A range counts with its upper end. */
  reserves: number;
}

const NUMERALS = '一壹二貳兩三參四肆五伍六陸七柒八捌九玖十拾';
const VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  ['一壹', '二貳兩', '三參', '四肆', '五伍', '六陸', '七柒', '八捌', '九玖', '十拾'].flatMap((same, i) =>
    [...same].map((character) => [character, i + 1]),
  ),
);

const NUMBER = `(?:\\d{1,4}|[${NUMERALS}]{1,3})`;
const WHOLE = new RegExp(`^(${NUMBER})[名人員位個]?$`, 'u');
const APPOINTED = new RegExp(`正取?:?共?(${NUMBER})(?![-~至]\\d)`, 'gu');
const TOTAL = new RegExp(`共計?(${NUMBER})[名人員]`, 'u');
const LEADING = new RegExp(`^(${NUMBER})(?![-~至]\\d|\\d)`, 'u');
const RESERVE = new RegExp(
  `(?:備取?|候補|後補)(?:名額|人員)?(?:至多)?:?(${NUMBER})(?:[-~至](${NUMBER}))?(?!個?[月週年])`,
  'gu',
);
const SEVERAL_POSTS = /各(?:正取)?\d|^\([一1]\)/u;

/**
 * Reads a text such as 「1」, 「正取壹名、備取壹名」, 「2名(備取4名)」 or 「數名」.
 * It never guesses: where posts are listed side by side or a range is given, the number stays unknown.
 */
export function parseOpenings(text: string): Openings {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[〈《]/gu, '(')
    .replace(/～/gu, '~');
  const reserves = [...plain.matchAll(RESERVE)].map((match) => toNumber(match[2] ?? match[1] ?? ''));
  return { openings: openingsOf(plain), reserves: SEVERAL_POSTS.test(plain) ? 0 : (reserves[0] ?? 0) };
}

function openingsOf(plain: string): number | null {
  if (SEVERAL_POSTS.test(plain)) return null;
  const whole = WHOLE.exec(plain)?.[1];
  if (whole !== undefined) return positive(toNumber(whole));
  const appointed = [...plain.matchAll(APPOINTED)].map((match) => toNumber(match[1] ?? ''));
  if (appointed.length > 1 && new Set(appointed).size > 1) return null;
  const found = appointed[0] ?? match(TOTAL, plain) ?? match(LEADING, plain);
  return found === undefined ? null : positive(found);
}

function match(pattern: RegExp, text: string): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : toNumber(digits);
}

const positive = (n: number): number | null => (n > 0 ? n : null);

/** Digits, or Chinese numerals up to 九十九. */
function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.split(/[十拾]/u);
  if (ones === undefined) return VALUES[text] ?? 0;
  return (tens === '' ? 1 : (VALUES[tens ?? ''] ?? 0)) * 10 + (ones === '' ? 0 : (VALUES[ones] ?? 0));
}
