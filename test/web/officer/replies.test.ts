import { readOds, readXlsx } from 'hucre';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sha256 } from '../../../db/crypto.ts';
import { replyToken } from '../../../db/keyring.ts';
import { recordReply } from '../../../db/queries/notice-reply.ts';
import { sendNotices, withdrawNotice } from '../../../db/queries/notices.ts';
import { RECORDS_PAGE } from '../../../db/queries/reply-records.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { decode, messageAt, words } from './html.ts';
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
beforeEach(async () => {
  await sql`delete from interview_reply`.execute(s.admin);
  await sql`delete from mail_delivery`.execute(s.admin);
  await sql`update application set live_notice_id = null, reply_status = 'none'`.execute(s.admin);
  await sql`update interview_notice set replaces = null`.execute(s.admin);
  await sql`delete from interview_notice`.execute(s.admin);
});

const BODY = {
  content: '面試',
  contactPerson: '甲',
  contactPhone: '02-23979298',
  contactEmail: 'hr@agency.example',
  place: '',
};
const HOUR = 3_600_000;

/** Sends a notice to each; answers their ids in the order of the applications. */
async function notify(no: string, ids: string[], batch = false): Promise<string[]> {
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: ids,
      batch,
      body: BODY,
      interviewAt: new Date(Date.now() + 72 * HOUR).toISOString(),
      replyBy: new Date(Date.now() + 24 * HOUR).toISOString(),
    }),
  );
  if (!sent.ok) throw new Error('refused');
  const rows = await s.admin
    .selectFrom('interview_notice')
    .select(['id', 'application_id'])
    .where('id', 'in', sent.noticeIds)
    .execute();
  return ids.map((id) => rows.find((row) => row.application_id === id)?.id ?? '');
}

async function answer(noticeId: string, reply: 'accepted' | 'declined', message: string): Promise<void> {
  const token = replyToken(s.keyring, s.keyring.reply.current, noticeId, 1);
  const actor = { kind: 'tokenHolder' as const, tokenHash: sha256(token).toString('hex') };
  const done = await withActor(s.web, actor, (trx) => recordReply(trx, s.keyring, actor, { reply, message }));
  if (!done.ok) throw new Error(done.why);
}

const page = async (query = '', as = officer): Promise<string> =>
  (await web.get(`/officer/replies${query}`, as)).text();
const main = async (query = '', as = officer): Promise<string> => {
  const html = await page(query, as);
  return words(html.slice(html.indexOf('<main')));
};
const events = (act: string) =>
  s.admin.selectFrom('audit_event').selectAll().where('act', '=', act).orderBy('id', 'desc').execute();
const link = (html: string, rel: string): string =>
  decode(new RegExp(`<a href="([^"]*)" rel="${rel}"`).exec(html)?.[1] ?? '');
const exported = (fields: Record<string, string>, as = officer) =>
  web.post('/officer/replies/export', { _key: crypto.randomUUID(), ...fields }, as);

