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
    const said = words(await (await take(a, '上午 9:00')).text());
    expect(said).toContain('面試時段：116 年 3 月 1 日（一）上午 9:00');
    expect(await timeOf(a)).toBe(SLOTS[0]);
    expect([...(await choices(b)).keys()]).toEqual(WORDS.slice(1));
    expect((await take(a, '上午 10:00')).status).toBe(200);
    expect(await timeOf(a)).toBe(SLOTS[1]);
    expect([...(await choices(b)).keys()]).toEqual(['上午 9:00', '上午 11:00']);
    // the same once more is no new reply
    expect((await take(a, '上午 10:00')).status).toBe(200);
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

  it('gives no time twice, however many take it at the same moment', async () => {
    const people = await offered(3);
    const ids = await choices(people[0] as Notice);
    for (const word of WORDS) {
      const slot = ids.get(word) ?? '';
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => answer(people[i % 3] as Notice, { reply: 'accepted', slot })),
      );
      const holders = await s.admin
        .selectFrom('interview_slot')
        .select('notice_id')
        .where('id', '=', slot)
        .where('notice_id', 'is not', null)
        .execute();
      expect(holders).toHaveLength(1);
      // whoever was too late was told so at the question, and can choose another
      const late = answers.filter((r) => r.status === 422);
      expect(late.length + answers.filter((r) => r.status === 200).length).toBe(12);
      for (const r of late) expect(messageAt(await r.text(), 'slot')).toMatch(/剛被選走|請選擇一個面試時段/);
    }
    const held = await s.admin
      .selectFrom('interview_slot as t')
      .innerJoin('interview_notice as n', 'n.id', 't.notice_id')
      .select(['t.starts_at', 'n.interview_at'])
      .where(
        'n.id',
        'in',
        people.map((p) => p.id),
      )
      .execute();
    for (const h of held) expect(h.interview_at).toEqual(h.starts_at);
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
