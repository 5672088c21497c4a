import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
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

describe('查詢回覆紀錄', () => {
  it('[R20] lists the live notices by what was answered, her agencies’ alone', async () => {
    const no = await vacancyOf(s, { content: { title: '回覆科員' } });
    const ids = [await apply(s, no, { name: '未回覆者' }), await apply(s, no, { name: '接受者' })];
    await withActor(s.web, s.officer, (trx) =>
      sendNotices(trx, s.keyring, s.officer, {
        vacancyNo: no,
        applicationIds: ids,
        batch: true,
        body: {
          content: '面試',
          contactPerson: '甲',
          contactPhone: '02-23979298',
          contactEmail: 'a@x.example',
          place: '',
        },
        interviewAt: null,
        replyBy: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    );
    await sql`update application set reply_status = 'accepted' where id = ${ids[1]}`.execute(s.admin);
    expect(await main('/officer/replies')).toContain('符合條件 2 件');
    const waiting = await main('/officer/replies?status=notified');
    expect(waiting).toContain('未回覆者');
    expect(waiting).not.toContain('接受者');
    const accepted = await main('/officer/replies?status=accepted');
    expect(accepted).toContain('接受者');
    expect(accepted).toContain('回覆科員');
    expect(await main('/officer/replies', await web.signIn(s.stranger))).toContain('符合條件 0 件');
  });
});
