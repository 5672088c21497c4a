import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListName, RESUME_LISTS } from '../../../domain/resume-fields.ts';
import { RESUME_PARTS } from '../../../domain/resume-selection.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { fullRecord } from '../../documents/resume-fixture.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from '../officer/html.ts';
import { keptBy, letKeep } from './resume-record.ts';
import { type Fields, handIn, opened, type Person, person, stored } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const AT = '/applicant/resume';
const page = async (who: Person, path: string): Promise<string> =>
  (await web.get(`${AT}${path}`, who.as)).text();
/** Opens a form, types and sends it. */
const send = async (who: Person, path: string, typed: Fields) => {
  const fields = fieldsOf(await page(who, path));
  const r = await web.post(`${AT}${path}`, { ...fields, ...typed }, who.as);
  return { status: r.status, to: r.headers.get('location'), html: await r.text() };
};

/** One row of each list as it is typed, and as it is kept. */
const ROWS: { [L in ListName]: { typed: Fields; kept: object } } = {
  education: {
    typed: { school: '測試大學', level: '50', from: '93/09', to: '97/6', completion: 'graduated' },
    kept: { school: '測試大學', level: '50', from: '2004-09', to: '2008-06', completion: 'graduated' },
  },
  exams: {
    typed: { year: '100', name: '公務人員高等考試三級考試', category: '人事行政' },
    kept: { year: 2011, name: '公務人員高等考試三級考試', category: '人事行政', certificate: '' },
  },
  licences: { typed: { year: '１０２', name: '導遊人員' }, kept: { year: 2013, name: '導遊人員' } },
  experience: {
    typed: {
      organ: '測試機關',
      title: '科員',
      jobSeries: '人事行政',
      from: '107/3/16',
      personnelCategory: '舊稱',
    },
    kept: {
      organ: '測試機關',
      title: '科員',
      jobSeries: 'A107',
      from: '2018-03-16',
      personnelCategory: '舊稱',
    },
  },
  appraisals: {
    typed: { year: '112', grade: '甲', score: '83.5' },
    kept: { year: 2023, grade: '甲', score: 83.5, award: '' },
  },
  rewards: {
    typed: { date: '1120714', reason: '辦理座談會', result: '嘉獎二次' },
    kept: { date: '2023-07-14', reason: '辦理座談會', result: '嘉獎二次' },
  },
  certificates: { typed: { name: '就業服務技術士', date: '' }, kept: { name: '就業服務技術士', date: '' } },
  languages: {
    typed: { language: '英語', test: '全民英檢', date: '105/05/02', score: '中高級' },
    kept: { language: '英語', test: '全民英檢', date: '2016-05-02', score: '中高級' },
  },
  screening: { typed: { name: '甄審', result: '合格' }, kept: { date: '', name: '甄審', result: '合格' } },
  training: {
    typed: {
      place: 'abroad',
      name: '研習',
      selectedByOrgan: 'yes',
      from: '110/05',
      to: '110/06',
      hours: '12',
    },
    kept: { place: 'abroad', name: '研習', selectedByOrgan: true, from: '2021-05', to: '2021-06', hours: 12 },
  },
};
const LISTS = Object.keys(RESUME_LISTS) as ListName[];

