/**
 * R77: the password an officer sets for an archive of résumés. It is never stored or shown again (R78).
 * Only printable ASCII without the blank: unpackers disagree about the bytes of everything else, and an archive
 * that only its maker's programme can open is lost.
 */
export const MIN_ARCHIVE_PASSWORD = 8;
export const MAX_ARCHIVE_PASSWORD = 128;

export interface PasswordRule {
  rule: 'length' | 'upper' | 'lower' | 'digit' | 'special' | 'characters';
  ok: boolean;
  text: string;
}

/** Every rule with its state, in the order the dialog lists them. */
export function checkArchivePassword(password: string): PasswordRule[] {
  const length = password.length >= MIN_ARCHIVE_PASSWORD && password.length <= MAX_ARCHIVE_PASSWORD;
  return [
    { rule: 'length', ok: length, text: '至少 8 碼以上' },
    { rule: 'upper', ok: /[A-Z]/.test(password), text: '大寫英文字母' },
    { rule: 'lower', ok: /[a-z]/.test(password), text: '小寫英文字母' },
    { rule: 'digit', ok: /[0-9]/.test(password), text: '數字' },
    { rule: 'special', ok: /[!-/:-@[-`{-~]/.test(password), text: '特殊符號' },
    { rule: 'characters', ok: /^[!-~]*$/.test(password), text: '只使用半形英數字及符號，不含空白' },
  ];
}

/** What is wrong with a password in one sentence, or `null`. */
export function archivePasswordProblem(password: string): string | null {
  if (password === '') return '請輸入密碼';
  const failed = checkArchivePassword(password).filter((rule) => !rule.ok);
  if (failed.length === 0) return null;
  if (failed.some((rule) => rule.rule === 'characters'))
    return /[\uff01-\uff5e\u3000]/.test(password)
      ? '密碼含有全形字元，請改用半形英數字及符號'
      : '密碼只能使用半形英數字及符號，請勿使用中文、空白或其他字元';
  if (password.length > MAX_ARCHIVE_PASSWORD) return `密碼最長 ${MAX_ARCHIVE_PASSWORD} 碼，請縮短`;
  if (password.length < MIN_ARCHIVE_PASSWORD)
    return '密碼長度應至少 8 碼以上，並且混合大小寫英文字母、數字及特殊符號';
  return `密碼還缺少${failed.map((rule) => rule.text).join('、')}，請補上`;
}
