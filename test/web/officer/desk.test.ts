import { readXlsx } from 'hucre';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());
beforeEach(async () => {
  no = await vacancyOf(s);
});

const get = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const main = (html: string): string => words(html.slice(html.indexOf('<main')));
const key = () => crypto.randomUUID();
const events = (act: string, subject: string) =>
  s.admin
    .selectFrom('audit_event')
    .selectAll()
    .where('act', '=', act)
    .where('subject_id', '=', subject)
    .execute();

describe('[R10] the keyword box of the header', () => {
  it('an officer’s leads to her own search, everyone else’s to the public one', async () => {
    expect(await get('/officer/vacancies')).toMatch(/<form class="sq-search"[^>]*action="\/officer\/search"/);
    const reviewer = await web.signIn(s.reviewer);
    expect(await get('/review', reviewer)).toMatch(/<form class="sq-search"[^>]*action="\/vacancies"/);
    expect((await web.get('/officer/search?q=x', reviewer)).status).toBe(403);
  });

  it('finds vacancies by words within her agencies, drafts too, and goes straight to a whole number', async () => {
    const draft = await vacancyOf(s, { until: 'draft', content: { title: '搜尋用技士' } });
    const text = main(await get('/officer/search?q=搜尋用 臺北'));
    expect(text).toContain('搜尋用技士');
    expect(text).toContain(draft);
    const straight = await web.get(`/officer/search?q=${draft}`, officer);
    expect(straight.status).toBe(303);
    expect(straight.headers.get('location')).toBe(`/officer/vacancies/${draft}`);
    const stranger = await web.signIn(s.stranger);
    expect(main(await get('/officer/search?q=搜尋用', stranger))).toContain('沒有符合');
    // a listed vacancy of another agency may be read by anyone, but is not hers
    expect(main(await get(`/officer/search?q=${no}`, stranger))).toContain('沒有符合');
  });

  it('finds an application by the number of its receipt, without a name; names are not looked up', async () => {
    const id = await apply(s, no, { name: '搜尋應徵者' });
    const { no: number } = await s.admin
      .selectFrom('application')
      .select('no')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const html = await get(`/officer/search?q=${number.toLowerCase()}`);
    expect(html).toContain(`/officer/vacancies/${no}/applicants/${id}/brief`);
    expect(html).not.toContain('搜尋應徵者');
    const byName = main(await get('/officer/search?q=搜尋應徵者'));
    expect(byName).toContain('沒有符合');
    expect(byName).toContain('姓名經加密保存');
    const stranger = await web.signIn(s.stranger);
    expect(await get(`/officer/search?q=${number}`, stranger)).not.toContain(id);
    await sql`update application set state = 'withdrawn' where id = ${id}`.execute(s.admin);
    expect(main(await get(`/officer/search?q=${number}`))).toContain('應徵已撤回或結束');
  });

  it('shows what was touched last, and takes any text without harm', async () => {
    expect(main(await get('/officer/search'))).toContain('最近異動的職缺');
    expect(main(await get('/officer/search'))).toContain(no);
    for (const odd of ["%27'--", '%25%25', '%00', encodeURIComponent('<script>'), '字'.repeat(500)]) {
      const response = await web.get(`/officer/search?q=${odd}`, officer);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toContain('<script>');
    }
  });
});

describe('a person by name within one vacancy', () => {
  const find = (fields: Record<string, string>) =>
    web.post(`/officer/vacancies/${no}/applicants`, fields, officer);

  it('[R70, R73] is found by a part of the name, by POST alone, one event without the name', async () => {
    await apply(s, no, { name: '王小明' });
    await apply(s, no, { name: '李大同' });
    const html = await (await find({ name: '小明', idNumber: '' })).text();
    expect(main(html)).toContain('王小明');
    expect(main(html)).not.toContain('李大同');
    expect(html).not.toMatch(/href="[^"]*%E5%B0%8F/);
    expect(html).not.toContain('hx-get="/officer/vacancies/');
    const told = await events('applicants.searchByName', no);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain('小明');
    expect(main(await (await find({ name: '沒這人' })).text())).toContain('這筆職缺沒有此姓名的應徵者');
    expect(web.lines.join('\n')).not.toContain('小明');
  });
});