describe('the résumé a person keeps [R19, R62]', () => {
  it('is entered row by row, each kept at once, and shown in the overview and on the printed document', async () => {
    const who = await person(s, web);
    for (const list of LISTS) {
      const sent = await send(who, `/${list}/new`, ROWS[list].typed);
      expect([list, sent.status, sent.to]).toEqual([list, 303, `${AT}/${list}?page=1`]);
      expect((await keptBy(s, who))[list], list).toMatchObject([ROWS[list].kept]);
    }
    const basic = {
      ...{
        name: '王小明',
        idNumber: 'ａ123456789',
        birthDate: '75/1/14',
        sex: 'male',
        mobile: '0912-345-678',
      },
      ...{ address: '臺北市測試路1號', englishName: 'WANG, HSIAO-MING' },
    };
    expect((await send(who, '/basic', basic)).status).toBe(303);
    expect((await send(who, '/notes', { military: '役畢', indigenousKind: 'plain' })).status).toBe(303);
    expect((await send(who, '/statement', { statement: '第一段。\n\n第二段。' })).status).toBe(303);
    const kept = await keptBy(s, who);
    expect(kept.basic).toMatchObject({
      ...{ name: '王小明', idNumber: 'A123456789', birthDate: '1986-01-14', email: who.email },
    });
    expect([kept.notes.military, kept.statement]).toEqual(['役畢', '第一段。\n\n第二段。']);

    const overview = words(await page(who, ''));
    for (const part of RESUME_PARTS) expect(overview).toContain(part.name);
    expect(overview).not.toContain('尚未填寫');
    const r = await web.get(`${AT}/preview.pdf`, who.as);
    expect(r.headers.get('content-type')).toBe('application/pdf');
    const text = await pdfText(new Uint8Array(await r.arrayBuffer()));
    for (const printed of [
      '王小明',
      '嘉獎二次',
      '人事行政',
      '100',
      '107/03/16起',
      '中高級',
      '役畢',
      '第二段。',
    ])
      expect(text).toContain(printed);
    const open = await web.get(`${AT}/preview.pdf?set=open`, who.as);
    const short = await pdfText(new Uint8Array(await open.arrayBuffer()));
    expect(short).toContain('中高級');
    for (const kept of ['嘉獎二次', '役畢', '研習']) expect(short).not.toContain(kept);
  });

  it.each<[ListName, Fields, string, string]>([
    ['exams', { year: '2011' }, 'year', '請輸入年度，填民國年'],
    ['exams', { year: '' }, 'year', '請輸入年度'],
    ['exams', { year: '200' }, 'year', '晚於今年'],
    ['exams', { name: ' ' }, 'name', '請輸入考試或訓練名稱'],
    ['exams', { category: '長'.repeat(201) }, 'category', '類科別最多 200 字'],
    ['appraisals', { score: '甲' }, 'score', '總分請填 0 至'],
    ['appraisals', { score: '101' }, 'score', '總分請填 0 至 100 的數字'],
    ['appraisals', { grade: '' }, 'grade', '請輸入等次'],
    ['rewards', { date: '112/13/01' }, 'date', '請輸入完整的核定日期'],
    ['rewards', { date: '150/01/01' }, 'date', '晚於今日'],
    ['training', { place: '' }, 'place', '請選擇國內外'],
    ['training', { place: 'moon' }, 'place', '請選擇國內外'],
    ['training', { from: '110/06', to: '110/05' }, 'to', '迄日早於起日'],
    ['training', { hours: '-1' }, 'hours', '時數或學分請填 0 至'],
    ['education', { level: '99' }, 'level', '請選擇教育程度'],
  ])('refuses a row of %s with %j at its field, keeping what was typed', async (list, wrong, field, said) => {
    const who = await person(s, web);
    const { status, html } = await send(who, `/${list}/new`, { ...ROWS[list].typed, ...wrong });
    expect(status).toBe(422);
    expect(messageAt(html, field)).toContain(said);
    expect(summary(html)).toBe(messageAt(html, field));
    const shown = fieldsOf(html);
    for (const [name, value] of Object.entries({ ...ROWS[list].typed, ...wrong }))
      if (String(value).trim() !== '') expect(shown[name], name).toEqual([value]);
    expect((await keptBy(s, who))[list]).toEqual([]);
  });

  it.each<[string, Fields, string, string]>([
    ['basic', { idNumber: 'A123456788' }, 'idNumber', '身分證'],
    ['basic', { birthDate: '2月30日' }, 'birthDate', '出生日期'],
    ['basic', { sex: '' }, 'sex', '請選擇性別'],
    ['basic', { mobile: '', phone: '' }, 'phone', '請輸入電話或行動電話'],
    ['basic', { emergencyPhone: '12' }, 'emergencyPhone', '緊急聯絡電話'],
    ['notes', { teacher: '長'.repeat(201) }, 'teacher', '教師資格最多 200 字'],
    ['notes', { indigenousKind: 'sea' }, 'indigenousKind', '請選擇原住民身分'],
    ['statement', { statement: '字'.repeat(20_001) }, 'statement', '最多 20000 字，目前 20001 字'],
  ])('refuses %s with %j at its field', async (part, wrong, field, said) => {
    const who = await person(s, web);
    const good = part === 'basic' ? { ...goodBasic } : {};
    const { status, html } = await send(who, `/${part}`, { ...good, ...wrong });
    expect(status).toBe(422);
    expect(messageAt(html, field)).toContain(said);
    expect((await keptBy(s, who)).basic.name).toBe('');
  });
});

