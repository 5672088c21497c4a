import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { decode, fieldsOf, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no: string;
const id: Record<string, string> = {};
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  no = await vacancyOf(s);
  for (const [name, idNumber] of [
    ['王一', 'A123456789'],
    ['李二', 'A223456781'],
    ['王三', 'B123456780'],
    ['陳四', 'A800000014'],
    ['王五', 'A123456789'],
  ] as const)
    id[name] = await apply(s, no, { name, idNumber, produced: name !== '王三' });
  await s.admin
    .updateTable('application')
    .set({ reply_status: 'accepted' })
    .where('id', 'in', [id.王三 as string, id.陳四 as string, id.王五 as string])
    .execute();
});
afterAll(() => s.close());

const list = () => `/officer/vacancies/${no}/applicants`;
const page = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const find = async (fields: Record<string, string>): Promise<Response> => web.post(list(), fields, officer);
const names = (html: string): string[] =>
  [...html.matchAll(/<span class="sq-cell-main">([^<]+)<\/span>/g)].map((m) => m[1] as string);
const linkTo = (html: string, who: string): string =>
  decode(new RegExp(`href="(${list()}/${id[who]}/screening[^"]*)"`).exec(html)?.[1] ?? '');
/** Whom she comes to, one after the other, and what the page says of the place. */
async function walk(from: string): Promise<{ ids: string[]; said: string }> {
  const html = await page(from);
  const nav = /<nav aria-label="前後應徵者">[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
  const to = [...nav.matchAll(/href="([^"]*)"/g)].map((m) => decode(m[1] as string));
  return { ids: to, said: words(nav).trim() };
}
const who = (path: string): string =>
  Object.entries(id).find(([, one]) => path.includes(one))?.[0] ?? 'nobody';

describe('[R70] the list of applicants narrowed', () => {
  it('by reply and by production, in an address that may be kept', async () => {
    const r = await find({ idNumber: '', name: '', reply: 'accepted', production: 'produced' });
    expect(r.headers.get('location')).toBe(`${list()}?reply=accepted&production=produced`);
    const html = await page(`${list()}?reply=accepted&production=produced`);
    expect(names(html)).toEqual(['陳四', '王五']);
    expect(words(html)).toContain('共 2 人');
  });

  it('a chip drops one condition and keeps the others', async () => {
    const html = await page(`${list()}?reply=accepted&production=produced`);
    const chips = [...html.matchAll(/<a class="sq-chip" href="([^"]*)"/g)].map((m) => decode(m[1] as string));
    expect(chips).toEqual([`${list()}?production=produced`, `${list()}?reply=accepted`]);
    expect(names(await page(`${list()}?reply=accepted`))).toEqual(['王三', '陳四', '王五']);
    const blank = await page(`${list()}?reply=none`);
    expect(words(blank)).toContain('面試回覆狀態：空白');
    expect(names(blank)).toEqual(['王一', '李二']);
  });

  it('what is no state narrows nothing', async () => {
    expect(names(await page(`${list()}?reply=constructor&production=x&search=zzz`))).toHaveLength(5);
  });
});

describe('[R73] 上一位, 下一位', () => {
  it('follows reply state, production and 資格審查 together', async () => {
    const at = `?reply=accepted&production=produced`;
    const html = await page(`${list()}${at}`);
    const four = linkTo(html, '陳四');
    expect(four).toBe(`${list()}/${id.陳四}/screening${at}`);
    const seen = await walk(four);
    expect(seen.ids.map(who)).toEqual(['王五']);
    expect(seen.said).toBe('下一位 查詢結果第 1 位，共 2 位');
    expect((await walk(seen.ids[0] as string)).ids.map(who)).toEqual(['陳四']);
  });

  it('follows a search by name, whose name stands in no address', async () => {
    const html = await (await find({ idNumber: '', name: '王' })).text();
    expect(names(html)).toEqual(['王一', '王三', '王五']);
    const first = linkTo(html, '王一');
    expect(first).toContain('?search=');
    expect(decodeURIComponent(html.match(/href="[^"]*"/g)?.join(' ') ?? '')).not.toMatch(/href="[^"]*王/);
    const one = await walk(first);
    expect(one.ids.map(who)).toEqual(['王三']);
    const three = await walk(one.ids[0] as string);
    expect(three.ids.map(who)).toEqual(['王一', '王五']);
    expect(three.said).toContain('查詢結果第 2 位，共 3 位');
    // and back to the list as it was narrowed
    const back = decode(/href="([^"]*)"[^>]*>回調閱履歷/.exec(await page(first))?.[1] ?? '');
    const again = await page(back);
    expect(names(again)).toEqual(['王一', '王三', '王五']);
    expect(again).toMatch(/name="name"[^>]*value="王"/);
    expect(web.lines.join('\n')).not.toContain('王');
  });

  it('[R70] follows a search by ID number, of which no address holds anything readable', async () => {
    const html = await (await find({ idNumber: 'A123456789', name: '' })).text();
    expect(names(html)).toEqual(['王一', '王五']);
    const first = linkTo(html, '王一');
    const sealed = Buffer.from(new URL(first, 'http://x').searchParams.get('search') ?? '', 'base64url');
    expect(sealed.length).toBeGreaterThan(40);
    expect(`${first}${sealed.toString('latin1')}`).not.toContain('A123456789');
    expect((await walk(first)).ids.map(who)).toEqual(['王五']);
    expect(web.lines.join('\n')).not.toContain('A123456789');
    const both = await (await find({ idNumber: 'A123456789', name: '', reply: 'accepted' })).text();
    expect(names(both)).toEqual(['王五']);
    expect((await walk(linkTo(both, '王五'))).said).toBe('查詢結果第 1 位，共 1 位');
  });

  it('she stays in her place when an act takes her out of what was asked for', async () => {
    const html = await page(`${list()}?screening=none&reply=accepted`);
    const four = linkTo(html, '陳四');
    const form = { ...fieldsOfDecision(await page(four)), outcome: 'qualified', reason: '', text: '' };
    const saved = await web.post(four, form, officer);
    expect(saved.headers.get('location')).toBe(four);
    const after = await walk(four);
    expect(after.ids.map(who)).toEqual(['王三', '王五']);
    expect(after.said).toContain('「未審查」查詢結果第 2 位，共 3 位');
    const noted = await web.post(
      four.replace('/screening', '/notes'),
      { _key: crypto.randomUUID(), note: '備註' },
      officer,
    );
    expect(noted.headers.get('location')).toBe(four);
  });

  it('a search sealed for one officer says nothing to another, who sees the whole list', async () => {
    const html = await (await find({ idNumber: '', name: '王' })).text();
    const search = new URL(linkTo(html, '王一'), 'http://x').searchParams.get('search') ?? '';
    const colleague = await web.signIn(await colleagueOf(s, 'colleague', '測試同仁'));
    const theirs = await page(`${list()}?search=${search}`, colleague);
    expect(names(theirs)).toHaveLength(5);
    expect(theirs).not.toContain(search);
    const other = await vacancyOf(s);
    await apply(s, other, { name: '別的' });
    expect(names(await page(`/officer/vacancies/${other}/applicants?search=${search}`))).toEqual(['別的']);
  });
});

const fieldsOfDecision = (html: string): Record<string, string[]> => {
  const form = (html.match(/<form[\s\S]*?<\/form>/g) ?? []).find((one) => one.includes('name="version"'));
  return fieldsOf(form ?? '');
};
