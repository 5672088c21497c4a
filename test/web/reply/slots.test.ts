import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { replyToken } from '../../../db/keyring.ts';
import { sendNotices, withdrawNotice } from '../../../db/queries/notices.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type Web, webOf } from '../../support/web.ts';
import { messageAt, words } from '../officer/html.ts';
import { apply } from '../officer/people.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const SLOTS = ['2027-03-01T01:00:00.000Z', '2027-03-01T02:00:00.000Z', '2027-03-01T03:00:00.000Z'];
const WORDS = ['上午 9:00', '上午 10:00', '上午 11:00'];

/** People of one vacancy who are offered the times above together. */
async function offered(count = 3) {
  const vacancyNo = await vacancyOf(s);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await apply(s, vacancyNo, { name: `測試姓名${i}` }));
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo,
      applicationIds: ids,
      body: {
        content: '面試',
        contactPerson: '承辦',
        contactPhone: '02',
        contactEmail: 'a@b.example',
        place: '',
      },
      interviewAt: null,
      slots: SLOTS,
      replyBy: '2027-02-28T09:00:00.000Z',
      batch: true,
    }),
  );
  if (!sent.ok) throw new Error('refused');
  const notices = await s.admin
    .selectFrom('interview_notice')
    .select(['id', 'version', 'token_key_id'])
    .where('id', 'in', sent.noticeIds)
    .execute();
  return notices.map((n) => ({ id: n.id, token: replyToken(s.keyring, n.token_key_id, n.id, n.version) }));
}
type Notice = Awaited<ReturnType<typeof offered>>[number];
const open = async (n: Notice): Promise<string> => (await web.get(`/r/${n.token}`)).text();
/** The times her page lets her choose: words → id. */
const choices = async (n: Notice): Promise<Map<string, string>> => {
  const html = await open(n);
  const found = html.matchAll(/name="slot"[^>]* value="([0-9a-f-]{36})"[^>]*>\s*<span>([^<]*)/g);
  return new Map([...found].map((m) => [WORDS.find((w) => m[2]?.endsWith(w)) ?? '', m[1] ?? '']));
};
const answer = (n: Notice, fields: Record<string, string>) =>
  web.post('/r', { token: n.token, _key: crypto.randomUUID(), ...fields });
const timeOf = async (n: Notice) =>
  (
    await s.admin
      .selectFrom('interview_notice')
      .select('interview_at')
      .where('id', '=', n.id)
      .executeTakeFirstOrThrow()
  ).interview_at?.toISOString() ?? null;

