import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from './html.ts';
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

const main = async (path: string, as = officer): Promise<string> => {
  const html = await (await web.get(path, as)).text();
  return words(html.slice(html.indexOf('<main')));
};

describe('調閱簡歷', () => {
  it('[R27] shows who applied with schooling, no ID number, and is one event', async () => {
    const no = await vacancyOf(s);
    await apply(s, no, { name: '簡歷者', idNumber: 'A223456781' });
    const text = await main(`/officer/vacancies/${no}/briefs`);
    for (const part of ['簡歷者', '0750114', '測試大學 法律學系', '共 1 人']) expect(text).toContain(part);
    expect(text).not.toContain('A223456781');
    const events = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'briefs.page')
      .where('subject_id', '=', no)
      .execute();
    expect(events).toEqual([{ details: { page: 1, count: 1 } }]);
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(`/officer/vacancies/${no}/briefs`, stranger)).status).toBe(404);
  });
});
