import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { ownData } from '../../../db/queries/own-data.ts';
import { withdrawApplication } from '../../../db/queries/withdrawals.ts';
import { LETTERS } from '../../../domain/result-rules.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
/** Who approves what the officer draws up. */
let second: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  second = await web.signIn(await colleagueOf(s, 'second', '核定者'));
});
afterAll(() => s.close());

const today = taipeiDay(new Date());
const settled = (iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { 'settledOn-y': y, 'settledOn-m': m, 'settledOn-d': d };
};
const NAMES = ['甲正取', '乙備一', '丙備二', '丁未取'] as const;

/** A closed vacancy with four applicants. */
async function closed() {
  const no = await vacancyOf(s);
  const ids: string[] = [];
  for (const name of NAMES) ids.push(await apply(s, no, { name }));
  await s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closed_at: new Date(), closes_at: new Date() })
    .where('no', '=', no)
    .execute();
  const [a, b, c, d] = ids as [string, string, string, string];
  const page = `/officer/vacancies/${no}/results`;
  const choice = {
    [`outcome-${a}`]: 'selected',
    [`outcome-${b}`]: 'reserve',
    [`rank-${b}`]: '１',
    [`outcome-${c}`]: 'reserve',
    [`rank-${c}`]: '2',
    ...settled(today),
    reserveMonths: '3',
    'letter-selected': LETTERS.selected,
    'letter-reserve': '您是備取。\n請稍候。',
    'letter-notSelected': LETTERS.notSelected,
  };
  return { no, page, choice, a, b, c, d };
}
const post = (page: string, fields: Record<string, string>) =>
  web.post(page, { _key: crypto.randomUUID(), ...fields }, officer);
const resultsOf = (no: string) =>
  s.admin
    .selectFrom('application_result')
    .select(['application_id', 'outcome', 'rank', 'version', 'reserve_until', 'letter_enc'])
    .where('vacancy_no', '=', no)
    .execute();
/** What the confirm page would post. */
const confirmation = async (page: string, choice: Record<string, string>) =>
  fieldsOf(await (await post(page, choice)).text());
/** Drawn up as posted. */
const drawUp = async (page: string, choice: Record<string, string>) =>
  web.post(page, await confirmation(page, choice), officer);
