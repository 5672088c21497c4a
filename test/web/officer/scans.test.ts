import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { scanPending, startScanner } from '../../../activities/scanner.ts';
import { paths } from '../../../web/paths.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { type Clamd, startClamd, VIRUS } from '../../support/clamd.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { handIn, type Person, pdf, person, stored, toReview } from '../applicant/support.ts';
import { words } from './html.ts';
import { produce } from './people.ts';

const PASSWORD = 'Aa1!aaaa-archive';
const run = promisify(execFile);
let s: Scene;
let web: Web;
let clamd: Clamd;
let officer: SignedIn;
let folder: string;
let no: string;
let who: Person;
let applicationId: string;
const logged: string[] = [];

beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { config: { scanning: true } });
  clamd = await startClamd();
  officer = await web.signIn(s.officer);
  folder = await mkdtemp(path.join(tmpdir(), 'scans-'));
});
afterAll(async () => {
  await clamd.close();
  await s.close();
  await rm(folder, { recursive: true });
});
/** Somebody hands in a good file and one the scanner refuses; her résumé is produced. */
beforeEach(async () => {
  clamd.mood = 'well';
  no = await vacancyOf(s, { content: { mode: 'open' } });
  who = await person(s, web);
  const infected = Buffer.concat([
    Buffer.from('%PDF-1.7\n%'),
    Buffer.from(VIRUS),
    Buffer.from('\n'),
    await pdf(),
  ]);
  const files = [
    { name: '畢業證書.pdf', bytes: await pdf() },
    { name: '成績單.pdf', bytes: infected },
  ];
  await handIn(web, who, no, await toReview(web, who, no), files);
  applicationId = (await stored(s, who))[0]?.id as string;
  await produce(s, applicationId);
});

const deps = () => {
  const log = (fields: Record<string, unknown>, event: string) => {
    logged.push(`${event} ${JSON.stringify(fields)}`);
  };
  return { db: s.worker, keyring: s.keyring, log: { info: log, warn: log, error: log } };
};
const scan = (passedOver = new Set<string>()) => scanPending(deps(), clamd.address, passedOver);
const people = async () => words(await (await web.get(paths.officer.applicants(no), officer)).text());
const hers = async () =>
  words(await (await web.get(paths.applicant.application(applicationId), who.as)).text());

/** Names in the archive an officer gets now, and what its sheet says. */
async function archive(): Promise<{ names: string[]; sheet: string }> {
  const r = await web.post(
    paths.officer.retrieve(no),
    {
      _key: crypto.randomUUID(),
      resume: applicationId,
      step: 'archive',
      purpose: 'panel',
      password: PASSWORD,
    },
    officer,
  );
  expect(r.status).toBe(200);
  const zip = path.join(folder, `${applicationId}.zip`);
  await writeFile(zip, Buffer.from(await r.arrayBuffer()));
  const { stdout } = await run('7z', ['l', '-slt', `-p${PASSWORD}`, zip]);
  const sheet = await run('7z', ['e', '-so', `-p${PASSWORD}`, zip, '00-retrieval.pdf'], {
    encoding: 'buffer',
  });
  return {
    names: [...stdout.matchAll(/^Path = (.*\.pdf)$/gm)].map((m) => m[1] as string),
    sheet: await pdfText(sheet.stdout),
  };
}

it('[R79] nothing unscanned leaves: said to both sides, held back from the archive', async () => {
  expect(await people()).toContain('證明文件 2 件掃描中，尚不提供');
  expect((await hers()).match(/病毒掃描中/g)).toHaveLength(2);
  const { names, sheet } = await archive();
  expect(names).toEqual(['00-retrieval.pdf', `${no}-01.pdf`]);
  expect(sheet).toContain('2件未經掃描通過，未附');
});

