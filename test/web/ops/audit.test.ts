import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { auditTrail, TRAIL_PAGE, type TrailFilter } from '../../../db/queries/audit-trail.ts';
import { retrieveResumes } from '../../../db/queries/retrievals.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { messageAt, summary, words } from '../officer/html.ts';
import { apply } from '../officer/people.ts';
import { refusedMail } from './trouble.ts';

let s: Scene;
let web: Web;
let auditor: SignedIn;
let vacancyNo = '';
/** Numbers of two applicants: the first one's résumé was taken out, the second's was not. */
let taken = '';
let other = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  auditor = await web.signIn(s.auditor);
  vacancyNo = await vacancyOf(s);
  const first = await apply(s, vacancyNo, { name: '受查甲', produced: true });
  const second = await apply(s, vacancyNo, { name: '受查乙', idNumber: 'A223456781' });
  taken = await numberOf(first);
  other = await numberOf(second);
  await withActor(s.web, s.officer, (trx) =>
    retrieveResumes(trx, s.keyring, s.officer, {
      vacancyNo,
      applicationIds: [first],
      purpose: 'qualification',
      requestId: null,
      scanning: false,
      limits: { perHour: 200, perDay: 600 },
    }),
  );
  await web.get(`/officer/vacancies/${vacancyNo}/applicants`, await web.signIn(s.officer));
});
afterAll(() => s.close());

const numberOf = async (id: string): Promise<string> =>
  (await s.admin.selectFrom('application').select('no').where('id', '=', id).executeTakeFirstOrThrow()).no;
const page = async (query = '', as = auditor): Promise<string> =>
  (await web.get(`/ops/audit${query}`, as)).text();
const main = (html: string): string => words(html.slice(html.indexOf('<main')));
const rows = (html: string): string[] =>
  (/<tbody[\s\S]*?<\/tbody>/.exec(html)?.[0].match(/<tr[\s\S]*?<\/tr>/g) ?? []).map((row) =>
    words(row).trim(),
  );
const ALL: TrailFilter = { number: '', login: '', group: '', since: '', before: '' };

describe('稽核查詢', () => {
  it('only an auditor opens it or sees it in the menu', async () => {
    expect((await web.get('/ops/audit')).status).toBe(303);
    for (const actor of [s.officer, s.reviewer, s.operator])
      expect((await web.get('/ops/audit', await web.signIn(actor))).status).toBe(403);
    expect(await page()).toMatch(/href="\/ops\/audit" aria-current="page"/);
    expect(await (await web.get('/ops', await web.signIn(s.operator))).text()).not.toContain('稽核查詢');
  });

  it('tells who opened one person’s résumé, why, and who saw the list she stands in', async () => {
    const found = rows(await page(`?number=${taken}&group=personal`));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/人事人員 .*officer 行政院人事行政總處 檢視應徵者名單/);
    expect(found[1]).toMatch(/測試officer 人事人員 .*officer .*調閱履歷 應徵/);
    expect(found[1]).toContain(taken);
    expect(found[1]).toContain('資格審查');
    const others = rows(await page(`?number=${other}&group=personal`));
    expect(others).toHaveLength(1);
    expect(others[0]).toContain('檢視應徵者名單');
  });

  it('tells what one account did, and shows nobody’s name or data but the staff’s', async () => {
    const html = await page('?login=officer');
    expect(rows(html).length).toBeGreaterThan(1);
    for (const row of rows(html)) expect(row).toContain('測試officer');
    for (const personal of ['受查甲', '受查乙', 'A123456789', 'A223456781', '0912345678'])
      expect(html).not.toContain(personal);
    const strangers = main(await page('?login=stranger'));
    expect(strangers).toContain('沒有符合條件的紀錄');
  });

  it('the mails to one person stand in her trail, by their kind', async () => {
    const { id } = await s.admin
      .selectFrom('application')
      .select('id')
      .where('no', '=', taken)
      .executeTakeFirstOrThrow();
    const mailId = await refusedMail(s, vacancyNo, id);
    await sql`insert into audit_event (actor_kind, act, subject_kind, subject_id, details)
      values ('worker', 'mail.handedOver', 'mail', ${mailId}, ${JSON.stringify({ kind: 'receipt', code: '250' })}::jsonb)`.execute(
      s.admin,
    );
    const found = rows(await page(`?number=${taken}&group=system`)).filter((row) =>
      row.includes('郵件已交寄'),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`系統 郵件已交寄 郵件 ${taken}.*應徵收件通知`));
    expect(rows(await page(`?number=${other}&group=system`)).join()).not.toContain('郵件已交寄');
  });

  it('each look is itself on the record, with what was asked', async () => {
    await page(`?number=${taken.toLowerCase()}&login=officer`);
    const { details } = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'audit.read')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(details).toMatchObject({ number: taken, accountId: s.officer.accountId, count: 2 });
    expect(rows(await page('?group=system'))[0]).toContain('查詢稽核軌跡');
  });

  it.each([
    ['?number=12', 'number', '應徵編號或職缺編號不完整'],
    ['?number=A1150101-999999', 'number', '查無此編號'],
    ['?number=1150199999', 'number', '查無此編號'],
    ['?login=nobody', 'login', '查無此帳號'],
    ['?from-y=2026&from-m=1&from-d=1', 'from', '起日'],
    ['?from-y=115&from-m=2&from-d=1&to-y=115&to-m=1&to-d=1', 'from', '迄日早於起日'],
  ])('%s is told at its field', async (query, field, message) => {
    const r = await web.get(`/ops/audit${query}`, auditor);
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(summary(html)).toContain(message);
    expect(messageAt(html, field)).toContain(message);
    expect(rows(html)).toEqual([]);
  });

  it('pages by key in both directions, and no event stands twice', async () => {
    await sql`insert into audit_event (actor_kind, act, subject_kind)
      select 'worker', 'resume.produce', 'production' from generate_series(1, ${TRAIL_PAGE * 2})`.execute(
      s.admin,
    );
    const ask = (place: { after?: string; until?: string }) =>
      withActor(s.web, s.auditor, async (trx) => {
        const trail = await auditTrail(trx, s.auditor, { ...ALL, group: 'system' }, place, null);
        if (!trail.ok) throw new Error(trail.unknown);
        return trail;
      });
    const first = await ask({});
    expect(first).toMatchObject({ newer: false, older: true });
    const edge = first.events.at(-1)?.id ?? '';
    const second = await ask({ after: edge });
    expect(second.newer).toBe(true);
    expect(BigInt(second.events[0]?.id ?? 0)).toBeLessThan(BigInt(edge));
    const back = await ask({ until: second.events[0]?.id ?? '' });
    expect(back.events.at(-1)?.id).toBe(edge);
    expect(back.older).toBe(true);
    expect(main(await page('?group=system'))).toContain('下一頁');
  });

  it('an operator’s transaction finds no number and no event', async () => {
    const { rows: found } = await withActor(s.web, s.operator, (trx) =>
      sql`select no from application_number`.execute(trx),
    );
    expect(found).toEqual([]);
  });
});