describe('查詢回覆紀錄', () => {
  it('[R20, R89, R91] every notice with every answer in order, over all vacancies of her agencies', async () => {
    const one = await vacancyOf(s, { content: { title: '回覆科員' } });
    const two = await vacancyOf(s, { content: { title: '回覆技士' } });
    const [a = '', b = ''] = [
      await apply(s, one, { name: '改口者' }),
      await apply(s, two, { name: '未回覆者' }),
    ];
    const [first = ''] = await notify(one, [a]);
    await notify(two, [b], true);
    await answer(first, 'accepted', '我會準時到');
    await answer(first, 'declined', '臨時有事');
    const text = await main();
    expect(text).toContain('符合條件 2 份通知');
    for (const part of ['回覆科員', '回覆技士', '批次通知', '我會準時到', '臨時有事', '婉拒'])
      expect(text).toContain(part);
    expect(text.indexOf('我會準時到')).toBeLessThan(text.indexOf('臨時有事'));
    expect(text.indexOf('未回覆者')).toBeLessThan(text.indexOf('改口者'));
    expect(await page()).toContain(`/officer/vacancies/${one}/applicants/${a}/notice`);
  });

  it('[R20] by state, by vacancy and by day of the notice; each condition is a chip', async () => {
    const no = await vacancyOf(s);
    const names = ['甲未回', '乙接受', '丙撤回', '丁逾期', '戊退信', '己取代'];
    const ids: string[] = [];
    for (const name of names) ids.push(await apply(s, no, { name }));
    const notices = await notify(no, ids);
    const [, accepted = '', withdrawn = '', late = '', bounced = ''] = notices;
    await answer(accepted, 'accepted', '');
    await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, withdrawn));
    await sql`update interview_notice set reply_by = now() - interval '1 hour' where id = ${late}`.execute(
      s.admin,
    );
    await sql`update mail_delivery set state = 'permanentFailure' where notice_id = ${bounced}`.execute(
      s.admin,
    );
    await notify(no, [ids[5] ?? '']);
    const listed = async (state: string): Promise<string[]> => {
      const text = await main(`?state=${state}`);
      return names.filter((name) => text.includes(name));
    };
    expect(await listed('unanswered')).toEqual(['甲未回', '戊退信', '己取代']);
    expect(await listed('accepted')).toEqual(['乙接受']);
    expect(await listed('declined')).toEqual([]);
    expect(await listed('withdrawn')).toEqual(['丙撤回']);
    expect(await listed('expired')).toEqual(['丁逾期']);
    expect(await listed('undelivered')).toEqual(['戊退信']);
    expect(await listed('replaced')).toEqual(['己取代']);
    expect(await main('?state=accepted')).toContain('移除條件 接受');

    const other = await vacancyOf(s);
    await notify(other, [await apply(s, other, { name: '庚他缺' })]);
    expect(await main(`?no=${other}`)).toContain('符合條件 1 份通知');
    const today = taipeiDay(new Date());
    const period = (from: string, to: string): string => {
      const [f, t] = [rocPartsOf(from), rocPartsOf(to)];
      return `?from-y=${f.y}&from-m=${f.m}&from-d=${f.d}&to-y=${t.y}&to-m=${t.m}&to-d=${t.d}`;
    };
    expect(await main(period(today, today))).toContain('符合條件 8 份通知');
    expect(await main(period(addDays(today, -9), addDays(today, -1)))).toContain('符合條件 0 份通知');
    const wrong = await web.get(`/officer/replies${period(today, addDays(today, -1))}`, officer);
    expect(wrong.status).toBe(422);
    expect(words(await wrong.text())).toContain('通知日期的迄日早於起日，請修正迄日');
    const western = await web.get('/officer/replies?from-y=2026&from-m=1&from-d=1', officer);
    expect(western.status).toBe(422);
  });

  it('[R20] pages by key: nobody twice, nobody left out, also among notices of one instant', async () => {
    const no = await vacancyOf(s);
    const count = RECORDS_PAGE * 2 + 3;
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await apply(s, no, { name: `頁${String(i).padStart(3, '0')}` }));
    await notify(no, ids, true);
    const seen: string[] = [];
    let html = await page();
    for (let pages = 1; ; pages++) {
      seen.push(...new Set(html.match(/頁\d{3}/g)));
      const next = link(html, 'next');
      if (!next) {
        expect(pages).toBe(3);
        break;
      }
      html = await (await web.get(next, officer)).text();
    }
    expect(seen.length).toBe(count);
    expect(new Set(seen).size).toBe(count);
    const back = await (await web.get(link(html, 'prev'), officer)).text();
    expect([...new Set(back.match(/頁\d{3}/g))]).toEqual(seen.slice(RECORDS_PAGE, RECORDS_PAGE * 2));
    const start = await (await web.get(link(back, 'prev'), officer)).text();
    expect([...new Set(start.match(/頁\d{3}/g))]).toEqual(seen.slice(0, RECORDS_PAGE));
    expect(link(start, 'prev')).toBe('');
    // an edge that is no notice of hers finds nothing and breaks nothing
    expect((await web.get(`/officer/replies?after=${crypto.randomUUID()}`, officer)).status).toBe(200);
    expect(await main(`?after=not-an-id`)).toContain('頁');
  });

  it('another agency sees nothing of it, nor does anyone who is no officer', async () => {
    const no = await vacancyOf(s);
    await notify(no, [await apply(s, no, { name: '外機關不見' })]);
    const stranger = await web.signIn(s.stranger);
    expect(await main('', stranger)).toContain('符合條件 0 份通知');
    const file = await exported({ fileType: 'xlsx' }, stranger);
    const book = await readXlsx(new Uint8Array(await file.arrayBuffer()));
    expect(JSON.stringify(book.sheets[0]?.rows)).not.toContain('外機關不見');
    expect((await web.get('/officer/replies', await web.signIn(s.reviewer))).status).toBe(403);
    expect((await web.get('/officer/replies')).status).toBe(303);
  });

  it('[R20, R80] leaves as Excel and ODS, a line for each answer, recorded, safe from formulas', async () => {
    const no = await vacancyOf(s, { content: { title: '=1+1' } });
    const [a = '', b = ''] = [await apply(s, no, { name: '匯出一' }), await apply(s, no, { name: '匯出二' })];
    const [first = ''] = await notify(no, [a, b]);
    await answer(first, 'accepted', '=HYPERLINK("http://x","y")');
    await answer(first, 'declined', '改期');
    for (const [kind, read] of [
      ['xlsx', readXlsx],
      ['ods', readOds],
    ] as const) {
      const response = await exported({ fileType: kind, no });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="replies-\\d{12}\\.${kind}"$`),
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      const bytes = new Uint8Array(await response.arrayBuffer());
      const rows = (await read(bytes)).sheets[0]?.rows ?? [];
      expect(String(rows[0]?.[0])).toContain(`職缺編號 ${no}`);
      expect(rows[1]?.slice(0, 6)).toEqual(['序號', '職缺編號', '職稱', '徵才機關', '應徵編號', '姓名']);
      expect(rows.length).toBe(5);
      const of = (name: string) => rows.filter((row) => row[5] === name);
      expect(of('匯出一').map((row) => [row[11], row[12], row[14]])).toEqual([
        ['接受', '1', '=HYPERLINK("http://x","y")'],
        ['婉拒', '2', '改期'],
      ]);
      expect(of('匯出二')[0]?.[11]).toBe('已通知');
      expect(rows[2]?.[2]).toBe('=1+1');
      expect(Buffer.from(bytes).includes('<f>')).toBe(false);
    }
    const told = await events('replies.export');
    expect(told[0]).toMatchObject({ actor_id: s.officer.accountId, agency_id: s.agencyId });
    expect(told[0]?.details).toMatchObject({ count: 2, fileType: 'ods' });
  });

  it('a look is one event with the count, never a name; a posted export without its key is refused', async () => {
    const no = await vacancyOf(s);
    await notify(no, [await apply(s, no, { name: '稽核者' })]);
    const before = (await events('replies.page')).length;
    await page(`?no=${no}`);
    const after = await events('replies.page');
    expect(after.length).toBe(before + 1);
    expect(after[0]?.details).toMatchObject({ count: 1 });
    expect(JSON.stringify(after)).not.toContain('稽核者');
    expect(web.lines.join('\n')).not.toContain('稽核者');
    expect((await web.post('/officer/replies/export', { fileType: 'ods' }, officer)).status).toBe(400);
  });

  it('what the archive deleted is said to be deleted', async () => {
    const no = await vacancyOf(s);
    const id = await apply(s, no, { name: '已刪者' });
    const [notice = ''] = await notify(no, [id]);
    await answer(notice, 'accepted', '已刪內容');
    await sql`delete from data_key where application_id = ${id}`.execute(s.admin);
    const text = await main(`?no=${no}`);
    expect(text).toContain('（個人資料已刪除）');
    expect(text).toContain('接受');
    expect(text).not.toContain('已刪內容');
    expect(messageAt(await page(), 'no')).toBe('');
  });
});
