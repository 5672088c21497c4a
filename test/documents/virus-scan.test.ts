import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findOnPath } from '../../dev/find-on-path.ts';
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
  ['gone in the middle', 'hangsUp', 'scanRefused'],
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

const daemon = findOnPath('clamd') ?? ['/usr/sbin/clamd'].find((file) => fs.existsSync(file));
if (!daemon) console.info('ClamAV’s own daemon is not asked here: it is not installed.');
else
  describe('ClamAV’s own daemon, with one signature of ours', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-clamd-'));
    const address = { path: path.join(dir, 'socket') };
    let child: ChildProcess;
    beforeAll(async () => {
      fs.mkdirSync(path.join(dir, 'signatures'));
      const signature = `Test.Signature:0:*:${Buffer.from(VIRUS).toString('hex')}\n`;
      fs.writeFileSync(path.join(dir, 'signatures', 'test.ndb'), signature);
      const settings = [
        `DatabaseDirectory ${path.join(dir, 'signatures')}`,
        `LocalSocket ${address.path}`,
        'Foreground yes',
        'StreamMaxLength 12M',
        `User ${os.userInfo().username}`,
      ];
      fs.writeFileSync(path.join(dir, 'clamd.conf'), `${settings.join('\n')}\n`);
      child = spawn(daemon, ['-c', path.join(dir, 'clamd.conf')], { stdio: 'ignore' });
      await vi.waitFor(() => scanForViruses(address, Buffer.from('ready')), { timeout: 20_000 });
    });
    afterAll(async () => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
      fs.rmSync(dir, { recursive: true, force: true });
    });

    it('[R79] passes a file as large as an attachment may be, and finds the signature at its end', async () => {
      const large = randomBytes(10 * 1024 * 1024);
      expect(await scanForViruses(address, large)).toBe('passed');
      expect(await scanForViruses(address, Buffer.concat([large, Buffer.from(VIRUS)]))).toBe('failed');
    });

    it('[R79] a file above its limit is refused, and the daemon is not taken to be away', async () => {
      const refused = scanForViruses(address, randomBytes(40_000_000));
      await expect(refused).rejects.toMatchObject({ code: 'scanRefused' });
      expect(await scanForViruses(address, Buffer.from('the next'))).toBe('passed');
    });
  });
