import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import aes from 'aes-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useNativeAes, ZipCounterMode } from '../../documents/archive-aes.ts';

const bytes = (seed: string, size: number): Uint8Array =>
  createHash('shake256', { outputLength: size }).update(seed).digest();
const library = aes.ModeOfOperation.ctr;
const increment = aes.Counter.prototype.increment;
beforeAll(() => {
  // Loading the archive's plug-in makes the library count as zips do.
  createRequire(import.meta.url)('archiver-zip-encrypted');
});
afterAll(() => {
  aes.ModeOfOperation.ctr = library;
  aes.Counter.prototype.increment = increment;
});

it('[R79] enciphers as the library does, whatever the pieces', () => {
  const key = bytes('key', 32);
  for (const sizes of [[0], [1], [15, 1, 16, 17], [5, 0, 70_000, 3], [16, 16], [4_096, 1_000]]) {
    const ours = new ZipCounterMode(key);
    const first = new Uint8Array(16).fill(1, 0, 1);
    const theirs = new library(key, new aes.Counter(first));
    for (const [i, size] of sizes.entries()) {
      const plain = bytes(`plain${i}`, size);
      expect(Buffer.compare(ours.encrypt(plain), theirs.encrypt(plain)), `${sizes} at ${i}`).toBe(0);
    }
  }
});

it('takes the place of the cipher the plug-in uses, which is the same copy', () => {
  const here = createRequire(import.meta.url);
  const plugin = createRequire(here.resolve('archiver-zip-encrypted'));
  expect(plugin.resolve('aes-js')).toBe(here.resolve('aes-js'));
  useNativeAes();
  expect((plugin('aes-js') as typeof aes).ModeOfOperation.ctr).toBe(ZipCounterMode);
});
