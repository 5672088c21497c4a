import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealArchive } from '../../documents/sealed-archive.ts';

const PASSWORD = 'Right-1-horse';
const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (seed: string, size: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(size / 32) }, (_, i) =>
      createHash('sha256').update(`${seed}${i}`).digest(),
    ),
  ).subarray(0, size);

async function pack(files: Parameters<typeof sealArchive>[0]['files']): Promise<string> {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.zip`);
  await writeFile(file, await buffer(sealArchive({ password: PASSWORD, files })));
  return file;
}

describe('a sealed archive', () => {
  it('[R76] [R79] holds the very bytes under AES-256, and opens with the password', async () => {
    const files = Array.from({ length: 10 }, (_, i) => ({
      name: `1151100001-${String(i + 1).padStart(2, '0')}.pdf`,
      bytes: bytes(`file${i}`, 50_000 * i + 1),
    }));
    const zip = await pack(files);
    const listing = (await run('7z', ['l', '-slt', `-p${PASSWORD}`, zip])).stdout;
    expect(listing.match(/^Method = AES-256 Store$/gm)).toHaveLength(10);
    expect(listing.match(/^Encrypted = \+$/gm)).toHaveLength(10);
    const out = path.join(folder, 'out');
    await run('7z', ['x', '-y', `-p${PASSWORD}`, `-o${out}`, zip]);
    for (const file of files)
      expect((await readFile(path.join(out, file.name))).equals(file.bytes), file.name).toBe(true);
  });

  it('[R77] does not open with another password or with none', async () => {
    const zip = await pack([{ name: '1151100001-01.pdf', bytes: bytes('a', 1_000) }]);
    await expect(run('7z', ['t', '-pWrong-1-horse', zip])).rejects.toThrow(/Wrong password/);
    await expect(run('7z', ['t', '-p', zip])).rejects.toThrow(/Wrong password/);
  });

  it('[R78] carries neither the password nor the contents in the clear', async () => {
    const zip = await pack([{ name: '1.txt', bytes: Buffer.from('林雅婷 A223456781') }]);
    const raw = await readFile(zip);
    expect(raw.includes(PASSWORD)).toBe(false);
    expect(raw.includes('A223456781')).toBe(false);
  });

  it('takes streams and passes them on piece by piece', async () => {
    const content = bytes('stream', 3_000_000);
    const pieces = Array.from({ length: 30 }, (_, i) => content.subarray(i * 100_000, (i + 1) * 100_000));
    const zip = await pack([
      { name: 'a-1.pdf', stream: Readable.from(pieces) },
      { name: 'a-2.pdf', bytes: new Uint8Array(0) },
    ]);
    await run('7z', ['x', '-y', `-p${PASSWORD}`, `-o${folder}/streamed`, zip]);
    expect((await readFile(path.join(folder, 'streamed', 'a-1.pdf'))).equals(content)).toBe(true);
    expect(await readFile(path.join(folder, 'streamed', 'a-2.pdf'))).toHaveLength(0);
  });

  it('[R75] fails as a whole when a source fails, and leaves the caller’s bytes usable', async () => {
    const first = bytes('kept', 10);
    const broken = async function* () {
      yield bytes('some', 1_000);
      throw new Error('林雅婷');
    };
    const archive = sealArchive({
      password: PASSWORD,
      files: [
        { name: '1.pdf', bytes: first },
        { name: '2.pdf', stream: broken() },
      ],
    });
    await expect(buffer(archive)).rejects.toThrow(/^archiveSource$/);
    expect(first).toEqual(bytes('kept', 10));
  });

  it('survives a stream that fails before its turn', async () => {
    const waiting = new PassThrough();
    const archive = sealArchive({
      password: PASSWORD,
      files: [
        { name: '1.pdf', bytes: bytes('x', 5_000_000) },
        { name: '2.pdf', stream: waiting },
      ],
    });
    waiting.destroy(new Error('gone'));
    await expect(buffer(archive)).rejects.toThrow(/^archiveSource$/);
  });

  it('one that is given up in the middle does not disturb the others', async () => {
    const content = bytes('many', 2_000_000);
    const files = [{ name: '1.pdf', bytes: content }];
    const left = sealArchive({ password: PASSWORD, files });
    const others = Array.from({ length: 3 }, () => pack(files));
    await once(left, 'readable');
    left.destroy();
    for (const zip of [...(await Promise.all(others)), await pack(files)]) {
      const { stdout } = await run('7z', ['e', '-so', `-p${PASSWORD}`, zip], {
        encoding: 'buffer',
        maxBuffer: 1 << 24,
      });
      expect(Buffer.compare(stdout, content)).toBe(0);
    }
  });

  it('[R79] reads a source only when its turn has come', async () => {
    let read = 0;
    const counted = async function* () {
      read += 1;
      yield bytes(`counted${read}`, 3_000_000);
    };
    const archive = sealArchive({
      password: PASSWORD,
      files: Array.from({ length: 10 }, (_, i) => ({ name: `${i}.pdf`, stream: counted() })),
    });
    await once(archive, 'readable');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(read).toBeLessThan(3);
    expect((await buffer(archive)).length).toBeGreaterThan(30_000_000);
    expect(read).toBe(10);
  });

  it('ends its sources when the reader goes away', async () => {
    const source = new PassThrough();
    const archive = sealArchive({ password: PASSWORD, files: [{ name: '1.pdf', stream: source }] });
    archive.destroy();
    await new Promise((resolve) => archive.once('close', resolve));
    expect(source.destroyed).toBe(true);
  });

  it.each([
    ['a name in Chinese', '林雅婷.pdf'],
    ['a folder', '../1.pdf'],
    ['another kind of file', '1.exe'],
    ['an ID number with a blank', 'A223456781 .pdf'],
  ])('refuses %s as a name', (_, name) => {
    expect(() => sealArchive({ password: PASSWORD, files: [{ name, bytes: bytes('', 1) }] })).toThrow(
      /^archiveName$/,
    );
  });

  it('refuses the same name twice, and an archive of nothing', () => {
    const file = { name: '1.pdf', bytes: bytes('', 1) };
    const twice = [file, { ...file, name: '1.PDF'.toLowerCase() }];
    expect(() => sealArchive({ password: PASSWORD, files: twice })).toThrow(/^archiveName$/);
    expect(() => sealArchive({ password: PASSWORD, files: [] })).toThrow(/^archiveEmpty$/);
  });

  it.each([['short1!A'.slice(1)], ['alllowercase1!'], ['Ｐassword-123'], ['密碼Abc-12345']])(
    '[R77] refuses the password %s without repeating it',
    (password) => {
      expect(() => sealArchive({ password, files: [{ name: '1.pdf', bytes: bytes('', 1) }] })).toThrow(
        /^archivePassword$/,
      );
    },
  );
});
