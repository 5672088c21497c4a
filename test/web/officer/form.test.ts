import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VacancyContent } from '../../../domain/vacancy-content.ts';
import { emptyVacancyContent } from '../../../domain/vacancy-content.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

/** The boxes of a day. */
const day = (name: string, iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { [`${name}-y`]: y, [`${name}-m`]: m, [`${name}-d`]: d };
};

/** What an officer would type for a content. */
function typed(c: VacancyContent): Record<string, string | string[]> {
  const yes = (b: boolean): string => (b ? 'Y' : 'N');
  return {
    agencyCode: c.agencyCode,
    agencyAddress: c.agencyAddress,
    writerName: c.writerName,
    writerEmail: c.writerEmail,
    writerPhone: c.writerPhone,
    writerExtension: c.writerExtension,
    personnelCategory: c.personnelCategory,
    title: c.title,
    openings: c.openings === null ? '' : String(c.openings),
    reserves: c.reserves ? String(c.reserves) : '',
    workplaces: c.workplaces,
    ...day('listedFrom', c.listedFrom),
    ...day('listedTo', c.listedTo),
    closingTime: c.closingTime,
    disabled: yes(c.conditions.disabled),
    indigenous: yes(c.conditions.indigenous),
    indigenousArea: yes(c.conditions.indigenousArea),
    regionalSecondment: yes(c.conditions.regionalSecondment),
    rankClasses: c.rankClasses,
    email: c.email,
    emailSubmission: yes(c.emailSubmission),
    qualifications: c.qualifications,
    duties: c.duties,
    location: c.location,
    contact: c.contact,
    grade: c.grade,
    jobSeries: c.jobSeries,
    sex: c.sex,
    mode: c.mode,
    sections: [...(c.allSections ? ['all'] : []), ...c.sections],
    ...day('trainingFrom', c.trainingRange.from),
    ...day('trainingTo', c.trainingRange.to),
    ...day('rewardFrom', c.rewardRange.from),
    ...day('rewardTo', c.rewardRange.to),
    appraisalFrom: c.appraisalRange.from ? String(c.appraisalRange.from - 1911) : '',
    appraisalTo: c.appraisalRange.to ? String(c.appraisalRange.to - 1911) : '',
  };
}
const key = (): string => crypto.randomUUID();
const count = async (): Promise<number> =>
  Number(
    (
      await s.admin
        .selectFrom('vacancy')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('a new registration', () => {
  it('[R30–R35] opens with the number to come, her agency and herself filled in', async () => {
    const r = await web.get('/officer/vacancies/new', officer);
    expect(r.status).toBe(200);
    const html = await r.text();
    expect(words(html)).toContain('系統自動產生');
    const fields = fieldsOf(html, 'vacancy-form');
    expect(fields.agencyCode).toEqual(['A58000000A']);
    expect(fields.agencyAddress).toEqual(['臺北市中正區濟南路1段2之2號10樓']);
    expect(fields.writerName).toEqual(['測試officer']);
    expect(fields.mode).toBeUndefined();
    expect(fields.sex).toBeUndefined();
  });

  it('[R30] an incomplete draft is kept and gets its number', async () => {
    const r = await web.post(
      '/officer/vacancies/new',
      {
        ...typed({ ...emptyVacancyContent(), agencyCode: 'A58000000A', title: '半張表' }),
        _key: key(),
        do: 'save',
      },
      officer,
    );
    expect(r.status).toBe(303);
    const no = /\/officer\/vacancies\/(\d{10})$/.exec(r.headers.get('location') ?? '')?.[1] ?? '';
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ title: '半張表', review_outcome: 'draft', stage: 'preparing' });
    expect(row.content.agencyName).toBe('行政院人事行政總處');
  });

  it('[R30–R65] everything typed is recorded, shown again, and submitted', async () => {
    const wanted = goodContent({
      agencyAddress: '臺北市',
      reserves: 2,
      workplaces: ['10', '101'],
      closingTime: '17:00',
      conditions: { disabled: true, indigenous: false, indigenousArea: true, regionalSecondment: false },
      emailSubmission: false,
      writerExtension: '201',
      writerEmail: 'writer@agency.example',
      allSections: false,
      sections: ['exams', 'training'],
      trainingRange: { from: '2021-01-01', to: '' },
      rewardRange: { from: '', to: '2025-12-31' },
      appraisalRange: { from: 2020, to: 2025 },
      qualifications: '第一行\n第二行 <b>不是標籤</b> & "引號"',
    });
    const saved = await web.post(
      '/officer/vacancies/new',
      { ...typed(wanted), _key: key(), do: 'save' },
      officer,
    );
    const no = saved.headers.get('location')?.split('/').at(-1) ?? '';
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row.content).toEqual(wanted);

    // the form shows exactly what is recorded: sent back untouched, it is the same
    const html = await (await web.get(`/officer/vacancies/${no}/edit`, officer)).text();
    const again = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...fieldsOf(html, 'vacancy-form'), do: 'submit' },
      officer,
    );
    expect(again.status).toBe(303);
    const handedIn = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(handedIn.content).toEqual(wanted);
    expect(handedIn.review_outcome).toBe('inReview');
    const outbox = await s.admin.selectFrom('outbox').select('kind').where('target', '=', no).execute();
    expect(outbox.map((o) => o.kind).sort()).toEqual(['signalVacancy', 'startVacancy']);
  });

  it('a double press makes one registration', async () => {
    const form = { ...typed(goodContent({ title: '按兩次' })), _key: key(), do: 'save' };
    const [a, b] = await Promise.all([
      web.post('/officer/vacancies/new', form, officer),
      web.post('/officer/vacancies/new', form, officer),
    ]);
    expect(a.headers.get('location')).toBe(b.headers.get('location'));
    const rows = await s.admin.selectFrom('vacancy').select('no').where('title', '=', '按兩次').execute();
    expect(rows).toHaveLength(1);
  });

  it('a form without a key is not ours', async () => {
    const r = await web.post('/officer/vacancies/new', { ...typed(goodContent()), do: 'save' }, officer);
    expect(r.status).toBe(400);
  });
});

