import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from '../officer/html.ts';
import { handIn, opened, type Person, person, stored, TYPED, toReview } from './support.ts';

let s: Scene;
let web: Web;
let civil: string;
let open: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  civil = await vacancyOf(s);
  open = await vacancyOf(s, { content: { title: '約僱人員', mode: 'open', personnelCategory: '13' } });
});
afterAll(() => s.close());

const close = (no: string) =>
  s.admin.updateTable('vacancy').set({ closes_at: new Date() }).where('no', '=', no).execute();
const press = async (who: Person, no: string, fields: object, act = 'review') => {
  const form = fieldsOf(await (await web.get(`/apply/${no}`, who.as)).text());
  const r = await web.post(`/apply/${no}`, { ...form, ...TYPED, act, ...fields }, who.as);
  return { status: r.status, html: await r.text() };
};

describe('the first step of applying [R19]', () => {
  it('begins with the confirmed address, and with what was handed in last time', async () => {
    const who = await person(s, web);
    const empty = await (await web.get(`/apply/${open}`, who.as)).text();
    expect(words(empty)).toContain(who.email);
    expect(fieldsOf(empty)).toMatchObject({
      name: ['測試應徵者'],
      address: [''],
      'education.0.school': [''],
    });
    await handIn(web, who, open, await toReview(web, who, open));
    const other = await vacancyOf(s, { content: { mode: 'open' } });
    expect(fieldsOf(await (await web.get(`/apply/${other}`, who.as)).text())).toMatchObject({
      name: ['王小明'],
      idNumber: ['A123456789'],
      'birthDate-y': ['75'],
      'education.0.from': ['93/09'],
      'experience.0.from': ['97/07'],
      'experience.0.to': [''],
      change: [''],
    });
  });

  it.each([
    ['name', { name: ' ' }, '請輸入姓名'],
    ['name', { name: '長'.repeat(51) }, '最多 50 字'],
    ['idNumber', { idNumber: 'A123456788' }, '身分證'],
    ['idNumber', { idNumber: '' }, '身分證'],
    ['birthDate', { 'birthDate-y': '', 'birthDate-m': '', 'birthDate-d': '' }, '請輸入完整的出生日期'],
    ['birthDate', { 'birthDate-y': '1986' }, '西元 1986 年是民國 75 年'],
    ['birthDate', { 'birthDate-m': '2', 'birthDate-d': '30' }, '沒有 30 日'],
    ['birthDate', { 'birthDate-y': '200' }, '早於今日'],
    ['sex', { sex: '' }, '請選擇性別'],
    ['sex', { sex: 'any' }, '請選擇性別'],
    ['phone', { phone: '1234' }, '電話'],
    ['address', { address: '' }, '請輸入現居住所'],
    ['education.0.school', { 'education.0.school': '' }, '第 1 筆學歷請輸入學校名稱'],
    ['education.0.level', { 'education.0.level': '99' }, '第 1 筆學歷請選擇教育程度'],
    ['education.0.from', { 'education.0.from': '93/13' }, '第 1 筆學歷請輸入完整的起日'],
    ['education.0.to', { 'education.0.to': '92/06' }, '迄日早於起日'],
    ['experience.0.organ', { 'experience.0.organ': '' }, '第 1 筆經歷請輸入服務機關'],
    ['experience.0.title', { 'experience.0.title': '' }, '第 1 筆經歷請輸入職稱'],
    ['experience.0.to', { 'experience.0.to': '何時' }, '第 1 筆經歷請輸入完整的迄日'],
    ['statement', { statement: '字'.repeat(20_001) }, '最多 20000 字，目前 20001 字'],
  ] as const)(
    'tells what is wrong at %s (%j), in the same words above, and keeps everything',
    async (field, change, said) => {
      const who = await person(s, web);
      const { status, html } = await press(who, civil, change);
      expect(status).toBe(422);
      expect(messageAt(html, field)).toContain(said);
      expect(summary(html)).toContain(messageAt(html, field));
      expect(html).toContain(`href="#${field}"`);
      expect(html).toMatch(/<title>錯誤：/);
      const kept = { ...TYPED, ...change } as Record<string, string>;
      const shown = fieldsOf(html);
      for (const [name, value] of Object.entries(kept))
        if (value.trim() !== '' && value !== 'any' && value !== '99')
          expect(shown[name], name).toEqual([value]);
      expect(await stored(s, who)).toEqual([]);
    },
  );

  it('tells that at least one education is needed, at its part', async () => {
    const who = await person(s, web);
    const none = Object.fromEntries(
      Object.keys(TYPED)
        .filter((k) => k.startsWith('education'))
        .map((k) => [k, '']),
    );
    const { status, html } = await press(who, civil, none);
    expect(status).toBe(422);
    expect(messageAt(html, 'education')).toBe('錯誤：請至少填寫一筆學歷');
    expect(html).toContain('id="education"');
  });

  it('names each of several problems', async () => {
    const { html } = await press(await person(s, web), civil, { name: '', phone: '', idNumber: 'x' });
    expect(words(html)).toContain('有 3 個欄位需要修正，資料尚未送出');
    for (const field of ['name', 'idNumber', 'phone']) expect(messageAt(html, field)).not.toBe('');
  });

  it('adds rows by a button without script, keeping what was typed and refusing nothing yet', async () => {
    const who = await person(s, web);
    const added = await press(who, civil, { name: '', 'education.0.school': '甲校' }, 'addEducation');
    expect(added.status).toBe(200);
    const shown = fieldsOf(added.html);
    expect(shown).toMatchObject({
      'education.0.school': ['甲校'],
      'education.1.school': [''],
      'experience.0.organ': ['測試機關'],
      educationRows: ['2'],
    });
    expect(shown).not.toHaveProperty('experience.1.organ');
    const more = await web.post(
      `/apply/${civil}`,
      { ...shown, 'education.1.school': '乙校', sex: 'male', act: 'addExperience' },
      who.as,
    );
    expect(fieldsOf(await more.text())).toMatchObject({
      'education.1.school': ['乙校'],
      'experience.1.organ': [''],
    });
  });

  it('leaves out rows that are wholly empty and numbers the others anew', async () => {
    const { status, html } = await press(await person(s, web), civil, {
      'education.2.school': '丙校',
      'education.2.level': '60',
      'education.5.school': '',
    });
    expect(status).toBe(200);
    expect(words(html)).toContain('測試大學 法律學系');
    expect(words(html)).toContain('丙校');
  });

  it('takes no more rows than there may be', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`education.${i}.school`, `校${i}`]),
    );
    const { status, html } = await press(await person(s, web), civil, many);
    expect(status).toBe(422);
    expect(messageAt(html, 'education')).toContain('學歷最多 20 筆');
  });
});