describe('a copy of a vacancy', () => {
  const copy = (of: string, again: string = key(), as = officer) =>
    web.post(`/officer/vacancies/${of}/copy`, { _key: again }, as);
  const asVacancy = async (response: Response) => {
    const number = /\/officer\/vacancies\/(\d{10})\/edit/.exec(response.headers.get('location') ?? '')?.[1];
    return s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', number ?? '')
      .executeTakeFirstOrThrow();
  };

  it('is a draft of its own with everything but the dates; the same press makes one', async () => {
    await sql`update vacancy set stage = 'closed' where no = ${no}`.execute(s.admin);
    const page = await get(`/officer/vacancies/${no}`);
    expect(main(page)).toContain('複製為新職缺');
    const again = fieldsOf(page)._key?.[0] ?? '';
    const made = await asVacancy(await copy(no, again));
    expect(made).toMatchObject({
      review_outcome: 'draft',
      stage: 'preparing',
      origin: 'form',
      listed_to: null,
    });
    expect(made.content).toMatchObject({
      title: '測試科員',
      listedFrom: '',
      listedTo: '',
      mode: 'civilService',
      writerName: '測試officer',
    });
    expect((await asVacancy(await copy(no, again))).no).toBe(made.no);
    expect(main(await get(`/officer/vacancies/${made.no}/edit`))).toContain('職缺資料登錄');
  });

  it('a foreign vacancy is not copied, though its listing may be read', async () => {
    expect((await copy(no, key(), await web.signIn(s.stranger))).status).toBe(404);
  });
});

describe('面試名冊 and 簽到表', () => {
  const base = () => `/officer/vacancies/${no}/applicants/roster`;
  const take = (fields: Record<string, string>, as = officer) =>
    web.post(base(), { _key: key(), kind: 'roster', who: 'invited', fileType: 'xlsx', ...fields }, as);

  async function invite(name: string, hours: number, reply?: string): Promise<string> {
    const id = await apply(s, no, { name });
    await withActor(s.web, s.officer, (trx) =>
      sendNotices(trx, s.keyring, s.officer, {
        vacancyNo: no,
        applicationIds: [id],
        batch: false,
        body: {
          content: '面試',
          contactPerson: '甲',
          contactPhone: '02-23979298',
          contactEmail: 'hr@agency.example',
          place: '5 樓會議室',
        },
        interviewAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
        replyBy: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
    if (reply) await sql`update application set reply_status = ${reply} where id = ${id}`.execute(s.admin);
    return id;
  }

  it('names who was invited by time of interview; who declined or was not invited is left out', async () => {
    await invite('後到者', 50, 'accepted');
    await invite('先到者', 40, 'accepted');
    await invite('未回者', 45);
    await invite('婉拒者', 44, 'declined');
    await apply(s, no, { name: '未通知者' });
    const form = main(await get(base()));
    expect(form).toContain('接受面試者（2 人）');
    expect(form).toContain('尚未回覆者（3 人）');
    const response = await take({});
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="${no}-\\d{12}-roster.xlsx"$`),
    );
    const rows = (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets[0]?.rows ?? [];
    expect(rows[1]).toEqual(['序號', '應徵編號', '姓名', '面試時間', '地點', '回覆', '電話', '備註']);
    expect(rows.slice(2).map((row) => row[2])).toEqual(['先到者', '未回者', '後到者']);
    expect(rows[2]?.slice(4, 7)).toEqual(['5 樓會議室', '接受', '0912345678']);
    const only = await take({ who: 'accepted' });
    const few = (await readXlsx(new Uint8Array(await only.arrayBuffer()))).sheets[0]?.rows ?? [];
    expect(few.slice(2).map((row) => row[2])).toEqual(['先到者', '後到者']);
    expect(await events('roster.export', no)).toMatchObject([
      { details: { count: 3, kind: 'roster', fileType: 'xlsx' } },
      { details: { count: 2 } },
    ]);
  });

  it('the sheet to sign is a PDF without telephones; rare names are set', async () => {
    await invite('王堃𠮷', 40, 'accepted');
    const response = await take({ kind: 'signIn', fileType: 'pdf', who: 'accepted' });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toContain('-sign-in.pdf');
    const text = await pdfText(new Uint8Array(await response.arrayBuffer()));
    for (const part of ['面試簽到表', '王堃', '簽到時間', '人數1人', no]) expect(text).toContain(part);
    expect(text).not.toContain('0912345678');
    const empty = await take({ kind: 'roster', fileType: 'pdf' });
    expect(await pdfText(new Uint8Array(await empty.arrayBuffer()))).toContain('面試名冊');
  }, 120_000);

  it('asks for every choice at its field, and is hers alone', async () => {
    const wrong = await take({ kind: '', who: 'all', fileType: 'exe' });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(summary(html)).toContain('請選擇面試名冊或簽到表');
    expect(messageAt(html, 'who')).toContain('請選擇列入的人員');
    expect(messageAt(html, 'fileType')).toContain('請選擇檔案類型');
    expect(await events('roster.export', no)).toEqual([]);
    const stranger = await web.signIn(s.stranger);
    expect((await take({}, stranger)).status).toBe(404);
    expect((await web.get(base(), stranger)).status).toBe(404);
  });
});