describe('what is wrong is told at its field, and nothing is written', () => {
  const cases: [string, Record<string, string | string[]>, string, string][] = [
    ['[R32] address empty', { agencyAddress: '' }, 'agencyAddress', '請輸入機關地址'],
    ['[R33] writer empty', { writerName: '' }, 'writerName', '請輸入填寫人姓名'],
    ['[R35] telephone empty', { writerPhone: '' }, 'writerPhone', '請輸入填寫人電話'],
    ['[R36] category empty', { personnelCategory: '' }, 'personnelCategory', '請選擇人員區分'],
    ['[R37] title empty', { title: '' }, 'title', '請輸入職稱'],
    ['[R38] openings empty', { openings: '' }, 'openings', '請輸入名額，例如 1'],
    ['[R38] openings in words', { openings: '數名' }, 'openings', '名額請填數字，例如 1'],
    ['[R39] no workplace', { workplaces: [] }, 'workplaces', '請勾選工作地，可複選'],
    [
      '[R40] wrong order',
      { ...day('listedFrom', '2027-01-10'), ...day('listedTo', '2027-01-09') },
      'listedFrom',
      '上網有效期間的迄日早於起日，請修正迄日',
    ],
    [
      '[R40] no day at all',
      day('listedTo', ''),
      'listedFrom',
      '請輸入上網有效期間的迄日，例如 115 年 12 月 4 日',
    ],
    [
      '[R40] a Gregorian year',
      { 'listedTo-y': '2026', 'listedTo-m': '12', 'listedTo-d': '4' },
      'listedFrom',
      '上網有效期間的迄日：年請填民國年：西元 2026 年是民國 115 年',
    ],
    [
      '[R40] 30 February',
      { 'listedTo-y': '116', 'listedTo-m': '2', 'listedTo-d': '30' },
      'listedFrom',
      '上網有效期間的迄日：民國 116 年 2 月沒有 30 日，請修正日',
    ],
    [
      '[R29] over ten years',
      day('listedTo', '2099-01-01'),
      'listedFrom',
      '上網有效期間最長 10 年，請將迄日提前',
    ],
    [
      '[R42, R43] no rank class',
      { rankClasses: [] },
      'rankClasses',
      '請選擇官等類別，若「無」官職等請勾選「其他」!',
    ],
    [
      '[R44] two addresses',
      { email: 'a@x.example, b@x.example' },
      'email',
      '僅允許一筆聯絡E-mail，請刪去其餘信箱',
    ],
    [
      '[R44, R55] no address',
      { email: '' },
      'email',
      '使用應徵者履歷調閱時，聯絡E-mail為必填，請輸入一筆聯絡E-mail',
    ],
    ['[R49] no grade', { grade: '' }, 'grade', '請輸入官等職等，職缺若非公務人員請輸入「無」'],
    ['[R51] no sex', { sex: '' }, 'sex', '請選擇性別'],
    ['[R53] no method', { mode: '' }, 'mode', '請選擇應徵者履歷調閱方式'],
    ['[R53] an unknown method', { mode: 'psychic' }, 'mode', '請選擇應徵者履歷調閱方式'],
    ['[R62] no section', { sections: [] }, 'sections', '請勾選「個人全部資料」或至少一項要調閱的履歷資料'],
    [
      '[R64] range in wrong order',
      { ...day('trainingFrom', '2024-01-02'), ...day('trainingTo', '2024-01-01') },
      'trainingFrom',
      '訓練日期區間的迄日早於起日，請修正迄日',
    ],
    [
      '[R64] a Gregorian appraisal year',
      { appraisalFrom: '2020' },
      'appraisalFrom',
      '考績年度區間請填民國年：西元 2020 年是民國 109 年',
    ],
    ['[R31] a foreign agency', { agencyCode: 'A02000000A' }, 'agencyCode', '請選擇徵才機關'],
  ];
  it.each(cases)('%s', async (_, change, field, message) => {
    const before = await count();
    const r = await web.post(
      '/officer/vacancies/new',
      { ...typed(goodContent({ title: '保留我' })), ...change, _key: key(), do: 'submit' },
      officer,
    );
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(html).toContain('<title>錯誤：職缺資料登錄');
    expect(summary(html)).toContain(`錯誤：${message}`);
    if (field !== 'agencyCode') expect(messageAt(html, field)).toContain(message);
    if (!('title' in change)) expect(fieldsOf(html, 'vacancy-form').title).toEqual(['保留我']);
    expect(await count()).toBe(before);
  });

  it('[R40] what was typed stays in its boxes, also when it is no day', async () => {
    const r = await web.post(
      '/officer/vacancies/new',
      {
        ...typed(goodContent()),
        'listedTo-y': '115',
        'listedTo-m': '13',
        'listedTo-d': 'x',
        openings: '三',
        _key: key(),
        do: 'save',
      },
      officer,
    );
    expect(r.status).toBe(422);
    const fields = fieldsOf(await r.text(), 'vacancy-form');
    expect([fields['listedTo-y'], fields['listedTo-m'], fields['listedTo-d']]).toEqual([
      ['115'],
      ['13'],
      ['x'],
    ]);
    expect(fields.openings).toEqual(['三']);
  });
});

