import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sha256 } from '../../../db/crypto.ts';
import { replyToken } from '../../../db/keyring.ts';
import { recordReply } from '../../../db/queries/notice-reply.ts';
import { addDays, formatRoc, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());
beforeEach(async () => {
  no = await vacancyOf(s);
});

const today = taipeiDay(new Date());
const day = (name: string, iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { [`${name}-y`]: y, [`${name}-m`]: m, [`${name}-d`]: d };
};
const letter = {
  content: '請攜帶身分證正本。',
  contactPerson: '測試聯絡人',
  contactPhone: '02-23979298 分機 201',
  contactEmail: 'hr@agency.example',
  ...day('interviewDay', addDays(today, 7)),
  interviewTime: '9:30',
  place: '5 樓會議室',
  ...day('replyByDay', addDays(today, 5)),
  replyByTime: '17:00',
};
const key = () => crypto.randomUUID();
const base = () => `/officer/vacancies/${no}/applicants`;
const batch = (notice: string | string[], change: Record<string, string> = {}) =>
  web.post(`${base()}/notices`, { ...letter, notice, do: 'send', _key: key(), ...change }, officer);
/** As from a form opened a moment ago. */
const single = async (id: string, change: Record<string, string> = {}) => {
  const { live = [] } = fieldsOf(await view(id, '?new=1'));
  return web.post(`${base()}/${id}/notice`, { ...letter, live, do: 'send', _key: key(), ...change }, officer);
};
const noticesOf = (id: string) =>
  s.admin
    .selectFrom('interview_notice')
    .selectAll()
    .where('application_id', '=', id)
    .orderBy('created_at')
    .execute();
const view = async (id: string, query = ''): Promise<string> =>
  (await web.get(`${base()}/${id}/notice${query}`, officer)).text();
const rowOf = (html: string, name: string): string =>
  html.split('<tr role="row"').find((row) => row.includes(`>${name}</span>`)) ?? '';
const reply = async (id: string, answer: 'accepted' | 'declined', message = '') => {
  const n = (await noticesOf(id)).findLast((one) => one.state === 'live');
  if (!n) throw new Error('no live notice');
  const token = replyToken(s.keyring, n.token_key_id, n.id, n.version);
  const actor = { kind: 'tokenHolder', tokenHash: sha256(token).toString('hex') } as const;
  return withActor(s.web, actor, (trx) => recordReply(trx, s.keyring, actor, { reply: answer, message }));
};