describe('the second step', () => {
  it('shows what will be handed in, the ID number masked, and goes back with everything', async () => {
    const who = await person(s, web);
    const { html } = await press(who, civil, {});
    const text = words(html);
    for (const part of [
      '王小明',
      '75 年 1 月 14 日',
      '測試大學',
      '93/09 ~ 97/06',
      '97/07 ~ 現職',
      '第一段自述。',
      who.email,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('A123456789');
    const back = await web.post(`/apply/${civil}`, { ...fieldsOf(html), act: 'back' }, who.as);
    expect(back.status).toBe(200);
    expect(fieldsOf(await back.text())).toMatchObject({
      idNumber: ['A123456789'],
      statement: [TYPED.statement],
      'education.0.completion': ['graduated'],
    });
  });

  it('asks for consent and, on the civil-service platform alone, for the declaration [R57]', async () => {
    const who = await person(s, web);
    const fields = await toReview(web, who, civil);
    const refused = await handIn(web, who, civil, fields, [], {});
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(messageAt(html, 'consent')).toContain('勾選同意');
    expect(messageAt(html, 'qualified')).toContain('任用資格');
    expect(words(html)).toContain('應徵尚未送出');
    // 個資法 §8: who collects, for what, which, how long and where, which rights, what follows from refusing
    for (const part of [
      '蒐集機關 行政院人事行政總處',
      '蒐集目的',
      '資料類別',
      '利用期間',
      '您的權利',
      '不提供之影響',
    ])
      expect(words(html)).toContain(part);
    const half = await (await handIn(web, who, civil, fields, [], { qualified: 'yes' })).text();
    expect(messageAt(half, 'qualified')).toBe('');
    expect(fieldsOf(half)).toMatchObject({ qualified: ['yes'], idNumber: ['A123456789'] });
    expect(await stored(s, who)).toEqual([]);

    const other = await (await handIn(web, who, open, await toReview(web, who, open), [], {})).text();
    expect(other).not.toContain('name="qualified"');
    expect(messageAt(other, 'consent')).not.toBe('');
  });

  it('stores how the qualification is established: by the present post, or by what it rests on [R57]', async () => {
    const who = await person(s, web);
    const no = await vacancyOf(s);
    const working = await toReview(web, who, no);
    await handIn(web, who, no, { ...working, adjustments: '需要輪椅可到的場地。' });
    const [row] = await stored(s, who);
    const kept = await opened(s, who, row?.id as string);
    expect(kept.particulars).toEqual({
      declaration: { posts: ['測試機關 辦事員'], basis: '' },
      adjustments: '需要輪椅可到的場地。',
    });
    const page = words(await (await web.get(`/applicant/applications/${row?.id}`, who.as)).text());
    for (const part of ['任用資格聲明 現職：測試機關 辦事員', '需要輪椅可到的場地。'])
      expect(page).toContain(part);
    const raw = await s.admin
      .selectFrom('application')
      .select('particulars_enc')
      .where('id', '=', row?.id as string)
      .executeTakeFirstOrThrow();
    expect(raw.particulars_enc?.toString('utf8')).not.toContain('輪椅');

    const without = await person(s, web);
    const fields = await toReview(web, without, civil, { 'experience.0.to': '110/01' });
    const refused = await (
      await handIn(web, without, civil, { ...fields, adjustments: '字'.repeat(501) })
    ).text();
    expect(messageAt(refused, 'basis')).toContain('您沒有填寫現職');
    expect(messageAt(refused, 'adjustments')).toContain('最多 500 字，目前 501 字');
    expect(await stored(s, without)).toEqual([]);
    const stated = { ...fields, basis: '100 年普考人事行政', adjustments: '延長時間' };
    const back = await web.post(`/apply/${civil}`, { ...stated, act: 'back' }, without.as);
    expect(fieldsOf(await back.text())).toMatchObject({ basis: [stated.basis], adjustments: ['延長時間'] });
    await handIn(web, without, civil, stated);
    const [other] = await stored(s, without);
    expect((await opened(s, without, other?.id as string)).particulars?.declaration).toEqual({
      posts: [],
      basis: '100 年普考人事行政',
    });
    const change = fieldsOf(await (await web.get(`/apply/${civil}`, without.as)).text());
    expect(change).toMatchObject({ basis: ['100 年普考人事行政'], adjustments: ['延長時間'] });
  });

  it('checks the first step again: what was altered between is refused there', async () => {
    const who = await person(s, web);
    const fields = await toReview(web, who, civil);
    const r = await handIn(web, who, civil, { ...fields, idNumber: 'A000000000' });
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), 'idNumber')).not.toBe('');
    expect(await stored(s, who)).toEqual([]);
  });

  it('never takes an address from the form: the confirmed one stands', async () => {
    const who = await person(s, web);
    const fields = await toReview(web, who, open, { email: 'other@mail.example' });
    await handIn(web, who, open, { ...fields, email: 'other@mail.example' });
    const [row] = await stored(s, who);
    expect((await opened(s, who, row?.id as string)).record.basic.email).toBe(who.email);
  });
});