describe('[R60, R61] the personnel category proposes the method', () => {
  const part = async (fields: Record<string, string>) => {
    const r = await web.post('/officer/vacancies/mode', { agencyCode: 'A58000000A', ...fields }, officer, {
      'hx-request': 'true',
    });
    expect(r.status).toBe(200);
    const html = await r.text();
    return { html, words: words(html), mode: fieldsOf(`<form id="f">${html}</form>`, 'f').mode };
  };
  it('約僱人員 proposes 不須具, and the page says so', async () => {
    const { mode, words: text } = await part({ personnelCategory: '13' });
    expect(mode).toEqual(['open']);
    expect(text).toContain('已依人員區分「約僱人員」預設為「不須具公務人員任用資格」');
  });
  it('a default follows the next category, an own choice does not', async () => {
    expect((await part({ personnelCategory: '11', mode: 'open', defaultedFor: '13' })).mode).toEqual([
      'civilService',
    ]);
    const own = await part({ personnelCategory: '11', mode: 'none', defaultedFor: '13' });
    expect(own.mode).toEqual(['none']);
    expect(own.words).toContain('請再確認');
  });
  it('without script the draft gets it at its next save', async () => {
    const r = await web.post(
      '/officer/vacancies/new',
      {
        ...typed(goodContent({ personnelCategory: '99', mode: '', title: '無腳本' })),
        _key: key(),
        do: 'save',
      },
      officer,
    );
    expect(r.status).toBe(303);
    const row = await s.admin
      .selectFrom('vacancy')
      .select('mode')
      .where('title', '=', '無腳本')
      .executeTakeFirstOrThrow();
    expect(row.mode).toBe('open');
  });
});

