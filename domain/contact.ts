/** Addresses, telephones and the hygiene of texts people type. */

export type CheckedEmail = { ok: true; normal: string } | { ok: false; message: string };

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59})$/;

/**
 * R44: exactly one mail address, without display name. The domain is made small, the local part kept.
 * Line breaks never pass: the address goes into mail headers.
 * @param label the field's name in the messages
 */
export function checkEmail(raw: string, label = '聯絡E-mail'): CheckedEmail {
  const text = raw.trim();
  if (text === '') return { ok: false, message: `請輸入${label}` };
  if (text.split('@').length > 2 && /[\s,;，；、<>/]/u.test(text))
    return { ok: false, message: `僅允許一筆${label}，請刪去其餘信箱` };
  if (/[^\x21-\x7e]/.test(text))
    return { ok: false, message: `${label}不可含空白、全形或中文字元，請改用半形英數字` };
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const fits = text.length <= 254 && local.length <= 64;
  if (at < 1 || !fits || !LOCAL.test(local) || !DOMAIN.test(domain))
    return { ok: false, message: `請輸入一筆完整的${label}，例如 hr@example.gov.tw` };
  return { ok: true, normal: `${local}@${domain.toLowerCase()}` };
}

export type CheckedPhone =
  | { ok: true; raw: string; normal: string; extension: string }
  | { ok: false; message: string };

/**
 * R35: a telephone of Taiwan (city, mobile, 0800) or an international one with `+`, with or without extension.
 * @returns the text as typed, the digits (`0223979297`, `+81312345678`), and the extension or ''
 * @example checkPhone('(02)2652-3580 分機105') // normal 0226523580, extension 105
 */
export function checkPhone(raw: string, label = '聯絡電話'): CheckedPhone {
  const typed = cleanLine(raw);
  if (typed === '') return { ok: false, message: `請輸入${label}` };
  const parts = /^(.*?)(?:[-,、 ]*(?:分機|轉|#|ext\.?)[:. ]*(\d{0,6}))?$/iu.exec(typed.normalize('NFKC'));
  const body = (parts?.[1] ?? '').trim();
  const plain = body.replace(/[\s().-]/g, '').replace(/^\+886\(?0?/, '0');
  const known = /^0[2-8]\d{7,8}$/.test(plain) || /^09\d{8}$/.test(plain) || /^0800\d{6}$/.test(plain);
  const foreign = /^\+[1-9]\d{7,14}$/.test(plain);
  if (!known && !foreign)
    return { ok: false, message: `請輸入完整的${label}，含區域碼，例如 02-23979297 分機 105` };
  return { ok: true, raw: typed, normal: plain, extension: parts?.[2] ?? '' };
}

/** Controls other than tab and line feed, lone surrogates, non-characters: most are illegal in XML 1.0. */
const ILLEGAL = /[^\P{Cc}\t\n]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
/** Marks that reorder or hide text on screen: a name could be shown other than it is stored. */
const HIDDEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A text of several lines as it is stored: NFC, line ends LF, without forbidden or invisible controls, trimmed.
 * Applying it twice changes nothing more.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(ILLEGAL, '')
    .replace(HIDDEN, '')
    .normalize('NFC')
    .trim();
}

/** A text of one line: as above, and every run of blanks becomes one blank. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