describe('handing in', () => {
  it('gives a receipt with number and time, keeps the record, and tells the vacancy once', async () => {
    const who = await person(s, web);
    const r = await handIn(web, who, civil, await toReview(web, who, civil));
    expect(r.status).toBe(303);
    const [row] = await stored(s, who);
    expect(r.headers.get('location')).toBe(`/applicant/applications/${row?.id}?receipt=1`);
    const text = words(await (await web.get(r.headers.get('location') as string, who.as)).text());
    expect(text).toContain(`應徵編號 ${row?.no}`);
    expect(text).toMatch(/已於 115\/\d\d\/\d\d \d\d:\d\d:\d\d 收到您的應徵/);
    expect(text).toContain('每日 1、7、13、19 點');
    const { record } = await opened(s, who, row?.id as string);
    expect(record.basic).toMatchObject({ name: '王小明', birthDate: '1986-01-14', mobile: '0912-345-678' });
    expect(record.education[0]).toMatchObject({ from: '2004-09', to: '2008-06', level: '50' });
    expect(record.experience[0]).toMatchObject({ organ: '測試機關', from: '2008-07', to: '' });
    expect(record.statement).toBe(TYPED.statement);
    const told = await s.admin
      .selectFrom('outbox')
      .selectAll()
      .where('subject_id', '=', row?.id as string)
      .execute();
    expect(told.map((o) => o.key)).toEqual([`received:${row?.id}`]);
  });

  it('twice with the same key, also at the same moment and after closing, makes one application', async () => {
    const no = await vacancyOf(s);
    const who = await person(s, web);
    const fields = await toReview(web, who, no);
    const answers = await Promise.all([1, 2, 3].map(() => handIn(web, who, no, fields)));
    const places = new Set(answers.map((r) => r.headers.get('location')));
    expect(answers.map((r) => r.status)).toEqual([303, 303, 303]);
    expect(places.size).toBe(1);
    expect([...places][0]).toContain('receipt=1');
    await close(no);
    const late = await handIn(web, who, no, fields);
    expect([late.status, late.headers.get('location')]).toEqual([303, [...places][0]]);
    expect(await stored(s, who)).toHaveLength(1);
  });

  it('from two windows leads the second to the first and says that nothing more was sent', async () => {
    const no = await vacancyOf(s);
    const who = await person(s, web);
    const [a, b] = [await toReview(web, who, no), await toReview(web, who, no, { name: '另一個名字' })];
    await handIn(web, who, no, a);
    const second = await handIn(web, who, no, b);
    const [row] = await stored(s, who);
    expect([second.status, second.headers.get('location')]).toEqual([
      303,
      `/applicant/applications/${row?.id}`,
    ]);
    const flash = second.headers.get('set-cookie')?.split(';')[0] as string;
    const page = await web.get(`/applicant/applications/${row?.id}`, {
      ...who.as,
      cookie: `${who.as.cookie}; ${flash}`,
    });
    expect(words(await page.text())).toContain(`應徵編號 ${row?.no}），這次填寫的內容沒有送出`);
    expect(await stored(s, who)).toHaveLength(1);
    expect((await opened(s, who, row?.id as string)).record.basic.name).toBe('王小明');
  });

  it('from several windows at the same moment makes one application and no error page', async () => {
    const no = await vacancyOf(s);
    const who = await person(s, web);
    const forms = await Promise.all([1, 2, 3, 4].map(() => toReview(web, who, no)));
    const answers = await Promise.all(forms.map((f) => handIn(web, who, no, f)));
    expect(answers.map((r) => r.status)).toEqual([303, 303, 303, 303]);
    expect(await stored(s, who)).toHaveLength(1);
  });

  it('is refused when the listing closed meanwhile; what was typed is shown to be copied', async () => {
    const no = await vacancyOf(s);
    const who = await person(s, web);
    const fields = await toReview(web, who, no);
    await close(no);
    const r = await handIn(web, who, no, fields);
    expect(r.status).toBe(410);
    const text = words(await r.text());
    for (const part of ['已截止', '無法再送出', '第一段自述。', '測試大學 法律學系', '測試機關 辦事員'])
      expect(text).toContain(part);
    expect(await stored(s, who)).toEqual([]);
    expect((await web.get(`/apply/${no}`, who.as)).status).toBe(410);
  });

  it.each([
    ['without retrieval [R59]', 'none', 410, '不經由本系統應徵'],
    ['that is no vacancy', 'missing', 404, '找不到這個職缺'],
    ['not yet listed', 'approved', 404, '找不到這個職缺'],
  ] as const)('has no form for a vacancy %s', async (_what, kind, status, said) => {
    const no =
      kind === 'missing'
        ? '1150100001'
        : await vacancyOf(s, kind === 'none' ? { content: { mode: 'none' } } : { until: 'approved' });
    const who = await person(s, web);
    for (const r of [
      await web.get(`/apply/${no}`, who.as),
      await web.post(`/apply/${no}`, { ...TYPED, _key: crypto.randomUUID(), act: 'submit' }, who.as),
    ]) {
      expect(r.status).toBe(status);
      expect(words(await r.text())).toContain(said);
    }
  });

  it('needs a signed-in applicant: nobody and an officer are led to the door', async () => {
    const r = await web.get(`/apply/${open}`);
    expect(r.status).toBe(303);
    expect(r.headers.get('location')).toBe(`/applicant/sign-in?next=${encodeURIComponent(`/apply/${open}`)}`);
    const officer = await web.get(`/apply/${open}`, await web.signIn(s.officer));
    expect(officer.headers.get('location')).toContain('/applicant/sign-in');
  });

  it('needs a confirmed mailbox (rule 14)', async () => {
    const who = await person(s, web);
    const fields = await toReview(web, who, open);
    await s.admin
      .updateTable('applicant')
      .set({ confirmed_at: null })
      .where('id', '=', who.actor.applicantId)
      .execute();
    for (const r of [await web.get(`/apply/${open}`, who.as), await handIn(web, who, open, fields)]) {
      expect(r.status).toBe(403);
      expect(words(await r.text())).toContain('請先確認電子郵件信箱');
    }
    expect(await stored(s, who)).toEqual([]);
  });

  it('refuses a form without a key and one without the sign-in’s token', async () => {
    const who = await person(s, web);
    expect((await web.post(`/apply/${open}`, { ...TYPED, act: 'submit' }, who.as)).status).toBe(400);
    const foreign = { ...who.as, csrf: 'x'.repeat(43) };
    const r = await web.post(
      `/apply/${open}`,
      { ...TYPED, _key: crypto.randomUUID(), act: 'submit' },
      foreign,
    );
    expect(r.status).toBe(403);
    expect(await stored(s, who)).toEqual([]);
  });
});
