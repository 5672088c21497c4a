import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { APPLICANTS_PAGE } from '../../../db/queries/applicants-page.ts';
import { withdrawApplication } from '../../../db/queries/withdrawals.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';
import { apply, PDF, produce } from './people.ts';

const run = promisify(execFile);
const PASSWORD = 'Right-1-horse';
let s: Scene;
let web: Web;
let officer: SignedIn;
let folder = '';
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  folder = await mkdtemp(path.join(tmpdir(), 'officer-'));
});
afterAll(async () => {
  await s.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  no = await vacancyOf(s);
});

const base = () => `/officer/vacancies/${no}/applicants`;
const open = async (query = '') => (await web.get(base() + query, officer)).text();
const key = () => crypto.randomUUID();
const retrieve = (fields: Record<string, string | string[]>) =>
  web.post(`${base()}/retrieve`, { _key: key(), ...fields }, officer);
const retrievals = async (): Promise<number> =>
  Number(
    (
      await s.admin
        .selectFrom('retrieval')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('vacancy_no', '=', no)
        .executeTakeFirstOrThrow()
    ).n,
  );
const rowOf = (html: string, name: string): string =>
  html.split('<tr role="row"').find((row) => row.includes(`>${name}</span>`)) ?? '';

describe('調閱履歷', () => {
  it('[R69, R72, R73] title, number, method, count and every column', async () => {
    await apply(s, no, { name: '測試姓名1', produced: true });
    const html = await open();
    const text = words(html);
    expect(text).toContain('機關徵才登錄-調閱履歷');
    expect(text).toContain('回機關徵才登錄');
    expect(text).toContain(no);
    expect(text).toContain('須具公務人員任用資格');
    expect(text).toContain('共 1 人');
    expect(text).toContain('※ 每次調閱最多僅能調閱10個人員之履歷資料');
    const heads = [...html.matchAll(/<th role="columnheader"[^>]*>([\s\S]*?)<\/th>/g)].map((m) =>
      words(m[1] ?? '')
        .replace('全選本頁：', '')
        .replaceAll(' ', ''),
    );
    expect(heads).toEqual(
      '序號,勾選調閱履歷,勾選批次通知面試,姓名,性別,出生日期,電話,聯絡Email,應徵時間,面試回覆狀態,通知面試'.split(
        ',',
      ),
    );
    const row = words(rowOf(html, '測試姓名1'));
    for (const cell of ['男', '0750114', '0912345678', 'applicant@mail.example', '空白', '通知面試'])
      expect(row).toContain(cell);
    expect(row).toMatch(/\d{3}\/\d\d\/\d\d \d\d:\d\d:\d\d/);
  });

  it('[R57] shows what was declared; what an interview needs is marked, and told where it is arranged', async () => {
    const id = await apply(s, no, {
      name: '王聲明',
      particulars: {
        declaration: { posts: ['測試機關 科員'], basis: '' },
        adjustments: '需要<手語翻譯>',
      },
    });
    const row = words(rowOf(await open(), '王聲明'));
    expect(row).toContain('聲明現職：測試機關 科員');
    expect(row).toContain('面試需合理調整');
    expect(row).not.toContain('手語翻譯');
    const notice = await (await web.get(`${base()}/${id}/notice`, officer)).text();
    expect(notice).toContain('需要&lt;手語翻譯&gt;');
    expect(words(notice)).toContain('現職：測試機關 科員（由機關查驗）');
  });

  it('sees of a withdrawn application its number and time, and no more', async () => {
    const id = await apply(s, no, { name: '陳撤回' });
    const row = await s.admin
      .selectFrom('application')
      .select(['no', 'applicant_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const applicant = { kind: 'applicant' as const, applicantId: row.applicant_id as string };
    await withActor(s.web, applicant, (trx) => withdrawApplication(trx, applicant, id));
    const html = await open();
    expect(words(html)).toMatch(new RegExp(`已撤回的應徵（1 件） ${row.no} 115/`));
    expect(html).not.toContain('陳撤回');
  });

  it('[R68] in production the words stand in place of the box, and she may be notified all the same', async () => {
    const id = await apply(s, no, { name: '未產製' });
    const row = rowOf(await open(), '未產製');
    expect(words(row)).toContain('履歷資料產製中.....');
    expect(row).not.toContain('name="resume"');
    expect(row).toContain(`name="notice" value="${id}"`);
  });

  it('[R70] finds a person by ID number, by POST alone, and says what is wrong with a number', async () => {
    await apply(s, no, { name: '甲', idNumber: 'A123456789' });
    await apply(s, no, { name: '乙', idNumber: 'A223456781' });
    const found = await web.post(base(), { idNumber: 'a223456781' }, officer);
    const html = await found.text();
    expect(found.status).toBe(200);
    expect(rowOf(html, '乙')).not.toBe('');
    expect(rowOf(html, '甲')).toBe('');
    expect(html).not.toMatch(/href="[^"]*A223456781/i);
    const wrong = await web.post(base(), { idNumber: 'A123456788' }, officer);
    expect(wrong.status).toBe(422);
    expect(summary(await wrong.text())).toContain('檢查碼不符');
    const absent = await web.post(base(), { idNumber: 'A800000014' }, officer);
    expect(words(await absent.text())).toContain('沒有此身分證字號的應徵者');
    expect(web.lines.join('\n')).not.toMatch(/A223456781|A123456789/i);
  });

  it('a look at the list is one event, without names', async () => {
    await apply(s, no);
    await open();
    const events = await s.admin.selectFrom('audit_event').selectAll().where('subject_id', '=', no).execute();
    expect(events.filter((e) => e.act === 'applicants.page')).toMatchObject([
      { details: { page: 1, count: 1 } },
    ]);
  });
});

describe('a name with a character no font has [R67]', () => {
  it('is said beside the person whose document prints 〓, and beside nobody else', async () => {
    await produce(s, await apply(s, no), ['𠮷']);
    await apply(s, no, { produced: true });
    const page = words(await (await web.get(base(), officer)).text());
    expect(page.match(/履歷有 1 個罕用字以〓代替/g)).toHaveLength(1);
  });

  it('[R79] is named by its code on the sheet in the archive, and kept only under the application’s key', async () => {
    const rare = await apply(s, no);
    await produce(s, rare, ['𠮷', '䶮']);
    const plain = await apply(s, no, { produced: true });
    const numbers = await s.admin
      .selectFrom('application')
      .select(['id', 'no'])
      .where('id', 'in', [rare, plain])
      .execute();
    const numberOf = (id: string) => numbers.find((row) => row.id === id)?.no ?? '';
    const body = { resume: [rare, plain], step: 'archive', purpose: 'panel', password: PASSWORD };
    const zip = path.join(folder, `${no}-rare.zip`);
    await writeFile(zip, Buffer.from(await (await retrieve(body)).arrayBuffer()));
    const sheet = await run('7z', ['e', '-so', `-p${PASSWORD}`, zip, '00-retrieval.pdf'], {
      encoding: 'buffer',
    });
    const text = await pdfText(sheet.stdout);
    const section = text.slice(text.lastIndexOf('請依字碼核對'));
    expect(section).toContain('U+20BB7、U+4DAE');
    expect(section).toContain(numberOf(rare));
    expect(section).not.toContain(numberOf(plain));
    const kept = await s.admin
      .selectFrom('resume_document')
      .select(['missing_characters', 'missing_enc'])
      .where('application_id', '=', rare)
      .executeTakeFirstOrThrow();
    expect(kept.missing_characters).toBe(2);
    expect(kept.missing_enc?.includes('𠮷')).toBe(false);
  });
});

describe('an archive of résumés', () => {
  it('[R76–R79] leaves sealed under the officer’s password, with a sheet, recorded for each person', async () => {
    const ids = [await apply(s, no, { produced: true }), await apply(s, no, { produced: true })];
    const asked = await retrieve({ resume: ids });
    expect(asked.status).toBe(200);
    const form = await asked.text();
    expect(words(form)).toContain('請設定下載壓縮檔密碼');
    expect(words(form)).toContain('密碼長度應至少 8 碼以上，並且混合大小寫英文字母、數字及特殊符號。');
    expect(words(form)).toContain('請自行記得所設定之密碼，本系統不再提供查詢');
    expect(await retrievals()).toBe(0);

    const r = await web.post(
      `${base()}/retrieve`,
      { ...fieldsOf(form), purpose: 'qualification', password: PASSWORD },
      officer,
    );
    expect(r.status).toBe(200);
    expect(r.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="${no}-\\d{12}\\.zip"$`),
    );
    expect(r.headers.get('cache-control')).toBe('no-store');
    const zip = path.join(folder, `${no}.zip`);
    await writeFile(zip, Buffer.from(await r.arrayBuffer()));
    await expect(run('7z', ['t', '-pwrong', zip])).rejects.toThrow();
    const { stdout } = await run('7z', ['l', '-slt', `-p${PASSWORD}`, zip]);
    expect([...stdout.matchAll(/^Path = (.*\.pdf)$/gm)].map((m) => m[1])).toEqual([
      '00-retrieval.pdf',
      `${no}-01.pdf`,
      `${no}-02.pdf`,
    ]);
    expect(stdout).toContain('AES-256');
    const one = await run('7z', ['e', '-so', `-p${PASSWORD}`, zip, `${no}-01.pdf`], { encoding: 'buffer' });
    expect(Buffer.compare(one.stdout, PDF)).toBe(0);

    expect(await retrievals()).toBe(1);
    const items = await s.admin
      .selectFrom('retrieval_item')
      .selectAll()
      .where('application_id', 'in', ids)
      .execute();
    expect(items).toMatchObject([{ purpose: 'qualification' }, { purpose: 'qualification' }]);
    const events = await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', 'in', ids)
      .where('act', '=', 'resume.retrieve')
      .execute();
    expect(events).toHaveLength(2);
    // the password is nowhere: not in the log, not in the database
    expect(web.lines.join('\n')).not.toContain(PASSWORD);
    const kept = await s.admin.selectFrom('idempotency').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(PASSWORD);
  });

  it('[R79] a file that cannot be read breaks the archive off: never a whole one with something missing', async () => {
    const ids = [await apply(s, no, { produced: true }), await apply(s, no, { produced: true })];
    await s.admin
      .updateTable('blob')
      .set({ bytes: Buffer.from('damaged') })
      .where('application_id', '=', ids[1] as string)
      .execute();
    const r = await retrieve({ resume: ids, step: 'archive', purpose: 'panel', password: PASSWORD });
    expect(r.status).toBe(200);
    await expect(r.arrayBuffer()).rejects.toThrow();
    expect(web.lines.join('\n')).toMatch(/archiveSource/);
  });

  const weak: [string, string, string][] = [
    ['[R77] too short', 'Ab1!', '密碼長度應至少 8 碼以上'],
    ['[R77] no special character', 'Abcdefg12', '密碼還缺少特殊符號，請補上'],
    ['[R77] no capital letter', 'abcdefg1!', '密碼還缺少大寫英文字母，請補上'],
    ['[R77] full-width', 'Ａbcdefg1!', '密碼含有全形字元，請改用半形英數字及符號'],
    ['[R77] Chinese', '密碼Abcdefg1!', '密碼只能使用半形英數字及符號'],
    ['[R77] empty', '', '請輸入密碼'],
  ];
  it.each(weak)('%s is refused at its place, and nothing leaves', async (_, password, message) => {
    const id = await apply(s, no, { produced: true });
    const r = await retrieve({ resume: id, step: 'archive', purpose: 'panel', password });
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(summary(html)).toContain(message);
    expect(messageAt(html, 'retrieval-password')).toContain(message);
    if (password) expect(html).not.toContain(password);
    expect(fieldsOf(html).resume).toEqual([id]);
    expect(await retrievals()).toBe(0);
  });

  it('the purpose is asked for', async () => {
    const id = await apply(s, no, { produced: true });
    const r = await retrieve({ resume: id, step: 'archive', purpose: 'curiosity', password: PASSWORD });
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), 'retrieval-purpose')).toContain('請選擇調閱事由');
  });

  it('[R75] an eleventh is refused, and the ticks stay', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 11; i++) ids.push(await apply(s, no, { produced: true }));
    const r = await retrieve({ resume: ids, step: 'archive', purpose: 'panel', password: PASSWORD });
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(summary(html)).toContain('每次調閱最多僅能調閱10個人員之履歷資料，目前勾選 11 人');
    expect(fieldsOf(html, 'people').resume).toHaveLength(11);
    expect(await retrievals()).toBe(0);
  });

  it('[R68] one not produced, none at all, and a foreign person are refused', async () => {
    const pending = await apply(s, no);
    const ready = await apply(s, no, { produced: true });
    const elsewhere = await apply(s, await vacancyOf(s), { produced: true });
    const cases: [string[], string][] = [
      [[pending, ready], '勾選的人員中有 1 人履歷資料產製中'],
      [[], '請先勾選欲調閱之履歷'],
      [[ready, elsewhere], '不屬於這筆職缺'],
      [['not-an-id'], '不屬於這筆職缺'],
    ];
    for (const [resume, message] of cases) {
      const r = await retrieve({ resume, step: 'archive', purpose: 'panel', password: PASSWORD });
      expect(r.status).toBe(422);
      expect(summary(await r.text())).toContain(message);
    }
    expect(await retrievals()).toBe(0);
  });

  it('a stranger’s agency finds nothing: list, archive, contacts', async () => {
    const id = await apply(s, no, { produced: true });
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(base(), stranger)).status).toBe(404);
    const body = { _key: key(), resume: id, step: 'archive', purpose: 'panel', password: PASSWORD };
    expect((await web.post(`${base()}/retrieve`, body, stranger)).status).toBe(404);
    expect((await web.post(`${base()}/contacts`, { _key: key(), fileType: 'ods' }, stranger)).status).toBe(
      404,
    );
    expect((await web.get(`${base()}/${id}/notice`, stranger)).status).toBe(404);
    expect(await retrievals()).toBe(0);
  });
});

describe('匯出聯絡資訊', () => {
  it.each([
    ['xlsx', 'spreadsheetml'],
    ['ods', 'opendocument'],
  ])('[R80, R81] everyone whose application stands, as %s, one event', async (fileType, type) => {
    await apply(s, no, { name: '名單一' });
    await apply(s, no, { name: '名單二' });
    const r = await web.post(`${base()}/contacts`, { _key: key(), fileType }, officer);
    expect(r.status).toBe(200);
    expect(r.headers.get('content-type')).toContain(type);
    expect(r.headers.get('content-disposition')).toMatch(
      new RegExp(`${no}-\\d{12}-contacts\\.${fileType}"$`),
    );
    const file = path.join(folder, `${no}.${fileType}`);
    await writeFile(file, Buffer.from(await r.arrayBuffer()));
    const { stdout } = await run('7z', [
      'e',
      '-so',
      file,
      fileType === 'ods' ? 'content.xml' : 'xl/sharedStrings.xml',
    ]);
    expect(stdout).toContain('名單一');
    expect(stdout).toContain('名單二');
    const events = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'contacts.export')
      .where('subject_id', '=', no)
      .execute();
    expect(events).toEqual([{ details: { count: 2, fileType, screening: false, notes: false } }]);
  });

  it('[R80] without a kind chosen it asks', async () => {
    const r = await web.post(`${base()}/contacts`, { _key: key() }, officer);
    expect(r.status).toBe(422);
    expect(summary(await r.text())).toContain('請選擇匯出檔案類型');
    expect(words(await (await web.get(`${base()}/contacts`, officer)).text())).toContain('產生ODS檔');
  });
});

