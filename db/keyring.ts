import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The secrets that live outside the database, in two files: the keyring (wrapping keys, reply-link keys,
 * the password pepper) and, apart from it, the blind-index key, which alone would open the whole space
 * of ID numbers in under an hour (docs/decisions).
 */
export interface Keyring {
  /** Key-wrapping keys by one-byte id; `current` wraps new data keys, the others only unwrap. */
  wrapping: { current: number; keys: Map<number, Buffer> };
  /** HMAC keys of reply links by id. */
  reply: { current: string; keys: Map<string, Buffer> };
  pepper: Buffer;
  index: Buffer;
}

interface KeyringFile {
  wrapping: { current: number; keys: Record<string, string> };
  reply: { current: string; keys: Record<string, string> };
  pepper: string;
}

/** Where the blind-index key lies: `INDEX_KEY_FILE`, else `index-key.json` beside the keyring. */
export function indexKeyFile(keyringFile: string): string {
  return process.env.INDEX_KEY_FILE ?? join(dirname(keyringFile), 'index-key.json');
}

/**
 * Reads both files.
 * @throws Error that names the file when one is missing or too short.
 */
export function readKeyring(file: string): Keyring {
  const k = JSON.parse(readFileSync(file, 'utf8')) as KeyringFile;
  const index = JSON.parse(readFileSync(indexKeyFile(file), 'utf8')) as { key: string };
  const bytes = (s: string): Buffer => {
    const b = Buffer.from(s, 'base64');
    if (b.length !== 32) throw new Error(`${file}: a key is not 32 bytes`);
    return b;
  };
  return {
    wrapping: {
      current: k.wrapping.current,
      keys: new Map(Object.entries(k.wrapping.keys).map(([id, v]) => [Number(id), bytes(v)])),
    },
    reply: {
      current: k.reply.current,
      keys: new Map(Object.entries(k.reply.keys).map(([id, v]) => [id, bytes(v)])),
    },
    pepper: bytes(k.pepper),
    index: bytes(index.key),
  };
}

/** Makes both files (mode 0600) where they are absent; for the embedded stack and tests. */
export function ensureKeyring(file: string): Keyring {
  mkdirSync(dirname(file), { recursive: true });
  const secret = () => randomBytes(32).toString('base64');
  const write = (f: string, content: object) => {
    if (!existsSync(f)) writeFileSync(f, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  };
  write(file, {
    wrapping: { current: 1, keys: { 1: secret() } },
    reply: { current: 'r1', keys: { r1: secret() } },
    pepper: secret(),
  } satisfies KeyringFile);
  write(indexKeyFile(file), { key: secret() });
  return readKeyring(file);
}

/**
 * The token of a reply link (facts: derived, so that a retried mail carries the same one and only its
 * hash is stored): base64url HMAC over notice id and version, 43 characters.
 */
export function replyToken(keyring: Keyring, keyId: string, noticeId: string, version: number): string {
  return linkToken(keyring, keyId, `reply:v1:${noticeId}:${version}`);
}

/** The token of a newsletter's preferences and of cancelling it: the same in every edition. */
export function newsletterToken(keyring: Keyring, keyId: string, subscriptionId: string): string {
  return linkToken(keyring, keyId, `newsletter:v1:${subscriptionId}`);
}

function linkToken(keyring: Keyring, keyId: string, what: string): string {
  const key = keyring.reply.keys.get(keyId);
  if (!key) throw new Error(`No reply key "${keyId}" in the keyring`);
  return createHmac('sha256', key).update(what).digest('base64url');
}
