import { type FSWatcher, watch } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SqlBool, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../../web/paths.ts';
import { noTemporal } from '../../../web/temporal.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { apply } from './people.ts';

const PASSWORD = 'Nowhere-4-Kept';
const usual = process.env.TMPDIR;
let folder = '';
let watcher: FSWatcher;
const touched: string[] = [];
let calls = 0;
let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  const client = async () => {
    calls += 1;
    return null;
  };
  web = await webOf(s, { services: { temporal: { ...noTemporal, client } } });
  folder = await mkdtemp(path.join(tmpdir(), 'nowhere-'));
  process.env.TMPDIR = folder;
  watcher = watch(folder, { recursive: true }, (_, name) => touched.push(name ?? ''));
});
afterAll(async () => {
  watcher.close();
  if (usual === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usual;
  await rm(folder, { recursive: true, force: true });
  await s.close();
});

/** Tables with a row that holds the words anywhere, also as bytes. */
async function tablesWith(words: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(s.admin);
  const hex = Buffer.from(words).toString('hex');
  const holding: string[] = [];
  for (const { name } of rows) {
    const found = await sql<{ yes: SqlBool }>`select exists (select from ${sql.table(name)} t
      where position(${words} in t::text) > 0 or position(${hex} in t::text) > 0) as yes`.execute(s.admin);
    if (found.rows[0]?.yes) holding.push(name);
  }
  return holding;
}

it('[R78] the password of an archive is in no table, no log, no file, and nothing of it goes to Temporal', async () => {
  const officer = await web.signIn(s.officer);
  const no = await vacancyOf(s);
  const resume = await apply(s, no, { produced: true });
  const post = (fields: Record<string, string>) =>
    web.post(
      paths.officer.retrieve(no),
      { _key: crypto.randomUUID(), resume, step: 'archive', password: PASSWORD, ...fields },
      officer,
    );
  expect((await post({ purpose: '' })).status).toBe(422);
  const sent = await post({ purpose: 'shortlist' });
  expect(sent.status).toBe(200);
  expect((await sent.arrayBuffer()).byteLength).toBeGreaterThan(1_000);

  expect(await tablesWith('shortlist')).toEqual(expect.arrayContaining(['retrieval', 'retrieval_item']));
  expect(await tablesWith('%PDF')).toEqual([]);
  expect(await tablesWith(PASSWORD)).toEqual([]);
  expect(web.lines.join('\n')).toContain('retrieve');
  expect(web.lines.join('\n')).not.toContain(PASSWORD);
  expect(calls).toBe(0);
  // The loader keeps what it has translated there, and nobody keeps anything else.
  expect(touched.filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      expect((await readFile(path.join(file.parentPath, file.name))).includes(PASSWORD), file.name).toBe(
        false,
      );
});
