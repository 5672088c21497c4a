import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { HTTPException } from 'hono/http-exception';
import type { Keyring } from '../../db/keyring.ts';

/** argon2id, 64 MiB, three passes: about 130 ms (facts: security §5). */
const COST = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** At least so many characters; no rules of composition for applicants (OWASP ASVS 6.2.5), see `kindsProblem`. */
export const PASSWORD_LEAST = 12;
const PASSWORD_MOST = 128;

/** Four at a time keep two cores busy and memory at 256 MiB; a short queue takes a rush of sign-ins. */
const AT_ONCE = 4;
const QUEUE = 60;
let running = 0;
const waiting: (() => void)[] = [];

/** @throws HTTPException 503 when too many are waiting */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE) throw new HTTPException(503);
    await new Promise<void>((go) => waiting.push(go));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** The pepper lies outside the database: a stolen table alone cannot be guessed at. */
const peppered = (keyring: Keyring, password: string): string =>
  createHmac('sha256', keyring.pepper).update(password.normalize('NFKC')).digest('base64');

/** @example await hashPassword(keyring, 'correct horse battery') // $argon2id$v=19$m=65536,t=3,p=1$… */
export const hashPassword = (keyring: Keyring, password: string): Promise<string> =>
  inTurn(() => hash(peppered(keyring, password), COST));

let dummy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (unknown or locked) the same work is done against one
 * that fits nothing, so that the time tells nothing.
 */
export async function passwordFits(
  keyring: Keyring,
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  dummy ??= hash(peppered(keyring, 'no one has this password'), COST);
  const against = stored?.startsWith('$argon2') ? stored : await dummy;
  const fits = await inTurn(() => verify(against, peppered(keyring, password)));
  return fits && against === stored;
}

/** Passwords tried first by everyone who guesses; compared without case, blanks and marks. */
const COMMON = [
  'password',
  'passw0rd',
  'qwertyuiop',
  '1234567890',
  '123456789012',
  'iloveyou',
  'administrator',
  'abcdefghijkl',
];

/**
 * What is wrong with a new password, or undefined.
 * @param name account name or address, which it must not contain
 */
export function passwordProblem(password: string, name: string): string | undefined {
  const length = [...password].length;
  if (length === 0) return '請輸入密碼';
  if (length < PASSWORD_LEAST) return `密碼至少 ${PASSWORD_LEAST} 個字元，目前 ${length} 個，請加長`;
  if (length > PASSWORD_MOST) return `密碼至多 ${PASSWORD_MOST} 個字元，請縮短`;
  const plain = password
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const who = name.split('@')[0]?.toLowerCase() ?? '';
  if (who.length >= 4 && plain.includes(who)) return '密碼不可包含帳號，請換一組';
  if (new Set(plain).size < 5 || COMMON.some((c) => plain.startsWith(c) && plain.length - c.length < 5))
    return '這組密碼太容易被猜到，請換一組';
  return undefined;
}

/** 附表十 4-2-4 asks for 密碼複雜度 of the back office. A sentence in Chinese with a number and a blank has three. */
const KINDS = [/[A-Z]/, /[a-z]/, /\d/, /[^\p{L}\p{N}]/u, /(?![A-Za-z])\p{L}/u];
export const KINDS_WORDS = '須含英文大寫、英文小寫、數字、符號（含空白）、中文其中三種';

/** Too few kinds of characters, or undefined. */
export const kindsProblem = (password: string): string | undefined =>
  KINDS.filter((kind) => kind.test(password)).length < 3 ? `密碼${KINDS_WORDS}，請再加入一種` : undefined;
