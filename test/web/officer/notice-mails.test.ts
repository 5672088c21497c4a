import { type SqlBool, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, words } from './html.ts';
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

const hours = (n: number): Date => new Date(Date.now() + n * 3_600_000);

/** A vacancy with one notice for each mail state; `late` = its reply-by time is past. */
async function notified(mails: { name: string; state: string; silentHours?: number; late?: boolean }[]) {
  const no = await vacancyOf(s);
  for (const m of mails) {
    const id = await apply(s, no, { name: m.name });
    const sent = await withActor(s.web, s.officer, (trx) =>
      sendNotices(trx, s.keyring, s.officer, {
        vacancyNo: no,
        applicationIds: [id],
        body: { content: '面試', contactPerson: '承辦', contactPhone: '', contactEmail: '', place: '' },
        interviewAt: null,
        replyBy: hours(48).toISOString(),
        batch: false,
      }),
    );
    if (!sent.ok) throw new Error('refused');
    await sql`update mail_delivery set state = ${m.state}, attempts = 1, updated_at = ${hours(-(m.silentHours ?? 0))}
      where notice_id = ${sent.noticeIds[0]}`.execute(s.admin);
    if (m.late)
      await sql`update interview_notice set reply_by = ${hours(-1)} where id = ${sent.noticeIds[0]}`.execute(
        s.admin,
      );
  }
  const page = `/officer/vacancies/${no}/applicants/notices/mails`;
  return { no, page, again: `${page}/again` };
}
const waiting = (no: string) =>
  s.admin
    .selectFrom('mail_delivery as m')
    .innerJoin('outbox as o', (j) => j.on(sql<SqlBool>`o.target = m.id::text`).on('o.kind', '=', 'startMail'))
    .select(['m.state', 'o.key'])
    .where('m.vacancy_no', '=', no)
    .execute();
const all = [
  { name: '甲已交寄', state: 'handedOver' },
  { name: '乙被拒收', state: 'permanentFailure' },
  { name: '丙剛試過', state: 'temporaryFailure' },
  { name: '丁沒人試', state: 'temporaryFailure', silentHours: 3 },
  { name: '戊過期', state: 'permanentFailure', late: true },
];

describe('[R84] the ledger of a vacancy’s notices', () => {
  it('shows of each whether it was handed over and what to do, those not reached first', async () => {
    const { page, no } = await notified(all);
    const html = await (await web.get(page, officer)).text();
    expect(htmlFaults(html)).toEqual([]);
    const rows = html.split('<tr role="row"').slice(2).map(words);
    const rowOf = (name: string): string => rows.find((row) => row.includes(name)) ?? '';
    expect(rows).toHaveLength(5);
    expect(rows.slice(0, 3).join()).not.toMatch(/甲|丙/);
    expect(rowOf('甲已交寄')).toContain('已交寄');
    expect(rowOf('乙被拒收')).toMatch(/無法寄達.*請與應徵者確認信箱/);
    expect(rowOf('丙剛試過')).toContain('系統會自動再試');
    expect(rowOf('戊過期')).toContain('請重新通知');
    expect(words(html)).toContain('收下之後才退回的信件系統不會得知');
    expect(words(await (await web.get(`/officer/vacancies/${no}/applicants`, officer)).text())).toContain(
      '通知信寄送情形',
    );
    const seen = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'notice.mails')
      .where('subject_id', '=', no)
      .execute();
    expect(seen.map((e) => e.details)).toEqual([{ count: 5 }]);
  });

  it('再寄給未送達者: asked first, then once more to those that can still answer, however often it is pressed', async () => {
    const { page, again, no } = await notified(all);
    const form = await (await web.get(again, officer)).text();
    expect(words(form)).toContain('將重新寄送 2 封面試通知');
    expect(await waiting(no)).toEqual([]);
    const press = () => web.post(again, fieldsOf(form), officer);
    for (const r of await Promise.all([press(), press()])) expect(r.headers.get('location')).toBe(page);
    expect((await waiting(no)).map((m) => m.state)).toEqual(['created', 'created']);
    // nobody is left; a new form says so and changes nothing
    expect((await web.get(again, officer)).headers.get('location')).toBe(page);
    await web.post(again, { _key: crypto.randomUUID() }, officer);
    expect(await waiting(no)).toHaveLength(2);
  });

  it('belongs to the agency alone', async () => {
    const { page, again, no } = await notified([{ name: '乙被拒收', state: 'permanentFailure' }]);
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(page, stranger)).status).toBe(404);
    expect((await web.post(again, { _key: crypto.randomUUID() }, stranger)).status).toBe(404);
    expect(await waiting(no)).toEqual([]);
  });
});