describe('ticks over pages', () => {
  const people: string[] = [];
  beforeAll(async () => {
    no = await vacancyOf(s);
    for (let i = 1; i <= APPLICANTS_PAGE + 2; i++)
      people.push(await apply(s, no, { name: `分頁${i}`, produced: i !== 3 }));
    many = no;
  });
  let many = '';
  beforeEach(() => {
    no = many;
  });
  /** Presses 下一頁 or 上一頁 as a browser without script does; answers the page it leads to. */
  const step = async (html: string, to: string, change: Record<string, string[]>, as = officer) => {
    const href = new RegExp(`formaction="([^"]*)"[^>]*>\\s*${to}`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    const r = await web.post(href ?? '', { ...fieldsOf(html, 'people'), ...change }, as);
    expect(r.status).toBe(303);
    const location = r.headers.get('location') ?? '';
    return { location, html: await (await web.get(location, as)).text() };
  };

  it('[R74, R75] those ticked on one page are there by name on the next, and go along to the archive', async () => {
    const [first = '', second = '', third = ''] = people;
    const one = await step(await open(), '下一頁', { resume: [first, second], notice: [third] });
    expect(words(one.html)).toContain('其他頁已勾選調閱履歷（2 人）');
    expect(words(one.html)).toContain('分頁1 分頁2');
    expect(words(one.html)).toContain('其他頁已勾選批次通知面試（1 人）');
    expect(words(one.html)).toMatch(/已勾選調閱 2 人/);
    // both sets come with the form, one of this page joins them, one of the other is taken off
    const sent = fieldsOf(one.html, 'people');
    expect(sent.resume).toEqual([first, second]);
    const last = people.at(-1) ?? '';
    const asked = words(await (await retrieve({ resume: [...(sent.resume ?? []).slice(1), last] })).text());
    expect(asked).toContain(`分頁2、分頁${people.length}`);
    expect(asked).not.toContain('分頁1、');
    const back = await step(one.html, '上一頁', { resume: [second, last] });
    expect(fieldsOf(back.html, 'people').resume).toEqual([second, last]);
    expect(words(back.html)).toContain('其他頁已勾選調閱履歷（1 人）');
    // the address of the first step still shows what was ticked then: going back loses nothing
    expect(fieldsOf(await (await web.get(one.location, officer)).text(), 'people').resume).toHaveLength(2);
  });

  it('a page behind the last one does not say that nobody applied', async () => {
    const text = words(await open('?page=9'));
    expect(text).toContain('這一頁沒有應徵者');
    expect(text).not.toContain('目前沒有人應徵');
  });

  it('who was notified or withdrew meanwhile is ticked no more', async () => {
    const [first = '', second = ''] = people;
    const one = await step(await open(), '下一頁', { notice: [first, second] });
    await sql`update application set reply_status = 'notified' where id = ${first}::uuid`.execute(s.admin);
    const html = await (await web.get(one.location, officer)).text();
    expect(fieldsOf(html, 'people').notice).toEqual([second]);
  });

  it('without ticks the address stays plain; another officer’s or an unknown key ticks nobody', async () => {
    const plain = await step(await open(), '下一頁', {});
    expect(plain.location).toBe(`${base()}?page=2`);
    const mine = await step(await open(), '下一頁', { resume: people.slice(0, 1) });
    const { id } = await s.admin
      .insertInto('account')
      .values({
        login: 'colleague',
        role: 'officer',
        name: '同仁',
        email: 'c@agency.example',
        password_hash: '-',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await s.admin.insertInto('account_agency').values({ account_id: id, agency_id: s.agencyId }).execute();
    const colleague = await web.signIn({ ...s.officer, accountId: id });
    for (const [address, as] of [
      [mine.location, colleague],
      [`${base()}?page=2&ticks=${crypto.randomUUID()}`, officer],
      [`${base()}?page=2&ticks=%27x`, officer],
    ] as const) {
      const r = await web.get(address, as);
      expect(r.status).toBe(200);
      expect(words(await r.text())).not.toContain('其他頁已勾選');
    }
  });
});

describe('what changes by itself', () => {
  const island = (html: string): string =>
    /hx-get="([^"]*\/states[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  it('nothing new moves nothing', async () => {
    await apply(s, no, { produced: true });
    expect((await web.get(island(await open()), officer)).status).toBe(204);
  });
  it('[R68] a produced résumé gets its box, other rows stay as they are', async () => {
    const a = await apply(s, no, { name: '甲' });
    const b = await apply(s, no, { name: '乙' });
    const html = await open();
    await produce(s, b);
    const r = await web.get(island(html), officer);
    expect(r.status).toBe(200);
    const part = await r.text();
    expect(part).toContain(`hx-target="#resume-${b}"`);
    expect(part).toContain(`name="resume" value="${b}"`);
    expect(part).not.toContain(a);
    expect((await web.get(island(part), officer)).status).toBe(204);
  });
  it('a new applicant is told, the table is not replaced under the hand', async () => {
    await apply(s, no);
    const html = await open();
    await apply(s, no);
    const part = await (await web.get(island(html), officer)).text();
    expect(words(part)).toContain('應徵名單有異動');
    expect(part).not.toContain('name="resume"');
  });
});

describe('without applications through the system', () => {
  it('[R59] mode none and unlisted vacancies lead back, saying why', async () => {
    for (const [o, why] of [
      [{ content: { mode: 'none' as const } }, '不使用應徵者履歷調閱'],
      [{ until: 'approved' as const }, '尚未刊登'],
    ] as const) {
      const other = await vacancyOf(s, o);
      const r = await web.get(`/officer/vacancies/${other}/applicants`, officer);
      expect(r.status).toBe(303);
      expect(r.headers.get('location')).toBe(`/officer/vacancies/${other}`);
      const said = /said=([^;]+)/.exec(r.headers.get('set-cookie') ?? '')?.[1] ?? '';
      expect(Buffer.from(said, 'base64url').toString()).toContain(why);
    }
  });
});
