/** Finding words in a posting's texts that its rules ask about: age, sex, pay, address, telephone, ranks. */

/** `前文35歲以下後文` → the words found, or ''. Digits and brackets of any width are alike. */
export function find(text: string, pattern: RegExp): string {
  return pattern.exec(text.normalize('NFKC'))?.[0].trim() ?? '';
}

/** A limit on age. What speaks of years of service or of a child's age is none. */
export const AGE =
  /(?:年齡[^。;,\n]{0,8}|年滿|未滿|限|約)?(?:1[5-9]|[2-7]\d|[二三四五六]十[一二三四五六七八九]?)\s*歲(?!\s*(?:以[上下內])?(?:之|的)?(?:兒|幼|嬰|學童|老人|長者))(?:\s*[(]?含[)]?)?(?:以[上下內]|[至到~-]\s*\d{2}\s*歲)?(?:以[上下內])?(?:[^。;,\n]{0,2}(?:尤佳|佳|優先|為限))?|(?:年輕|年紀輕)[^。;,\n]{0,6}/u;

/** A limit on sex, or a wish for one; 男女不拘 and the duty of 役畢 are none. */
export const SEX =
  /(?<!不)限\s*(?:男|女)(?!女)[性士生]?|(?:男|女)[性士生]?(?:尤佳|佳|優先|為主|為宜|為限)|徵求?(?:男|女)(?!女)[性士生]|(?:帥哥|美女|正妹|小姐尤佳)/u;

/** Pay named in a number, by its points or by the law that fixes it. */
export const PAY =
  /(?:\d[\d,]{3,}|[\d.]+\s*萬)\s*元|薪點|俸點|(?:折合率|月支|薪資|薪俸|待遇|報酬|月薪|時薪|日薪)[^。\n]{0,30}?\d|俸給法|給與辦法|支給標準|支給要點|待遇表/u;
/** Pay left open. */
export const PAY_OPEN = /(?:薪資|待遇|薪水|報酬)?面議|(?:薪資|待遇)[^。\n]{0,4}(?:依|按)(?:規定|本機關規定)/u;

export const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
export const PHONE = /\(?0\d{1,3}\)?[-\s]*\d{3,4}[-\s]?\d{3,4}|\(?0\d{1,2}\)?[-\s]*\d{6,8}/;

/** A street address up to its house number, floor and room. */
const ADDRESS =
  /[\p{Script=Han}\d]{0,40}?(?:路|街|大道|巷|段|村|里|區|鄉|鎮|市)[\p{Script=Han}\d\s之-]{0,20}?\d+\s*(?:之\s*\d+)?\s*號(?:之\s*\d+)?(?:[\s,、]*(?:地下)?[\d一二三四五六七八九十BbFf]+(?:樓|F|室)(?:之\s*\d+)?)*/gu;

/** Where the last address of a text ends, and what follows it but a short word in brackets; null without any. */
export function lastAddress(text: string): { address: string; after: string } | null {
  const plain = text.normalize('NFKC');
  const all = [...plain.matchAll(ADDRESS)];
  const last = all.at(-1);
  if (!last) return null;
  const rest = plain.slice(last.index + last[0].length).trim();
  const bracketed = /^[(「][^)」]{0,24}[)」]$/u.test(rest);
  return {
    address: last[0].trim(),
    after: bracketed ? '' : rest.replace(/^[\s。.,;、)]+|[\s。.,;、)]+$/gu, ''),
  };
}

export interface GradeStep {
  rank: '簡任' | '薦任' | '委任';
  level: number;
}
const STEP = /(簡任|薦任|委任)?\s*第?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*職等/gu;
const NUMERALS = '一二三四五六七八九';

/** `委任第5職等或薦任第6職等至第7職等` → 委任 5, 薦任 6, 薦任 7. A level without a rank has the one before it. */
export function gradeSteps(grade: string): GradeStep[] {
  const steps: GradeStep[] = [];
  for (const [, rank, level = ''] of grade.normalize('NFKC').matchAll(STEP)) {
    const of = (rank as GradeStep['rank'] | undefined) ?? steps.at(-1)?.rank;
    if (of) steps.push({ rank: of, level: /^\d+$/.test(level) ? Number(level) : numeral(level) });
  }
  return steps;
}

function numeral(text: string): number {
  const [tens, ones] = text.split('十');
  if (ones === undefined) return NUMERALS.indexOf(text) + 1;
  const digit = (one: string): number => NUMERALS.indexOf(one) + 1;
  return (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}