describe('簡要自述 while it is typed [R19]', () => {
  const autosave = async (who: Person, fields: Fields) => {
    const r = await web.post(`${AT}/statement/autosave`, fields, who.as);
    return { status: r.status, said: (await r.json()) as { text: string; fields?: Record<string, string> } };
  };

  it('is kept each time, also when it is typed back, and the button goes on from there', async () => {
    const who = await person(s, web);
    const html = await page(who, '/statement');
    expect(html).toContain(`data-autosave="${AT}/statement/autosave"`);
    let fields: Fields = fieldsOf(html);
    for (const statement of ['甲', '甲乙', '甲', '甲乙', '甲']) {
      const { status, said } = await autosave(who, { ...fields, statement });
      expect([status, said.text]).toEqual([200, expect.stringMatching(/^已自動儲存 \d\d:\d\d$/)]);
      expect((await keptBy(s, who)).statement).toBe(statement);
      fields = { ...fields, ...said.fields };
    }
    const pressed = await web.post(`${AT}/statement`, { ...fields, statement: '甲乙丙' }, who.as);
    expect(pressed.status).toBe(303);
    expect((await keptBy(s, who)).statement).toBe('甲乙丙');
    const late = await autosave(who, { ...fields, statement: '舊視窗' });
    expect([late.status, late.said.text]).toEqual([409, expect.stringContaining('在另一個視窗更動過')]);
    const long = await autosave(who, { ...fields, statement: '字'.repeat(20_001) });
    expect([long.status, long.said.text]).toEqual([422, expect.stringContaining('最多 20000 字')]);
    expect((await keptBy(s, who)).statement).toBe('甲乙丙');
  });
});

const goodBasic: Fields = {
  ...{ name: '王小明', idNumber: 'A123456789', birthDate: '75/01/14', sex: 'male', mobile: '0912345678' },
  address: '臺北市測試路1號',
};

