/**
 * The cipher of archiver-zip-encrypted on the machine's own AES: the library's is written in JavaScript and takes
 * 40 ms for each megabyte, this 4 to 8. Format, key derivation and authentication stay the library's.
 */
import { type Cipheriv, createCipheriv } from 'node:crypto';
import aes from 'aes-js';

const BLOCK = 16;

/** AES in counter mode as WinZip counts: little-endian, beginning at 1. */
export class ZipCounterMode {
  readonly #cipher: Cipheriv;
  #next = 1;
  /** Of the last block's stream, what has not been used. */
  #rest: Uint8Array = new Uint8Array(0);

  constructor(key: Uint8Array) {
    this.#cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  }

  /** @returns the next bytes enciphered; their division into calls makes no difference */
  encrypt(plain: Uint8Array): Uint8Array {
    const out = new Uint8Array(plain.length);
    const stream = this.#stream(plain.length);
    for (let i = 0; i < plain.length; i++) out[i] = (plain[i] as number) ^ (stream[i] as number);
    this.#rest = stream.subarray(plain.length);
    return out;
  }

  /** At least so many bytes. */
  #stream(length: number): Uint8Array {
    const blocks = Math.max(0, Math.ceil((length - this.#rest.length) / BLOCK));
    const counters = Buffer.alloc(blocks * BLOCK);
    // Four bytes count 64 GB of one file; beyond them writing throws.
    for (let at = 0; at < counters.length; at += BLOCK) counters.writeUInt32LE(this.#next++, at);
    return Buffer.concat([this.#rest, this.#cipher.update(counters)]);
  }
}

/** For this thread, whose copy of the library's cipher nobody else uses. */
export function useNativeAes(): void {
  aes.ModeOfOperation.ctr = ZipCounterMode;
}
