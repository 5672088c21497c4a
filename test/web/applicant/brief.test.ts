import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyEntry } from '../../../domain/resume-fields.ts';
import { goodRecord, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';
import { letKeep } from './resume-record.ts';
import { handIn, person, stored, toReview } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const POST = { ...emptyEntry('experience'), organ: '測試機關', title: '辦事員', from: '2008-07' };
/** The short résumé on a page, without the ways to correct it. */
const shortIn = (html: string): string =>
  words(/<h3>聯絡資料[\s\S]*?<\/section>/.exec(html)?.[0].replace(/<a[\s\S]*?<\/a>/g, '') ?? '');

describe('我的簡歷 [R24]', () => {
  it('is what an officer reads of her, with a way to correct each part, and no more', async () => {
    const who = await person(s, web);
    await letKeep(s, who, { ...goodRecord({ email: who.email }), experience: [POST] });
    const html = await (await web.get('/applicant/brief', who.as)).text();
    expect(htmlFaults(html)).toEqual([]);
    for (const part of ['basic', 'education', 'experience'])
      expect(html).toContain(`href="/applicant/resume/${part}"`);
    const mine = shortIn(html);
    for (const word of ['0912345678', who.email, '現職', '測試機關 辦事員', '97/07 到職', '測試大學'])
      expect(mine).toContain(word);
    expect(html).not.toMatch(/A123456789|1986|75\/01/);

    const no = await vacancyOf(s);
    await handIn(web, who, no, await toReview(web, who, no, { 'experience.0.to': '' }));
    const [application] = await stored(s, who);
    const officer = await web.signIn(s.officer);
    const theirs = await web.get(`/officer/vacancies/${no}/applicants/${application?.id}/brief`, officer);
    const read = shortIn(await theirs.text());
    const again = shortIn(await (await web.get('/applicant/brief', who.as)).text());
    expect(read).toBe(again);
  });

  it('stands in her menu, says what is not filled in, and is behind her sign-in', async () => {
    const who = await person(s, web);
    const html = await (await web.get('/applicant/brief', who.as)).text();
    expect(words(html)).toContain('現職 修改 現職 未填寫');
    const menu = /<nav[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    for (const path of ['/applicant', '/applicant/resume', '/applicant/brief'])
      expect(menu).toContain(`href="${path}"`);
    const r = await web.get('/applicant/brief');
    expect([r.status, r.headers.get('location')]).toEqual([
      303,
      '/applicant/sign-in?next=%2Fapplicant%2Fbrief',
    ]);
    const officer = await web.signIn(s.officer);
    expect((await web.get('/applicant/brief', officer)).status).not.toBe(200);
  });
});
