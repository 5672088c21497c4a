/** Ticks of 調閱簡歷 and 批次資格審查 over pages, as a browser without script sends them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPLICANTS_PAGE } from '../../../db/queries/applicants-page.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let colleague: SignedIn;
let no = '';
const people: string[] = [];
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  colleague = await web.signIn(await colleagueOf(s, 'colleague', '測試同仁'));
  no = await vacancyOf(s);
  for (let i = 1; i <= APPLICANTS_PAGE + 2; i++) people.push(await apply(s, no, { name: `分頁${i}` }));
});
afterAll(() => s.close());

const list = () => `/officer/vacancies/${no}/applicants`;
const read = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const person = (place: number): string => people.at(place) ?? '';

describe('調閱簡歷', () => {
  const base = () => `/officer/vacancies/${no}/briefs`;
  /** Sends the GET form by one of its buttons, as a browser does. */
  const press = (html: string, who: readonly string[], button?: '上一頁' | '下一頁') => {
    const page = new RegExp(`name="page" value="(\\d+)">\\s*${button}`).exec(html)?.[1];
    const sent = new URLSearchParams({ show: '1', at: fieldsOf(html, 'briefs').at?.[0] ?? '' });
    for (const id of who) sent.append('who', id);
    if (page && button) sent.append('page', page);
    return `${base()}?${sent}`;
  };

  it('[R24, R74] those ticked on one page stand by name on the next and are shown side by side together', async () => {
    const next = await read(press(await read(base()), [person(0), person(1)], '下一頁'));
    expect(words(next)).toContain('其他頁已勾選檢視簡歷（2 人） 分頁1 分頁2');
    expect(words(next)).toMatch(/已勾選 2 人／上限 10 人/);
    const sent = fieldsOf(next, 'briefs').who ?? [];
    expect(sent).toEqual([person(0), person(1)]);
    // one of the other page is taken off, one of this page joins
    const chosen = [person(1), person(-1)];
    const shown = await read(press(next, chosen));
    expect(words(shown)).toContain('簡歷（2 人）');
    expect(words(shown)).not.toContain('分頁1 ');
    // and back: the page she came from, everyone still ticked
    const back = /class="sq-back" href="([^"]*)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const again = await read(back);
    expect(words(again)).toContain('目前頁數 2');
    expect(fieldsOf(again, 'briefs').who).toEqual(expect.arrayContaining(chosen));
    const first = await read(press(again, chosen, '上一頁'));
    expect(fieldsOf(first, 'briefs').who).toEqual(chosen);
  });

  it('more than ten are told with the ticks kept, on the page where they were ticked', async () => {
    const eleven = [...people.slice(0, 10), person(-1)];
    const who = eleven.map((id) => `who=${id}`).join('&');
    const r = await web.get(`${base()}?show=1&at=2&${who}`, officer);
    const html = await r.text();
    expect(r.status).toBe(422);
    expect(summary(html)).toContain('一次最多檢視 10 人，目前勾選 11 人');
    expect(words(html)).toContain('目前頁數 2');
    expect([...(fieldsOf(html, 'briefs').who ?? [])].sort()).toEqual([...eleven].sort());
  });
});

describe('批次資格審查', () => {
  const base = () => `${list()}/screening`;
  const who = (place: number, version = 0): string => `${person(place)}.${version}`;
  /** Presses 下一頁 or 上一頁; answers where it leads and the page there. */
  const step = async (html: string, to: string, change: Record<string, string | string[]>, as = officer) => {
    const href = new RegExp(`formaction="([^"]*)"[^>]*>\\s*${to}`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    const r = await web.post(href ?? '', { ...fieldsOf(html), ...change }, as);
    expect(r.status).toBe(303);
    const location = r.headers.get('location') ?? '';
    return { location, html: await read(location, as) };
  };
  const typed = { outcome: 'supplement', reason: 'proof', text: '說明保留', tell: 'yes' };

  it('ticks and what was typed outlast leafing; those of both pages are decided about together', async () => {
    const next = await step(await read(base()), '下一頁', { ...typed, who: [who(0), who(1)] });
    expect(words(next.html)).toContain('其他頁已勾選審查（2 人） 分頁1 分頁2');
    expect(words(next.html)).toContain('套用至已勾選的 2 人');
    const sent = fieldsOf(next.html);
    expect(sent).toMatchObject({
      who: [who(0), who(1)],
      outcome: ['supplement'],
      reason: ['proof'],
      text: ['說明保留'],
      tell: ['yes'],
    });
    const back = await step(next.html, '上一頁', { who: [who(1), who(-1)] });
    expect(fieldsOf(back.html).who).toEqual(expect.arrayContaining([who(1), who(-1)]));
    const decision = { outcome: 'qualified', reason: '', text: '', tell: [] };
    const asked = await web.post(base(), { ...fieldsOf(back.html), ...decision }, officer);
    const confirm = await asked.text();
    expect(words(confirm)).toContain(`分頁2、分頁${people.length}`);
    const away = /href="([^"]*ticks=[^"]*)"/.exec(confirm)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(fieldsOf(await read(away))).toMatchObject({ outcome: ['qualified'] });
    expect(fieldsOf(await read(away)).who).toHaveLength(2);
    expect((await web.post(base(), fieldsOf(confirm), officer)).status).toBe(303);
    const decided = await s.admin.selectFrom('screening').select('application_id').execute();
    expect(decided.map((row) => row.application_id).sort()).toEqual([person(1), person(-1)].sort());
  });

  it('what was typed about people lies nowhere in clear, and opens for nobody else', async () => {
    const next = await step(await read(base()), '下一頁', { ...typed, text: '不可明文', who: [who(3)] });
    const kept = await s.admin.selectFrom('idempotency').select('result').execute();
    expect(JSON.stringify(kept)).not.toContain('不可明文');
    expect(JSON.stringify(kept)).not.toContain(person(3));
    const foreign = await read(next.location, colleague);
    expect(words(foreign)).not.toContain('其他頁已勾選');
    expect(foreign).not.toContain('不可明文');
  });

  it('whom a colleague decided about meanwhile is ticked no more', async () => {
    const next = await step(await read(base()), '下一頁', { ...typed, who: [who(4), who(5)] });
    const decision = { outcome: 'qualified', reason: '', text: '', version: '0', _key: crypto.randomUUID() };
    await web.post(`${list()}/${person(4)}/screening`, decision, colleague);
    expect(fieldsOf(await read(next.location)).who).toEqual([who(5)]);
  });
});
