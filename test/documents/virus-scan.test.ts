import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readClamdAddress, scanForViruses } from '../../documents/virus-scan.ts';
import { type Clamd, startClamd, VIRUS } from '../support/clamd.ts';

let clamd: Clamd;
beforeAll(async () => {
  clamd = await startClamd();
});
afterAll(() => clamd.close());

it('[R79] a file goes whole through the socket and is passed or refused', async () => {
  const large = randomBytes(3_000_000);
  expect(await scanForViruses(clamd.address, large)).toBe('passed');
  expect(clamd.seen.at(-1)?.equals(large)).toBe(true);
  const bad = Buffer.concat([large, Buffer.from(VIRUS), large]);
  expect(await scanForViruses(clamd.address, bad)).toBe('failed');
});

it.each([
  ['away in the middle', 'hangsUp', 'scanAway'],
  ['silent', 'silent', 'scanAway'],
  ['at its limit', 'limit', 'scanRefused'],
] as const)('[R79] a scanner that is %s lets nothing through', async (_, mood, code) => {
  clamd.mood = mood;
  await expect(scanForViruses(clamd.address, Buffer.from('file'), 200)).rejects.toMatchObject({ code });
});

it('[R79] a scanner that is not there lets nothing through', async () => {
  const gone = await startClamd();
  await gone.close();
  await expect(scanForViruses(gone.address, Buffer.from('file'))).rejects.toMatchObject({ code: 'scanAway' });
});

it('reads the address: a socket’s path or host and port, nothing else', () => {
  expect(readClamdAddress('/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' });
  expect(readClamdAddress('clamd:3310')).toEqual({ host: 'clamd', port: 3310 });
  expect(readClamdAddress('[::1]:3310')).toEqual({ host: '::1', port: 3310 });
  for (const words of ['', 'clamd', 'clamd:', 'clamd:0', 'clamd:70000', 'http://clamd:3310', 'a b:1'])
    expect(readClamdAddress(words)).toBeNull();
});