it('[R79] what passed leaves, what was refused never does, and the applicant is told what to do', async () => {
  await scan();
  const list = await people();
  expect(list).toContain('證明文件 1 件通過掃描');
  expect(list).toContain('證明文件 1 件未通過掃描');
  const page = await hers();
  expect(page).toMatch(/畢業證書\.pdf（\d+ KB，病毒掃描通過）/);
  expect(page).toMatch(/成績單\.pdf（\d+ KB，病毒掃描未通過，不會提供給機關，請更換檔案後修改應徵資料）/);
  const { names, sheet } = await archive();
  expect(new Set(names)).toEqual(new Set(['00-retrieval.pdf', `${no}-01.pdf`, `${no}-01-01.pdf`]));
  expect(sheet).toContain('1件，另1件未經掃描通過，未附');
  const events = await s.admin
    .selectFrom('audit_event')
    .select(['actor_kind', 'details'])
    .where('act', '=', 'attachment.scanFailed')
    .where('subject_id', '=', applicationId)
    .execute();
  expect(events).toMatchObject([{ actor_kind: 'worker' }]);
  expect(logged.join()).not.toContain('成績單');
});

it('[R79] a scanner that is away holds back; it is asked again and then everything goes its way', async () => {
  const { address } = clamd;
  await clamd.close();
  await expect(scan()).rejects.toMatchObject({ code: 'scanAway' });
  expect((await archive()).names).toHaveLength(2);
  logged.length = 0;
  const scanner = startScanner(deps(), address, 5);
  await vi.waitFor(() => expect(logged.filter((line) => line.startsWith('scannerAway'))).not.toEqual([]));
  clamd = await startClamd(address.port);
  await vi.waitFor(async () => expect(await people()).toContain('證明文件 1 件通過掃描'), {
    timeout: 20_000,
  });
  await scanner.stop();
  expect((await archive()).names).toHaveLength(3);
});

it('[R79] a file over which the scanner hangs up is passed over for a while and holds nobody up', async () => {
  clamd.mood = 'hangsUp';
  const passedOver = new Set<string>();
  await scan(passedOver);
  expect(passedOver.size).toBe(2);
  clamd.mood = 'well';
  await scan(passedOver);
  expect((await archive()).names).toHaveLength(2);
  await scan();
  expect((await archive()).names).toHaveLength(3);
});

it('[R79] a file that cannot be read or judged is passed over for a while and holds nobody up', async () => {
  await s.admin
    .updateTable('data_key')
    .set({ wrapped: randomBytes(60) })
    .where('application_id', '=', applicationId)
    .execute();
  const broken = applicationId;
  const passedOver = new Set<string>();
  await scan(passedOver);
  expect(passedOver.size).toBe(2);
  clamd.seen.length = 0;
  await scan(passedOver);
  expect(clamd.seen).toEqual([]);
  const states = await s.admin
    .selectFrom('attachment')
    .select('scan_state')
    .where('application_id', '=', broken)
    .execute();
  expect(states).toEqual([{ scan_state: 'pending' }, { scan_state: 'pending' }]);
});

it('operators see how many wait and how many were refused; nobody else reads the counts', async () => {
  await scan();
  const page = words(await (await web.get('/ops', await web.signIn(s.operator))).text());
  expect(page).toMatch(/證明文件病毒掃描\s*掃描中\s*\d+ 件\s*未通過\s*\d+ 件/);
  const quiet = await webOf(s);
  expect(words(await (await quiet.get('/ops', await quiet.signIn(s.operator))).text())).toContain(
    '未設定掃描程式',
  );
});

it('[R79] without a scanner files are offered as before, but never a refused one', async () => {
  const quiet = await webOf(s);
  const list = async () => {
    const r = await quiet.get(paths.officer.applicants(no), await quiet.signIn(s.officer));
    return words(await r.text());
  };
  expect(await list()).not.toContain('掃描');
  web.services.config.scanning = false;
  expect((await archive()).names).toHaveLength(4);
  await scan();
  expect((await archive()).names).toHaveLength(3);
  web.services.config.scanning = true;
});
