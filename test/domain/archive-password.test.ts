import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivePasswordProblem, checkArchivePassword } from '../../domain/archive-password.ts';

describe('archive password', () => {
  it.each(['Abcdef1!', 'zZ9~zZ9~', `aA1!${'x'.repeat(124)}`, 'Pa\'ss"w0rd\\'])(
    '[R77] accepts %s',
    (password) => {
      expect(archivePasswordProblem(password)).toBeNull();
      expect(checkArchivePassword(password).every((rule) => rule.ok)).toBe(true);
    },
  );

  it.each([
    ['', '請輸入密碼'],
    ['Abcde1!', '密碼長度應至少 8 碼以上，並且混合大小寫英文字母、數字及特殊符號'],
    ['abcdef1!', '密碼還缺少大寫英文字母，請補上'],
    ['ABCDEF1!', '密碼還缺少小寫英文字母，請補上'],
    ['Abcdefg!', '密碼還缺少數字，請補上'],
    ['Abcdefg1', '密碼還缺少特殊符號，請補上'],
    ['abcdefgh', '密碼還缺少大寫英文字母、數字、特殊符號，請補上'],
    ['Ａbcdef1！Ab', '密碼含有全形字元，請改用半形英數字及符號'],
    ['Abcdef1!密碼', '密碼只能使用半形英數字及符號，請勿使用中文、空白或其他字元'],
    ['Abcd ef1!', '密碼只能使用半形英數字及符號，請勿使用中文、空白或其他字元'],
    ['Abcdéf1!x', '密碼只能使用半形英數字及符號，請勿使用中文、空白或其他字元'],
    [`aA1!${'x'.repeat(125)}`, '密碼最長 128 碼，請縮短'],
  ])('[R77] refuses "%s"', (password, message) => {
    expect(archivePasswordProblem(password)).toBe(message);
  });

  it('[R77] accepts exactly what all listed rules accept, over all short strings', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    fc.assert(
      fc.property(anything, (password) => {
        const accepted = archivePasswordProblem(password) === null;
        expect(accepted).toBe(checkArchivePassword(password).every((rule) => rule.ok));
        const byHand =
          /^[\x21-\x7e]{8,128}$/.test(password) &&
          [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].every((kind) => kind.test(password));
        expect(accepted).toBe(byHand);
      }),
      { numRuns: 1_000 },
    );
  });
});