/** Drawn up, and approved by the second officer. */
const send = async (page: string, choice: Record<string, string>) => {
  await drawUp(page, choice);
  return web.post(`${page}/approve`, await decision(page), second);
};
/** What the second officer's page would post. */
const decision = async (page: string) => fieldsOf(await (await web.get(page, second)).text());
const applicantOf = async (id: string) => {
  const { applicant_id } = await s.admin
    .selectFrom('application')
    .select('applicant_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { kind: 'applicant' as const, applicantId: applicant_id as string };
};

describe('甄選結果', () => {
  it('is entered once the vacancy has closed, lists the applicants and chooses nobody beforehand', async () => {
    const { no, page } = await closed();
    const html = await (await web.get(page, officer)).text();
    for (const name of NAMES) expect(words(html)).toContain(name);
    expect(html).not.toMatch(/ selected="?[^>]*>(正取|備取)/);
    expect(html).toContain(LETTERS.notSelected);
    await s.admin.updateTable('vacancy').set({ stage: 'listed' }).where('no', '=', no).execute();
    for (const r of [await web.get(page, officer), await post(page, {})])
      expect(r.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    expect(await resultsOf(no)).toEqual([]);
  });

  it('tells what is wrong at its field, keeps what was typed and changes nothing', async () => {
    const { no, page, choice, b, c } = await closed();
    const r = await post(page, {
      ...choice,
      [`rank-${c}`]: '7',
      ...settled(addDays(today, 1)),
      reserveMonths: '',
      'letter-reserve': '',
    });
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(messageAt(html, `rank-${c}`)).toContain('須由 1 起連續');
    expect(htmlFaults(html)).toEqual([]);
    expect(messageAt(html, 'settledOn')).toContain('不可晚於今天');
    expect(messageAt(html, 'reserveMonths')).toContain('請選擇候補期間');
    expect(messageAt(html, 'letter-reserve')).toContain('請輸入給備取人員的內容');
    expect(fieldsOf(html)).toMatchObject({ [`rank-${c}`]: ['7'], [`rank-${b}`]: ['1'] });
    const empty = await post(page, { ...choice, ...settled('') });
    expect(messageAt(await empty.text(), 'settledOn')).toContain('請輸入甄選結果確定日');
    const noDay = await post(page, { ...choice, 'settledOn-d': '32' });
    expect(messageAt(await noDay.text(), 'settledOn')).toContain('甄選結果確定日');
    expect(await resultsOf(no)).toEqual([]);
  });

  it('is confirmed with the names, can be changed once more, and warns of more than the posts', async () => {
    const { no, page, choice, b, c } = await closed();
    const confirm = await (await post(page, choice)).text();
    expect(htmlFaults(confirm)).toEqual([]);
    const text = words(confirm);
    expect(text).toMatch(/正取 1 人\D*甲正取/);
    expect(text).toContain('1. 乙備一、2. 丙備二');
    expect(text).toContain('未錄取 1 人');
    expect(text).toContain('核定後系統才寄送 4 封甄選結果通知');
    const back = await post(page, { ...flat(fieldsOf(confirm)), edit: '1' });
    expect(fieldsOf(await back.text())).toMatchObject({
      [`outcome-${b}`]: ['reserve'],
      [`rank-${b}`]: ['1'],
    });
    const two = { ...choice, [`outcome-${b}`]: 'selected', [`rank-${b}`]: '', [`rank-${c}`]: '1' };
    const warning = async () => words(await (await post(page, two)).text());
    expect(await warning()).toContain('正取 2 人，超過公告名額 1 人');
    await sql`update vacancy set content = jsonb_set(content, '{openings}', 'null') where no = ${no}`.execute(
      s.admin,
    );
    expect(await warning()).not.toContain('公告名額');
    expect(await resultsOf(no)).toEqual([]);
  });

  it('waits for a second officer: who drew it up cannot approve or return it, a stranger cannot, and nobody is told', async () => {
    const { no, page, choice, a, b } = await closed();
    const fields = await confirmation(page, choice);
    const press = () => web.post(page, fields, officer);
    for (const r of await Promise.all([press(), press()])) expect(r.headers.get('location')).toBe(page);
    const own = await (await web.get(page, officer)).text();
    expect(words(own)).toMatch(/甄選結果等候核定.*可核定者：核定者/);
    expect(own).not.toContain('results/approve');
    const theirs = await (await web.get(page, second)).text();
    expect(words(theirs)).toMatch(/由測試officer於 .* 登錄.*正取 1 人\D*甲正取/);
    for (const html of [own, theirs]) expect(htmlFaults(html)).toEqual([]);
    for (const way of ['approve', 'return'])
      for (const who of [officer, await web.signIn(s.stranger)])
        await web.post(`${page}/${way}`, { version: '1', reason: '請確認', _key: crypto.randomUUID() }, who);
    expect(await resultsOf(no)).toEqual([]);
    const view = await web.get(`/applicant/applications/${a}`, await web.signIn(await applicantOf(a)));
    expect(words(await view.text())).not.toContain('甄選結果');
    // it stands among what waits for her, not for who drew it up
    expect(words(await (await web.get('/officer/vacancies', second)).text())).toContain('甄選結果待處理');
    expect(words(await (await web.get('/officer/vacancies', officer)).text())).not.toContain(
      '甄選結果待處理',
    );
    expect(await audited(no)).toEqual(['result.drawUp']);
    // drawn up anew it is another version, which who saw the old one does not approve
    const seen = await decision(page);
    expect(fieldsOf(await (await web.get(`${page}?edit=1`, officer)).text())).toMatchObject({
      [`outcome-${b}`]: ['reserve'],
      'letter-reserve': ['您是備取。\n請稍候。'],
    });
    await drawUp(page, { ...choice, [`outcome-${b}`]: '', [`rank-${b}`]: '', ...lastRank(choice) });
    await web.post(`${page}/approve`, seen, second);
    expect(await resultsOf(no)).toEqual([]);
  });

  it('tells the other officers of the agency by mail, each once for each drawing up, and no applicant in it', async () => {
    const { no, page, choice } = await closed();
    await drawUp(page, choice);
    await drawUp(page, { ...choice, reserveMonths: '5' });
    const mails = await s.admin
      .selectFrom('mail_delivery as m')
      .innerJoin('account as a', 'a.id', 'm.account_id')
      .innerJoin('outbox as o', (j) => j.on(sql<boolean>`o.target = m.id::text`))
      .select(['m.key', 'm.agency_id', 'm.application_id', 'a.name', 'o.kind'])
      .where('m.vacancy_no', '=', no)
      .where('m.kind', '=', 'resultApproval')
      .orderBy('m.key')
      .execute();
    expect(mails.map((m) => m.name)).not.toContain('測試officer');
    expect(mails.filter((m) => m.name === '核定者')).toMatchObject([
      { agency_id: s.agencyId, application_id: null, kind: 'startMail' },
      { agency_id: s.agencyId, application_id: null, kind: 'startMail' },
    ]);
    expect(mails.filter((m) => m.name === '核定者').map((m) => m.key.split(':')[2])).toEqual(['1', '2']);
    const strangers = mails.filter((m) => m.key.endsWith(s.stranger.accountId));
    expect(strangers).toEqual([]);
  });

  it('is returned with a reason, which stands in the form of who drew it up', async () => {
    const { no, page, choice, c } = await closed();
    await drawUp(page, choice);
    const form = await decision(page);
    const empty = await web.post(`${page}/return`, { ...form, reason: '' }, second);
    expect(empty.status).toBe(422);
    expect(messageAt(await empty.text(), 'reason')).toContain('請輸入退回原因');
    await web.post(`${page}/return`, { ...form, reason: '丙備二應為第一名' }, second);
    const stored = await s.admin
      .selectFrom('result_draft')
      .select(['state', 'reason_enc', 'letters_enc'])
      .where('vacancy_no', '=', no)
      .executeTakeFirstOrThrow();
    expect(stored.state).toBe('returned');
    expect(`${stored.reason_enc}${stored.letters_enc}`).not.toMatch(/丙|備取/);
    expect(await audited(no)).toEqual(['result.drawUp', 'result.return']);
    expect(words(await (await web.get('/officer/vacancies', officer)).text())).toContain(
      '已退回，請修正後再送核定',
    );
    const again = await (await web.get(page, officer)).text();
    expect(words(again)).toMatch(/核定者於 .* 退回：丙備二應為第一名/);
    expect(fieldsOf(again)).toMatchObject({ [`rank-${c}`]: ['2'] });
    await web.post(`${page}/approve`, { ...form, _key: crypto.randomUUID() }, second);
    expect(await resultsOf(no)).toEqual([]);
    await send(page, choice);
    expect(await resultsOf(no)).toHaveLength(4);
  });

  it('is approved by nobody alone, whatever the program says: the database refuses', async () => {
    const { no, page, choice } = await closed();
    await drawUp(page, choice);
    const result = (by: string, drawnBy: string) => ({
      vacancy_no: no,
      agency_id: s.agencyId,
      settled_on: today,
      reserve_months: null,
      drawn_by: drawnBy,
      sent_by: by,
    });
    const own = s.officer.accountId;
    const other = await colleagueOf(s, `other${no}`, '同事');
    const insert = (who: typeof s.officer, row: ReturnType<typeof result>) =>
      withActor(s.web, who, (trx) => trx.insertInto('vacancy_result').values(row).execute());
    await expect(insert(s.officer, result(own, own))).rejects.toThrow(/row-level security|two_officers/);
    // somebody else's name is not enough: the draft says who drew it up
    await expect(insert(s.officer, result(own, other.accountId))).rejects.toThrow('row-level security');
    await expect(s.admin.insertInto('vacancy_result').values(result(own, own)).execute()).rejects.toThrow(
      'vacancy_result_two_officers',
    );
    await insert(other, result(other.accountId, own));
  });

  it('tells an officer without a colleague what to do', async () => {
    const { no, page, choice } = await closed();
    await s.admin
      .updateTable('account')
      .set({ disabled_at: new Date() })
      .where('role', '=', 'officer')
      .where('id', '<>', s.officer.accountId)
      .execute();
    try {
      for (let i = 0; i < 2; i++) {
        const html = words(await (await web.get(page, officer)).text());
        expect(html).toContain('貴機關目前沒有第二個人事人員帳號。請洽系統管理單位');
        await drawUp(page, choice);
      }
    } finally {
      await s.admin.updateTable('account').set({ disabled_at: null }).where('role', '=', 'officer').execute();
    }
    expect(await resultsOf(no)).toEqual([]);
  });

  it('is sent to everyone once, however often it is approved', async () => {
    const { no, page, choice, a, b, c, d } = await closed();
    await drawUp(page, choice);
    const fields = await decision(page);
    const press = () => web.post(`${page}/approve`, fields, second);
    for (const r of await Promise.all([press(), press()])) expect(r.headers.get('location')).toBe(page);
    const rows = new Map((await resultsOf(no)).map((r) => [r.application_id, r]));
    expect([a, b, c, d].map((id) => [rows.get(id)?.outcome, rows.get(id)?.rank])).toEqual([
      ['selected', null],
      ['reserve', 1],
      ['reserve', 2],
      ['notSelected', null],
    ]);
    for (const r of rows.values()) expect(r.letter_enc?.toString('utf8')).not.toMatch(/備取|恭喜|感謝/);
    const told = await s.admin
      .selectFrom('outbox')
      .select('target')
      .where('signal', '=', 'resultChanged')
      .where('target', 'in', [a, b, c, d])
      .execute();
    expect(told).toHaveLength(4);
    const vacancy = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(vacancy.result_at).not.toBeNull();
    const changed = await s.admin
      .selectFrom('outbox')
      .select('version')
      .where('signal', '=', 'vacancyChanged')
      .where('target', '=', no)
      .orderBy('version', 'desc')
      .executeTakeFirst();
    expect(changed?.version).toBe(vacancy.version);
    // another form comes too late
    const late = await post(page, { ...choice, [`outcome-${d}`]: 'selected' });
    expect(late.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    await web.post(`${page}/approve`, { ...fields, _key: crypto.randomUUID() }, second);
    expect((await resultsOf(no)).find((r) => r.application_id === d)?.outcome).toBe('notSelected');
    expect(words(await (await web.get(page, officer)).text())).toMatch(
      /由測試officer登錄、核定者核定.*乙備一.*備取第 1 名/,
    );
    expect(await audited(no)).toEqual(['result.drawUp', 'result.send']);
    expect(await s.admin.selectFrom('result_draft').where('vacancy_no', '=', no).execute()).toEqual([]);
  });

  it('is not sent when one chosen withdrew meanwhile; who was not chosen is simply told nothing', async () => {
    const { no, page, choice, a, d } = await closed();
    const leave = async (id: string) => {
      const who = await applicantOf(id);
      await withActor(s.web, who, (trx) => withdrawApplication(trx, who, id));
    };
    await leave(d);
    const fields = await confirmation(page, choice);
    await web.post(page, fields, officer);
    const approval = await decision(page);
    await leave(a);
    await web.post(`${page}/approve`, approval, second);
    expect(await resultsOf(no)).toEqual([]);
    await web.post(page, { ...fields, _key: crypto.randomUUID() }, officer);
    expect(await audited(no)).toEqual(['result.drawUp']);
    await send(page, { ...choice, [`outcome-${a}`]: '' });
    expect(await resultsOf(no)).toHaveLength(2);
  });

  it('is shown to each applicant, and to her alone', async () => {
    const { page, choice, b, d } = await closed();
    const view = async (id: string, by = id) =>
      web.get(`/applicant/applications/${id}`, await web.signIn(await applicantOf(by)));
    expect(words(await (await view(b)).text())).not.toContain('甄選結果');
    await send(page, choice);
    const reserve = words(await (await view(b)).text());
    expect(reserve).toMatch(/備取第 1 名，候補期間至 .* 止/);
    expect(reserve).toContain('您是備取。');
    expect(htmlFaults(await (await view(b)).text())).toEqual([]);
    expect(words(await (await view(d)).text())).toContain('未錄取');
    expect((await view(b, d)).status).toBe(404);
    // what she may carry away holds the letter, not its sealed form
    const who = await applicantOf(b);
    const { data } = await withActor(s.web, who, (trx) => ownData(trx, s.keyring, who));
    expect(data.applications).toMatchObject([
      { outcome: 'reserve', rank: 1, letter: '您是備取。\n請稍候。' },
    ]);
    expect(JSON.stringify(data)).not.toContain('"Buffer"');
    const list = await web.get('/applicant', await web.signIn(await applicantOf(b)));
    expect(words(await list.text())).toContain('備取第 1 名');
    await sql`update application_result set reserve_ended_at = now() where application_id = ${b}`.execute(
      s.admin,
    );
    expect(words(await (await view(b)).text())).toMatch(/候補期間已於 .* 屆滿/);
  });

  it('遞補: the first in reserve, asked first, with a letter of her own; then the next', async () => {
    const { no, page, choice, b, c } = await closed();
    await send(page, choice);
    const of = (id: string) => `${page}/${id}/move-up`;
    // not before her turn, and not by an address of nonsense
    await post(`${page}/nobody/move-up`, { letter: '恭喜' });
    expect((await web.get(of(c), officer)).headers.get('location')).toBe(page);
    await post(of(c), { letter: '恭喜' });
    expect((await resultsOf(no)).filter((r) => r.outcome === 'selected')).toHaveLength(1);
    const form = await (await web.get(of(b), officer)).text();
    for (const html of [form, await (await web.get(page, officer)).text()])
      expect(htmlFaults(html)).toEqual([]);
    expect(words(form)).toContain('乙備一 備取第 1 名');
    expect(words(form)).toContain('目前正取 1 人，已達公告名額 1 人');
    const empty = await post(of(b), { letter: '' });
    expect(empty.status).toBe(422);
    expect(messageAt(await empty.text(), 'letter')).toContain('請輸入通知內容');
    for (let i = 0; i < 2; i++) await web.post(of(b), fieldsOf(form), officer);
    const moved = (await resultsOf(no)).find((r) => r.application_id === b);
    expect(moved).toMatchObject({ outcome: 'selected', rank: 1, version: 2 });
    expect(words(await (await web.get(page, officer)).text())).toContain('由備取第 1 名遞補');
    await post(of(c), { letter: '恭喜' });
    expect((await resultsOf(no)).filter((r) => r.outcome === 'selected')).toHaveLength(3);
  });

  it('婉拒錄取: by herself or told to the officer, asked first, of somebody selected alone', async () => {
    const { no, page, choice, a, b } = await closed();
    const own = await web.signIn(await applicantOf(a));
    const way = `/applicant/applications/${a}/decline`;
    expect((await web.get(way, own)).headers.get('location')).toBe(`/applicant/applications/${a}`);
    await send(page, choice);
    const declined = async () =>
      (
        await s.admin
          .selectFrom('application_result')
          .select(['application_id', 'declined_by'])
          .where('vacancy_no', '=', no)
          .where('declined_at', 'is not', null)
          .execute()
      ).map((r) => [r.application_id, r.declined_by]);
    const other = await web.signIn(await applicantOf(b));
    for (const [who, path] of [
      [other, way],
      [other, `/applicant/applications/${b}/decline`],
      [await web.signIn(s.stranger), `${page}/${a}/declined`],
      [officer, `${page}/${b}/declined`],
      [officer, `${page}/nobody/declined`],
    ] as const)
      await web.post(path, { _key: crypto.randomUUID() }, who);
    expect(await declined()).toEqual([]);
    const asked = await (await web.get(`${page}/${a}/declined`, officer)).text();
    expect(words(asked)).toContain('由備取第 1 名乙備一遞補為正取');
    const form = await (await web.get(way, own)).text();
    for (const html of [asked, form]) expect(htmlFaults(html)).toEqual([]);
    for (let i = 0; i < 2; i++) await web.post(way, fieldsOf(form), own);
    await web.post(`${page}/${a}/declined`, fieldsOf(asked), officer);
    expect(await declined()).toEqual([[a, null]]);
    const told = await s.admin
      .selectFrom('outbox')
      .select('version')
      .where('target', '=', a)
      .where('signal', '=', 'resultChanged')
      .orderBy('version')
      .execute();
    expect(told.map((r) => r.version)).toEqual([1, 2]);
    const hers = words(await (await web.get(`/applicant/applications/${a}`, own)).text());
    expect(hers).toMatch(/正取，已於 .* 婉拒/);
    expect(hers).toContain(LETTERS.selected);
    const sent = await (await web.get(page, officer)).text();
    expect(words(sent)).toMatch(/甲正取.*已於 .* 婉拒錄取/);
    expect(sent).not.toContain(`${a}/declined`);
    expect(htmlFaults(sent)).toEqual([]);
  });

  it('belongs to the agency alone', async () => {
    const { no, page, choice } = await closed();
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(page, stranger)).status).toBe(404);
    const { _csrf: _own, ...fields } = await confirmation(page, choice);
    expect((await web.post(page, fields, stranger)).status).toBe(404);
    expect(await resultsOf(no)).toEqual([]);
  });
});

/** Whoever stands second moves to the first place. */
const lastRank = (choice: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(choice).flatMap(([field, value]) => (value === '2' ? [[field, '1']] : [])),
  );
const audited = async (no: string): Promise<string[]> =>
  (
    await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', no)
      .where('act', 'in', ['result.drawUp', 'result.return', 'result.send'])
      .orderBy('id')
      .execute()
  ).map((e) => e.act);

const flat = (fields: Record<string, string | readonly string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));