describe('批次通知面試', () => {
  it('[R82–R84] from the ticks to a notice and a mail for each one', async () => {
    const ids = [await apply(s, no, { name: '甲' }), await apply(s, no, { name: '乙' })];
    const asked = await web.post(`${base()}/notices/new`, { notice: ids, _key: key() }, officer);
    const form = await asked.text();
    expect(words(form)).toContain('請輸入通知職缺內容');
    expect(words(form)).toContain('為必填欄位');
    expect(words(form)).toContain(`通知職缺- ${no}`);
    expect(words(form)).toContain('通知對象共 2 人：甲、乙');
    const r = await web.post(`${base()}/notices`, { ...fieldsOf(form), ...letter, do: 'send' }, officer);
    expect(r.status).toBe(303);
    for (const id of ids) {
      const [notice] = await noticesOf(id);
      expect(notice).toMatchObject({ state: 'live', version: 1 });
      expect(notice?.reply_by.toISOString()).toBe(`${addDays(today, 5)}T09:00:00.000Z`);
      expect(notice?.interview_at?.toISOString()).toBe(`${addDays(today, 7)}T01:30:00.000Z`);
    }
    const mails = await s.admin
      .selectFrom('mail_delivery')
      .select('kind')
      .where('vacancy_no', '=', no)
      .execute();
    expect(mails.filter((m) => m.kind === 'notice')).toHaveLength(2);
  });

  it('[R90] once notified: 查看通知 and no box for the batch, the retrieval box stays', async () => {
    const id = await apply(s, no, { name: '甲', produced: true });
    await apply(s, no, { name: '乙', produced: true });
    await batch(id);
    const html = await (await web.get(base(), officer)).text();
    const [a, b] = [rowOf(html, '甲'), rowOf(html, '乙')];
    expect(words(a)).toContain('查看通知');
    expect(words(a)).toContain('已通知');
    expect(a).toContain('name="resume"');
    expect(a).not.toContain('name="notice"');
    expect(words(b)).toContain('通知面試');
    expect(b).toContain('name="notice"');
  });

  it('[R90] all or none: one notified before refuses the batch and says so', async () => {
    const [a, b] = [await apply(s, no), await apply(s, no)];
    await batch(a);
    const r = await batch([a, b]);
    expect(r.status).toBe(422);
    expect(summary(await r.text())).toContain('有 1 人已通知面試');
    expect(await noticesOf(b)).toEqual([]);
  });

  it('a double press notifies once', async () => {
    const id = await apply(s, no);
    const form = { ...letter, notice: id, do: 'send', _key: key() };
    const answers = await Promise.all([
      web.post(`${base()}/notices`, form, officer),
      web.post(`${base()}/notices`, form, officer),
    ]);
    expect(answers.map((r) => r.status)).toEqual([303, 303]);
    expect(await noticesOf(id)).toHaveLength(1);
  });

  it('[R83] offers times to choose from, each once for the whole batch, and says when they are too few', async () => {
    const ids = [await apply(s, no, { name: '甲時段' }), await apply(s, no, { name: '乙時段' })];
    const { y, m, d } = rocPartsOf(addDays(today, 7));
    const at = (time: string) => `${y}/${m}/${d} ${time}`;
    const shown = formatRoc(addDays(today, 7));
    const none = { ...day('interviewDay', ''), interviewTime: '' };
    const few = await batch(ids, { ...none, slots: at('09:30'), moveHours: '48' });
    expect(few.status).toBe(422);
    expect(messageAt(await few.text(), 'slots')).toContain('少於通知的 2 人');
    expect(
      (await batch(ids, { ...none, slots: `${at('09:30')}\r\n${at('10:30')}`, moveHours: '48' })).status,
    ).toBe(303);
    const slots = await s.admin
      .selectFrom('interview_slot')
      .selectAll()
      .where('vacancy_no', '=', no)
      .execute();
    expect(slots).toHaveLength(2);
    const hours = await s.admin
      .selectFrom('interview_notice')
      .select('move_hours')
      .where('application_id', 'in', ids)
      .execute();
    expect(hours).toEqual([{ move_hours: 48 }, { move_hours: 48 }]);
    expect(new Set(slots.map((slot) => slot.offer_id)).size).toBe(1);
    for (const id of ids) expect((await noticesOf(id)).map((n) => n.offer_id)).toEqual([slots[0]?.offer_id]);
    expect(words(await view(ids[0] as string))).toContain('由應徵者於回覆時選擇時段');
    expect(words(await view(ids[0] as string))).toContain(`可選面試時段 ${shown} 09:30 ${shown} 10:30`);
    const [hers, others] = [await noticesOf(ids[0] as string), await noticesOf(ids[1] as string)];
    for (const [i, notice] of [hers[0], others[0]].entries())
      await s.admin
        .updateTable('interview_slot')
        .set({ notice_id: notice?.id ?? null })
        .where('id', '=', slots.sort((a, b) => Number(a.starts_at) - Number(b.starts_at))[i]?.id ?? '')
        .execute();
    expect(words(await view(ids[0] as string))).toMatch(/09:30（應徵者已選） .*10:30（他人已選）/);
  });

  it('none ticked is told at the boxes', async () => {
    await apply(s, no);
    for (const to of ['notices/new', 'notices']) {
      const r = await web.post(`${base()}/${to}`, { ...letter, do: 'send', _key: key() }, officer);
      expect(r.status).toBe(422);
      expect(summary(await r.text())).toContain('請先勾選欲通知之應徵者');
    }
  });

  const wrong: [string, Record<string, string>, string, string][] = [
    ['[R83] no content', { content: '' }, 'content', '請輸入通知內容'],
    ['[R83] no contact person', { contactPerson: ' ' }, 'contactPerson', '請輸入聯絡窗口'],
    ['[R83] no telephone', { contactPhone: '' }, 'contactPhone', '請輸入聯絡電話'],
    ['[R83] no address', { contactEmail: '' }, 'contactEmail', '請輸入聯絡Email'],
    [
      '[R83] two addresses',
      { contactEmail: 'a@x.example;b@x.example' },
      'contactEmail',
      '僅允許一筆聯絡Email',
    ],
    [
      'a reply-by time that is over',
      day('replyByDay', addDays(today, -1)),
      'replyByDay-group',
      '回覆期限已過',
    ],
    [
      'a reply-by time after the interview',
      day('replyByDay', addDays(today, 9)),
      'replyByDay-group',
      '不可晚於面試時間',
    ],
    ['no reply-by time', day('replyByDay', ''), 'replyByDay-group', '請輸入完整的回覆期限'],
    ['an interview day that does not exist', { 'interviewDay-m': '13' }, 'interviewDay-group', '沒有這一天'],
    ['an interview without its clock time', { interviewTime: '' }, 'interviewTime', '請輸入面試時間'],
  ];
  it.each(wrong)('%s is refused at its place, nothing is sent', async (_, change, field, message) => {
    const id = await apply(s, no, { name: '甲' });
    for (const r of [await batch(id, change), await single(id, change)]) {
      expect(r.status).toBe(422);
      const html = await r.text();
      expect(messageAt(html, field.replace('-group', ''))).toContain(message);
      expect(fieldsOf(html).place).toEqual(['5 樓會議室']);
    }
    expect(await noticesOf(id)).toEqual([]);
  });

  it('the preview is the mail that would go out, and sends nothing', async () => {
    const id = await apply(s, no, { name: '預覽收件人' });
    const r = await batch(id, { do: 'preview' });
    const text = words(await r.text());
    expect(text).toContain('通知信預覽');
    expect(text).toContain('預覽收件人');
    expect(text).toContain('請攜帶身分證正本。');
    expect(text).toContain('上午 9:30');
    expect(await noticesOf(id)).toEqual([]);
  });
});