describe('the rows of a list', () => {
  const names = async (who: Person) => (await keptBy(s, who)).training.map((row) => row.name);
  const course = (name: string, from = '') => ({ ...fullRecord().training[0], name, from, to: '' });
  const begin = async (...rows: string[]): Promise<Person> => {
    const who = await person(s, web);
    const training = rows.map((row) => course(...(row.split('@') as [string, string?])));
    await letKeep(s, who, { ...fullRecord(), training } as ReturnType<typeof fullRecord>);
    return who;
  };

  it('are moved, sorted by date, changed and put elsewhere without script', async () => {
    const who = await begin('甲@2020-01', '乙@2022-01', '丙');
    await send(who, '/training', { down: '1' });
    expect(await names(who)).toEqual(['乙', '甲', '丙']);
    await send(who, '/training', { up: '3' });
    expect(await names(who)).toEqual(['乙', '丙', '甲']);
    await send(who, '/training', { sort: 'yes' });
    expect(await names(who)).toEqual(['乙', '甲', '丙']);
    await send(who, '/training/3', { name: '丙改', position: '1' });
    expect(await names(who)).toEqual(['丙改', '乙', '甲']);
    const more = await send(who, '/training/new', { ...ROWS.training.typed, position: '2', next: 'more' });
    expect(more.to).toBe(`${AT}/training/new`);
    const wrong = await send(who, '/training/1', { position: '零' });
    expect(messageAt(wrong.html, 'position')).toContain('順序請填數字');
    expect(await names(who)).toEqual(['丙改', '研習', '乙', '甲']);
  });

  it('are removed after a question that shows the row, once however often it is pressed', async () => {
    const who = await begin('甲', '甲', '乙');
    const asked = await page(who, '/training/1/remove');
    expect(words(asked)).toContain('無法復原');
    const fields = fieldsOf(asked);
    const answers = [];
    for (let i = 0; i < 2; i++) answers.push(await web.post(`${AT}/training/1/remove`, fields, who.as));
    expect(answers.map((r) => r.status)).toEqual([303, 303]);
    expect(await names(who)).toEqual(['甲', '乙']);
  });

  it('are neither overwritten nor removed when another window changed them', async () => {
    const who = await begin('甲', '乙');
    const [edit, remove, move] = await Promise.all(
      ['/training/1', '/training/1/remove', '/training'].map(async (path) => fieldsOf(await page(who, path))),
    );
    await send(who, '/training/1', { name: '甲改' });
    const edited = await web.post(`${AT}/training/1`, { ...edit, name: '甲另改' }, who.as);
    expect(edited.status).toBe(422);
    const html = await edited.text();
    expect(words(html)).toContain('在另一個視窗更動過');
    expect(fieldsOf(html).name).toEqual(['甲另改']);
    await web.post(`${AT}/training/1/remove`, remove as Fields, who.as);
    expect((await web.post(`${AT}/training`, { ...move, down: '1' }, who.as)).status).toBe(422);
    expect(await names(who)).toEqual(['甲改', '乙']);
    expect((await web.post(`${AT}/training/1`, fieldsOf(html), who.as)).status).toBe(303);
    expect(await names(who)).toEqual(['甲另改', '乙']);
  });

  it('stay usable by the hundred: pages of fifty, a new one put where it belongs', async () => {
    const who = await begin(...Array.from({ length: 300 }, (_, i) => `課程${i + 1}`));
    const last = await page(who, '/training?page=6');
    expect(words(last)).toContain('課程300');
    expect(words(last)).not.toContain('課程250 ');
    expect(Buffer.byteLength(last)).toBeLessThan(100_000);
    const moved = await send(who, '/training/300', { position: '2' });
    expect(moved.to).toBe(`${AT}/training?page=1`);
    expect((await names(who)).slice(0, 3)).toEqual(['課程1', '課程300', '課程2']);
  });

  it('are at most as many as the list may have', async () => {
    const who = await begin(...Array.from({ length: 500 }, (_, i) => `課程${i + 1}`));
    expect((await web.get(`${AT}/training/new`, who.as)).headers.get('location')).toBe(`${AT}/training`);
    const fields = { ...fieldsOf(await page(who, '/training/1')), position: '1' };
    const r = await web.post(`${AT}/training/new`, fields, who.as);
    expect(r.status).toBe(422);
    expect(words(await r.text())).toContain('最多 500 筆');
  });

  it('of no such list or place are not found', async () => {
    const who = await person(s, web);
    for (const path of ['/family', '/family/new', '/training/0', '/training/x'])
      expect((await web.get(`${AT}${path}`, who.as)).status, path).toBe(404);
    for (const path of ['/training/1', '/training/1/remove'])
      expect((await web.get(`${AT}${path}`, who.as)).headers.get('location'), path).toBe(`${AT}/training`);
    expect((await web.get(AT)).headers.get('location')).toContain('/applicant/sign-in');
  });
});

describe('applying with a kept résumé [R62]', () => {
  it('hands over the ticked parts and no more, and loses nothing of what is kept', async () => {
    const no = await vacancyOf(s, {
      content: {
        allSections: false,
        sections: ['training', 'exams'],
        trainingRange: { from: '2015-01-01', to: '2016-12-31' },
      },
    });
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    // nothing is typed over but the statement: the form is filled in from the résumé
    const form = fieldsOf(await (await web.get(`/apply/${no}`, who.as)).text());
    const review = await web.post(
      `/apply/${no}`,
      { ...form, statement: '改寫的自述。', act: 'review' },
      who.as,
    );
    const html = await review.text();
    const shown = words(html);
    for (const part of [
      '三、考試或晉升官等（資位）訓練 2 筆',
      '四、專門職業及技術人員資格 1 筆',
      '十二、訓練及進修 2 筆',
    ])
      expect(shown).toContain(part);
    for (const part of ['六、考績', '七、獎懲', '八、專長']) expect(shown).not.toContain(part);
    await handIn(web, who, no, fieldsOf(html));
    const [row] = await stored(s, who);
    const { record } = await opened(s, who, row?.id as string);
    expect([record.exams.length, record.licences.length, record.training.length]).toEqual([2, 1, 2]);
    expect([record.rewards, record.appraisals, record.languages, record.notes.indigenousPeople]).toEqual([
      [],
      [],
      [],
      '',
    ]);
    const kept = await keptBy(s, who);
    const { basic, ...rest } = fullRecord();
    expect(kept).toMatchObject({ ...rest, statement: '改寫的自述。' });
    expect(kept.basic).toMatchObject({
      englishName: basic.englishName,
      photo: basic.photo,
      email: who.email,
    });
  });
});