describe('interview times to choose from [R91]', () => {
  it('shows those that are free, chooses none beforehand, and accepts with one only', async () => {
    const [a] = (await offered()) as [Notice];
    expect([...(await choices(a)).keys()]).toEqual(WORDS);
    expect(await open(a)).not.toMatch(/ checked/);
    expect(htmlFaults(await open(a))).toEqual([]);
    const r = await answer(a, { reply: 'accepted' });
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), 'slot')).toContain('請選擇一個面試時段');
    expect((await answer(a, { reply: 'accepted', slot: 'x' })).status).toBe(422);
    expect(await timeOf(a)).toBeNull();
  });

  it('lets one taken be changed until the reply-by time; the one given back is free again', async () => {
    const [a, b] = (await offered()) as [Notice, Notice];
    const ids = await choices(a);
    const take = (n: Notice, word: string) => answer(n, { reply: 'accepted', slot: ids.get(word) ?? '' });
    const recorded = await take(a, '上午 9:00');
    const said = words(await (await web.get(recorded.headers.get('location') ?? '')).text());
    expect(said).toContain('面試時段：116 年 3 月 1 日（一）上午 9:00');
    expect(await timeOf(a)).toBe(SLOTS[0]);
    expect([...(await choices(b)).keys()]).toEqual(WORDS.slice(1));
    expect((await take(a, '上午 10:00')).status).toBe(303);
    expect(await timeOf(a)).toBe(SLOTS[1]);
    expect([...(await choices(b)).keys()]).toEqual(['上午 9:00', '上午 11:00']);
    // the same once more is no new reply
    expect((await take(a, '上午 10:00')).status).toBe(303);
    await answer(a, { reply: 'declined' });
    expect(await timeOf(a)).toBeNull();
    expect([...(await choices(b)).keys()]).toEqual(WORDS);
    const kept = await s.admin
      .selectFrom('interview_reply')
      .select(['reply', 'interview_at'])
      .where('notice_id', '=', a.id)
      .orderBy('reply_version')
      .execute();
    expect(kept.map((r) => [r.reply, r.interview_at?.toISOString() ?? null])).toEqual([
      ['accepted', SLOTS[0]],
      ['accepted', SLOTS[1]],
      ['declined', null],
    ]);
  });

  it('gives no time twice: of fifty who take the same at the same moment one has it', async () => {
    const people = await offered(50);
    const slot = (await choices(people[0] as Notice)).get('上午 9:00') ?? '';
    const answers = await Promise.all(people.map((one) => answer(one, { reply: 'accepted', slot })));
    const late = answers.filter((r) => r.status === 422);
    expect(late).toHaveLength(49);
    // whoever was too late was told so at the question, and can choose another
    for (const r of late) expect(messageAt(await r.text(), 'slot')).toMatch(/剛被選走|請選擇一個面試時段/);
    const held = await s.admin
      .selectFrom('interview_notice as n')
      .leftJoin('interview_slot as t', 't.notice_id', 'n.id')
      .select(['n.interview_at', 't.starts_at'])
      .where(
        'n.id',
        'in',
        people.map((p) => p.id),
      )
      .where('n.reply', '=', 'accepted')
      .execute();
    expect(held.map((h) => [h.interview_at?.toISOString(), h.starts_at?.toISOString()])).toEqual([
      [SLOTS[0], SLOTS[0]],
    ]);
  });

  it('lets a time be moved after the reply-by time until its minimum notice, and then says whom to phone', async () => {
    const [a, b] = (await offered()) as [Notice, Notice];
    const ids = await choices(a);
    const take = (n: Notice, word: string) => answer(n, { reply: 'accepted', slot: ids.get(word) ?? '' });
    await take(a, '上午 9:00');
    const set = (change: { reply_by?: Date; move_hours?: number }, n = a) =>
      s.admin.updateTable('interview_notice').set(change).where('id', '=', n.id).execute();
    const past = new Date(Date.now() - 1_000);
    for (const n of [a, b]) await set({ reply_by: past }, n);
    // who has none is too late; who has one moves it, and cannot decline any more
    expect((await take(b, '上午 10:00')).status).toBe(410);
    const html = await open(a);
    expect(htmlFaults(html)).toEqual([]);
    expect(words(html)).toMatch(/更改面試時段.*面試前 24 小時以前都可以改選/);
    expect(html).not.toContain('value="declined"');
    expect((await answer(a, { reply: 'declined' })).status).toBe(410);
    expect((await take(a, '上午 10:00')).status).toBe(303);
    expect(await timeOf(a)).toBe(SLOTS[1]);
    // the officer asked for more notice than is left
    const hours = Math.ceil((Date.parse(SLOTS[1] as string) - Date.now()) / 3_600_000);
    await s.admin
      .updateTable('interview_slot')
      .set({ starts_at: new Date(Date.now() + 30 * 3_600_000) })
      .where('id', '=', ids.get('上午 11:00') ?? '')
      .execute();
    await set({ move_hours: 48 });
    // of the free ones only those far enough are offered, and taken
    expect([...(await choices(a)).keys()]).toEqual(['上午 9:00', '上午 10:00']);
    expect((await take(a, '上午 11:00')).status).toBe(422);
    expect(hours).toBeGreaterThan(48);
    await s.admin
      .updateTable('interview_notice')
      .set({ interview_at: new Date(Date.now() + 30 * 3_600_000) })
      .where('id', '=', a.id)
      .execute();
    const closed = await web.get(`/r/${a.token}`);
    expect(closed.status).toBe(410);
    expect(words(await closed.text())).toContain('在面試前 48 小時內不能線上更改；如需更改，請電洽承辦 02');
    expect((await take(a, '上午 9:00')).status).toBe(410);
    // before the reply-by time one so near can still be declined, not moved
    await set({ reply_by: new Date(Date.now() + 3_600_000) });
    const near = await take(a, '上午 9:00');
    expect(near.status).toBe(422);
    expect(messageAt(await near.text(), 'slot')).toContain('請電洽承辦 02');
    expect((await answer(a, { reply: 'declined' })).status).toBe(303);
    expect(await timeOf(a)).toBeNull();
  });

  it('keeps to its own offer, and a withdrawn notice gives its time back', async () => {
    const [a] = (await offered()) as [Notice];
    const [b, c] = (await offered()) as [Notice, Notice];
    const foreign = (await choices(a)).get('上午 9:00') ?? '';
    expect((await answer(b, { reply: 'accepted', slot: foreign })).status).toBe(422);
    await answer(b, { reply: 'accepted', slot: (await choices(b)).get('上午 9:00') ?? '' });
    expect((await choices(c)).has('上午 9:00')).toBe(false);
    await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, b.id));
    expect((await choices(c)).has('上午 9:00')).toBe(true);
  });
});
