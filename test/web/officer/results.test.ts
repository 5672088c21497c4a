import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { ownData } from '../../../db/queries/own-data.ts';
import { withdrawApplication } from '../../../db/queries/withdrawals.ts';
import { LETTERS } from '../../../domain/result-rules.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
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
    expect(text).toContain('寄送 4 封甄選結果通知');
    const back = await post(page, { ...flat(fieldsOf(confirm)), edit: '1' });
    expect(fieldsOf(await back.text())).toMatchObject({
      [`outcome-${b}`]: ['reserve'],
      [`rank-${b}`]: ['1'],
    });
    const two = { ...choice, [`outcome-${b}`]: 'selected', [`rank-${b}`]: '', [`rank-${c}`]: '1' };
    expect(words(await (await post(page, two)).text())).toContain('正取 2 人，超過公告名額 1 人');
    expect(await resultsOf(no)).toEqual([]);
  });

  it('is sent to everyone once, however often it is pressed', async () => {
    const { no, page, choice, a, b, c, d } = await closed();
    const fields = await confirmation(page, choice);
    const press = () => web.post(page, fields, officer);
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
    await web.post(page, { ...fields, _key: crypto.randomUUID(), [`outcome-${d}`]: 'selected' }, officer);
    expect((await resultsOf(no)).find((r) => r.application_id === d)?.outcome).toBe('notSelected');
    expect(words(await (await web.get(page, officer)).text())).toMatch(/乙備一.*備取第 1 名/);
  });

  it('is not sent when somebody withdrew while it was confirmed', async () => {
    const { no, page, choice, a } = await closed();
    const fields = await confirmation(page, choice);
    const who = await applicantOf(a);
    await withActor(s.web, who, (trx) => withdrawApplication(trx, who, a));
    await web.post(page, fields, officer);
    expect(await resultsOf(no)).toEqual([]);
  });

  it('is shown to each applicant, and to her alone', async () => {
    const { page, choice, b, d } = await closed();
    const view = async (id: string, by = id) =>
      web.get(`/applicant/applications/${id}`, await web.signIn(await applicantOf(by)));
    expect(words(await (await view(b)).text())).not.toContain('甄選結果');
    await web.post(page, await confirmation(page, choice), officer);
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
    await web.post(page, await confirmation(page, choice), officer);
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

  it('belongs to the agency alone', async () => {
    const { no, page, choice } = await closed();
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(page, stranger)).status).toBe(404);
    const { _csrf: _own, ...fields } = await confirmation(page, choice);
    expect((await web.post(page, fields, stranger)).status).toBe(404);
    expect(await resultsOf(no)).toEqual([]);
  });
});

const flat = (fields: Record<string, string | readonly string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));