describe('通知面試 and 查看通知', () => {
  it('[R85–R87] one person: agency, number and addressee are fixed; 送出邀約', async () => {
    const id = await apply(s, no, { name: '單一對象' });
    const form = await view(id);
    const text = words(form);
    expect(text).toContain('通知職缺面試-內容');
    expect(text).toContain('通知機關 行政院人事行政總處');
    expect(text).toContain('通知對象 單一對象');
    expect(text).toContain('送出邀約');
    expect(text).toContain('回上一頁');
    expect(fieldsOf(form).contactEmail).toEqual(['hr@agency.example']);
    const r = await single(id);
    expect(r.headers.get('location')).toBe(`${base()}/${id}/notice`);
    expect(await noticesOf(id)).toHaveLength(1);
  });

  it('[R86] a telephone typed in full width is kept as everyone reads it', async () => {
    const id = await apply(s, no);
    await single(id, { contactPhone: '０２－２３９７９２９８　分機２０１' });
    expect(words(await view(id))).toContain('02-23979298 分機201');
  });

  it('[R88, R89, R91] shows notice, contact, and every answer in order', async () => {
    const id = await apply(s, no, { name: '回覆者' });
    await single(id);
    expect(words(await view(id))).toContain('應徵者尚未回覆');
    await reply(id, 'declined', '當日已有行程');
    await reply(id, 'accepted', '行程已調整 <script>');
    const html = await view(id);
    const text = words(html);
    for (const part of [
      '請攜帶身分證正本。',
      '測試聯絡人',
      '02-23979298 分機 201',
      'hr@agency.example',
      '5 樓會議室',
    ])
      expect(text).toContain(part);
    expect(text.indexOf('當日已有行程')).toBeLessThan(text.lastIndexOf('行程已調整'));
    expect(text).toContain('應徵者更改回覆');
    expect(text).toContain('回覆 接受');
    expect(text).toContain('待寄送');
    expect(html).not.toContain('<script> ');
    expect(words(rowOf(await (await web.get(base(), officer)).text(), '回覆者'))).toContain('接受');
  });

  it('a further notice is sent from there and replaces the live one; the history stays', async () => {
    const id = await apply(s, no);
    await single(id);
    const form = await view(id, '?new=1');
    expect(fieldsOf(form).content).toEqual(['請攜帶身分證正本。']);
    expect(words(form)).toContain('將取代先前的通知');
    await single(id, { content: '改到下午。' });
    expect((await noticesOf(id)).map((n) => [n.version, n.state])).toEqual([
      [1, 'replaced'],
      [2, 'live'],
    ]);
    const text = words(await view(id));
    expect(text).toContain('改到下午。');
    expect(text).toContain('先前的通知（第 1 次）');
    expect(text).toContain('請攜帶身分證正本。');
  });

  it('a form opened before a colleague notified is told, keeps what was typed, and sends at the second press', async () => {
    const id = await apply(s, no, { name: '兩人通知' });
    const mine = fieldsOf(await view(id));
    await single(id, { content: '同仁的通知' });
    const press = (fields: Record<string, string[]>) =>
      web.post(`${base()}/${id}/notice`, { ...fields, ...letter, content: '我的通知', do: 'send' }, officer);
    const r = await press(mine);
    expect(r.status).toBe(409);
    const html = await r.text();
    expect(summary(html)).toContain('這位應徵者的通知已有變動');
    expect(fieldsOf(html).content).toEqual(['我的通知']);
    expect(words(html)).toContain('將取代先前的通知');
    expect(await noticesOf(id)).toHaveLength(1);
    const again = await press(fieldsOf(html));
    expect(again.status).toBe(303);
    expect((await noticesOf(id)).map((n) => n.state)).toEqual(['replaced', 'live']);
    // the same press once more is told of the first one
    expect((await press(fieldsOf(html))).status).toBe(303);
    expect(await noticesOf(id)).toHaveLength(2);
  });

  it('an undelivered mail is said in words, in the history and in the list', async () => {
    const id = await apply(s, no, { name: '未送達' });
    await single(id);
    await sql`update mail_delivery set state = 'permanentFailure' where application_id = ${id} and kind = 'notice'`.execute(
      s.admin,
    );
    expect(words(await view(id))).toContain('無法寄達');
    const list = await (await web.get(base(), officer)).text();
    expect(words(rowOf(list, '未送達'))).toContain('通知信未送達');
    expect(words(await (await web.get('/officer/vacancies', officer)).text())).toContain('通知信未送達');
  });

  it('[R88] withdrawn: asked first, then 空白 again, and only the notice that was shown', async () => {
    const id = await apply(s, no, { name: '撤回' });
    await single(id);
    const form = await (await web.get(`${base()}/${id}/notice/withdraw`, officer)).text();
    expect(words(form)).toContain('面試回覆狀態恢復為空白');
    await single(id, { content: '第二次' });
    await web.post(`${base()}/${id}/notice/withdraw`, fieldsOf(form), officer);
    expect((await noticesOf(id)).at(-1)?.state).toBe('live');
    const fresh = await (await web.get(`${base()}/${id}/notice/withdraw`, officer)).text();
    const r = await web.post(`${base()}/${id}/notice/withdraw`, fieldsOf(fresh), officer);
    expect(r.status).toBe(303);
    expect((await noticesOf(id)).at(-1)?.state).toBe('withdrawn');
    const row = rowOf(await (await web.get(base(), officer)).text(), '撤回');
    expect(words(row)).toContain('空白');
    expect(row).toContain('name="notice"');
    // the person is blank again, what happened is not
    expect(words(await view(id))).toContain('這份通知其後已撤回');
  });

  it('each sight of a person is an event', async () => {
    const id = await apply(s, no);
    await single(id);
    await view(id);
    const events = await s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', id)
      .execute();
    expect(events.map((e) => e.act)).toContain('notice.view');
  });
});