describe('changing a registration', () => {
  const open = async (no: string) => {
    const r = await web.get(`/officer/vacancies/${no}/edit`, officer);
    return fieldsOf(await r.text(), 'vacancy-form');
  };
  it('[R54] a posted change of method while listed is refused at its field, nothing written', async () => {
    const no = await vacancyOf(s);
    const before = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    const fields = await open(no);
    expect(fields.mode).toBeUndefined();
    const r = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...fields, mode: 'open', do: 'submit' },
      officer,
    );
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), 'mode')).toContain('在上網有效期間內不得再修改');
    const after = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(after).toEqual(before);
  });
  it('[R54] dates of a listed vacancy change by extension only', async () => {
    const no = await vacancyOf(s);
    const r = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...(await open(no)), ...day('listedTo', '2030-01-01'), do: 'submit' },
      officer,
    );
    expect(r.status).toBe(422);
    expect(words(await r.text())).toContain('迄日請以「延長」或「提前截止」變更');
  });
  it('a listed vacancy is revised: what is listed stays until approved', async () => {
    const no = await vacancyOf(s);
    const r = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...(await open(no)), duties: '新的工作項目', do: 'submit' },
      officer,
    );
    expect(r.status).toBe(303);
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ stage: 'listed', review_outcome: 'inReview' });
    expect(row.content.duties).toBe('人事業務。');
    const revision = await s.admin
      .selectFrom('vacancy_revision')
      .selectAll()
      .where('vacancy_no', '=', no)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    expect(revision.content).toMatchObject({
      duties: '新的工作項目',
      mode: 'civilService',
      allSections: true,
    });
  });
  it('a form opened before somebody else saved is not written; both versions are shown', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const [first, second] = [await open(no), await open(no)];
    await web.post(`/officer/vacancies/${no}/edit`, { ...first, duties: '先存的', do: 'save' }, officer);
    const r = await web.post(
      `/officer/vacancies/${no}/edit`,
      { ...second, duties: '後存的', do: 'save' },
      officer,
    );
    expect(r.status).toBe(409);
    const html = await r.text();
    expect(words(html)).toContain('已由他人修改');
    expect(words(html)).toContain('先存的');
    const fields = fieldsOf(html, 'vacancy-form');
    expect(fields.duties).toEqual(['後存的']);
    expect(fields.version).toEqual(['2']);
    const row = await s.admin
      .selectFrom('vacancy')
      .select('content')
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row.content.duties).toBe('先存的');
    const anyway = await web.post(`/officer/vacancies/${no}/edit`, { ...fields, do: 'save' }, officer);
    expect(anyway.status).toBe(303);
  });
  it('[R43] the reasons of a return stand at their fields', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    await s.admin
      .updateTable('vacancy')
      .set({
        review_outcome: 'returned',
        return_reasons: JSON.stringify([{ field: 'duties', message: '請補充薪資' }]),
      })
      .where('no', '=', no)
      .execute();
    const html = await (await web.get(`/officer/vacancies/${no}/edit`, officer)).text();
    expect(messageAt(html, 'duties')).toBe('錯誤：二、工作項目：請補充薪資');
    expect(summary(html)).toContain('錯誤：二、工作項目：請補充薪資');
    expect(words(html)).toContain('審核退回');
  });
  it('[R27] the preview shows the public article of what was typed and writes nothing', async () => {
    const before = await count();
    const fields = { ...typed(goodContent({ title: '預覽中的職缺' })), _key: key() };
    const r = await web.post('/officer/vacancies/new', { ...fields, do: 'preview' }, officer);
    expect(r.status).toBe(200);
    const html = await r.text();
    expect(words(html)).toContain('預覽中的職缺');
    expect(await count()).toBe(before);
    const back = await web.post('/officer/vacancies/new', { ...fieldsOf(html), do: 'back' }, officer);
    expect(fieldsOf(await back.text(), 'vacancy-form').title).toEqual(['預覽中的職缺']);
  });
});

describe('who may', () => {
  it('a foreign vacancy does not exist, listed or not', async () => {
    const stranger = await web.signIn(s.stranger);
    for (const until of ['draft', 'listed'] as const) {
      const no = await vacancyOf(s, { until });
      expect((await web.get(`/officer/vacancies/${no}/edit`, stranger)).status).toBe(404);
      const r = await web.post(
        `/officer/vacancies/${no}/edit`,
        { ...typed(goodContent()), _key: key(), do: 'save' },
        stranger,
      );
      expect(r.status).toBe(404);
    }
  });
  it('a reviewer is refused, nobody is led to the door', async () => {
    const reviewer = await web.signIn(s.reviewer);
    expect((await web.get('/officer/vacancies/new', reviewer)).status).toBe(403);
    const r = await web.get('/officer/vacancies/new');
    expect(r.status).toBe(303);
    expect(r.headers.get('location')).toContain('/sign-in');
  });
});
