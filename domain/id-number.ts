/**
 * The three numbers people in Taiwan are known by: 國民身分證統一編號, 新式外來人口統一證號 (since 2021-01-02)
 * and its older form with two letters. All share one check sum.
 */

/** Values of the letters A–Z, from 戶籍 regions; their order is historical. */
const LETTERS: Readonly<Record<string, number>> = {
  A: 10,
  B: 11,
  C: 12,
  D: 13,
  E: 14,
  F: 15,
  G: 16,
  H: 17,
  I: 34,
  J: 18,
  K: 19,
  L: 20,
  M: 21,
  N: 22,
  O: 35,
  P: 23,
  Q: 24,
  R: 25,
  S: 26,
  T: 27,
  U: 28,
  V: 29,
  W: 32,
  X: 30,
  Y: 31,
  Z: 33,
};

export type CheckedIdNumber = { ok: true; normal: string } | { ok: false; message: string };

/** R70: reads an ID number. Full-width characters and small letters are accepted and made ordinary. */
export function checkIdNumber(raw: string): CheckedIdNumber {
  const normal = raw.normalize('NFKC').trim().toUpperCase();
  if (normal === '') return { ok: false, message: '請輸入身分證統一編號' };
  if (!/^[A-Z][1289A-D]\d{8}$/.test(normal))
    return {
      ok: false,
      message: '身分證統一編號共 10 碼，第 1 碼為英文字母，例如 A123456789；外來人口請填統一證號',
    };
  return checkSum(normal) % 10 === 0
    ? { ok: true, normal }
    : { ok: false, message: '身分證統一編號的檢查碼不符，請核對每一碼是否輸入正確' };
}

/** For screens and trails where the whole number is not needed: `A12****789`. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length < 7) return '*'.repeat(idNumber.length);
  return `${idNumber.slice(0, 3)}${'*'.repeat(idNumber.length - 6)}${idNumber.slice(-3)}`;
}

function checkSum(normal: string): number {
  const region = LETTERS[normal.charAt(0)] ?? 0;
  let sum = Math.floor(region / 10) + (region % 10) * 9;
  for (let i = 1; i <= 9; i++) {
    const character = normal.charAt(i);
    // The second letter of the older foreign number counts with the last digit of its value.
    const digit = character >= '0' && character <= '9' ? Number(character) : (LETTERS[character] ?? 0) % 10;
    sum += digit * (i === 9 ? 1 : 9 - i);
  }
  return sum;
}
