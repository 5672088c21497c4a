import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { withdrawNotice } from '../../../db/queries/notices.ts';
import { withdrawApplication } from '../../../db/queries/withdrawals.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from '../officer/html.ts';
import { everything, invitee, notify } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const fresh = async (o: { replyBy?: Date } = {}) => {
  const who = await invitee(s);
  return { who, ...(await notify(s, who, o)) };
};
const repliesOf = (noticeId: string) =>
  s.admin
    .selectFrom('interview_reply')
    .select(['reply', 'reply_version', 'message_enc'])
    .where('notice_id', '=', noticeId)
    .orderBy('reply_version')
    .execute();
const answer = (token: string, fields: Record<string, string>) =>
  web.post('/r', { token, _key: crypto.randomUUID(), ...fields });
/** The page that a recorded reply leads to. */
const shown = async (r: Response): Promise<string> => {
  expect(r.status).toBe(303);
  return (await web.get(r.headers.get('location') ?? '')).text();
};
const altered = (token: string): string => (token.startsWith('A') ? 'B' : 'A') + token.slice(1);

describe('opening the link [R91]', () => {
  it('shows agency, post, time, place, contact and deadline, and chooses nothing beforehand', async () => {
    const { token, who } = await fresh({ replyBy: new Date('2026-11-30T09:00:00Z') });
    const r = await web.get(`/r/${token}`);
    expect(r.status).toBe(200);
    const html = await r.text();
    const text = words(html);
    for (const part of [
      '115 年 12 月 1 日（二）上午 10:00',
      '115 年 11 月 30 日（一）17:00',
      '行政院人事行政總處',
      '測試科員',
      who.vacancyNo,
      '10 樓會議室',
      '請於面試當日攜帶證件。',
      '王承辦',
      '02-23979298',
    ])
      expect(text).toContain(part);
    expect(html).not.toContain('<b>提早');
    expect(html).not.toMatch(/ checked/);
    expect(fieldsOf(html)).not.toHaveProperty('reply');
  });

  it('changes nothing by GET or HEAD, however often, and also with a choice in the address', async () => {
    const { token } = await fresh();
    const before = await everything(s);
    for (const path of [`/r/${token}`, `/r/${token}?reply=accepted`, `/r/${altered(token)}`]) {
      await web.get(path);
      const head = await web.app.request(path, { method: 'HEAD' });
      expect(await head.text()).toBe('');
    }
    expect(await everything(s)).toBe(before);
    // the comparison itself sees a write
    await answer(token, { reply: 'accepted' });
    expect(await everything(s)).not.toBe(before);
  });

  it('is kept nowhere, follows nowhere, is not indexed, runs no script and uses no cookie', async () => {
    const { token } = await fresh();
    const signedIn = await web.signIn(s.officer);
    for (const [path, method] of [
      [`/r/${token}`, 'GET'],
      [`/r/${token}`, 'HEAD'],
      [`/r/${altered(token)}`, 'GET'],
      ['/r', 'POST'],
    ] as const) {
      const r = await web.app.request(path, {
        method,
        headers: {
          cookie: `${signedIn.cookie.slice(0, -1)}x; said=eyJraW5kIjoic3VjY2VzcyIsInRleHQiOiJ4In0`,
          ...(method === 'POST'
            ? { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' }
            : {}),
        },
        body: method === 'POST' ? new URLSearchParams({ token }).toString() : undefined,
      });
      const h = (name: string) => r.headers.get(name);
      expect(h('set-cookie')).toBeNull();
      expect(h('cache-control')).toBe('no-store');
      expect(h('referrer-policy')).toBe('no-referrer');
      expect(h('x-robots-tag')).toBe('noindex, nofollow');
      const policy = h('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('script-src');
      if (method !== 'HEAD') expect(await r.text()).not.toContain('<script');
    }
  });

  it('shows nobody signed in, whoever else uses the browser', async () => {
    const { token } = await fresh();
    const html = await (await web.get(`/r/${token}`, await web.signIn(s.officer))).text();
    expect(html).not.toContain('測試officer');
    expect(html).not.toContain('_csrf');
  });

  it('answers unknown, altered, cut and overlong tokens with one and the same page, 404', async () => {
    const { token } = await fresh();
    const strip = (html: string) => html.replace(/<dl class="sq-counters__list">[\s\S]*?<\/dl>/, '');
    const pages = new Set<string>();
    for (const t of [altered(token), token.slice(0, 42), `${token}A`, 'x', '%00', 'a'.repeat(3_000), "'--"]) {
      const r = await web.get(`/r/${encodeURIComponent(decodeURIComponent(t))}`);
      expect(r.status, t.slice(0, 50)).toBe(404);
      pages.add(strip(await r.text()));
    }
    const posted = await answer(altered(token), { reply: 'accepted' });
    expect(posted.status).toBe(404);
    pages.add(strip(await posted.text()));
    expect(pages.size).toBe(1);
    const text = words([...pages][0] as string);
    expect(text).toContain('找不到這份通知');
    expect(text).not.toContain('行政院人事行政總處');
  });
});

describe('replying', () => {
  it('records accept, shows it, and can be changed to decline; both are kept and shown', async () => {
    const { token, noticeId } = await fresh();
    const first = await answer(token, { reply: 'accepted', message: '準時到。' });
    expect(first.headers.get('location')).toBe(`/r/${token}?recorded`);
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    const said = words(await shown(first));
    expect(said).toContain('已記錄您的回覆');
    expect(said).toContain('您回覆「接受」');
    const again = words(await (await web.get(`/r/${token}`)).text());
    expect(again).toContain('您已回覆接受');
    const second = words(await shown(await answer(token, { reply: 'declined', message: '<i>另有行程</i>' })));
    expect(second).toContain('您回覆「婉拒」');
    expect(second).toContain('準時到。');
    expect(second).toContain('<i>另有行程</i>');
    expect((await repliesOf(noticeId)).map((r) => r.reply)).toEqual(['accepted', 'declined']);
    // the words are sealed, not stored
    for (const r of await repliesOf(noticeId))
      expect(r.message_enc?.toString('utf8')).not.toMatch(/準時|行程/);
  });

  it('says that a reply is recorded only where one is', async () => {
    const { token } = await fresh();
    expect(words(await (await web.get(`/r/${token}?recorded`)).text())).not.toContain('已記錄您的回覆');
  });

  it('keeps nothing of a refused form, so that its key serves for the corrected one', async () => {
    const { token, noticeId } = await fresh();
    const keys = () =>
      s.admin.selectFrom('idempotency').select('key').where('act', '=', 'notice.reply').execute();
    const before = (await keys()).length;
    const key = crypto.randomUUID();
    await sql`update interview_notice set reply_by = clock_timestamp() where id = ${noticeId}`.execute(
      s.admin,
    );
    expect((await answer(token, { reply: 'accepted', _key: key })).status).toBe(410);
    expect(await keys()).toHaveLength(before);
    await sql`update interview_notice set reply_by = clock_timestamp() + interval '1 day' where id = ${noticeId}`.execute(
      s.admin,
    );
    expect((await answer(token, { reply: 'accepted', _key: key })).status).toBe(303);
    expect(await repliesOf(noticeId)).toHaveLength(1);
  });

  it('makes one reply of one form, pressed twice or at the same moment, and tells the workflow once', async () => {
    const { token, noticeId, who } = await fresh();
    const fields = fieldsOf(await (await web.get(`/r/${token}`)).text());
    const press = () => web.post('/r', { ...fields, reply: 'accepted', message: '一次' });
    const answers = await Promise.all([press(), press(), press(), press()]);
    expect(answers.map((r) => r.status)).toEqual([303, 303, 303, 303]);
    expect((await press()).status).toBe(303);
    expect(await repliesOf(noticeId)).toHaveLength(1);
    const told = await s.admin
      .selectFrom('outbox')
      .select('key')
      .where('target', '=', who.applicationId)
      .where('signal', '=', 'replyRecorded')
      .execute();
    expect(told).toHaveLength(1);
  });

  it.each([
    ['nothing', {}],
    ['nonsense', { reply: 'perhaps' }],
    ['an empty choice', { reply: '' }],
  ])('asks for a choice when %s was chosen, and keeps the message', async (_what, fields) => {
    const { token, noticeId } = await fresh();
    const r = await answer(token, { message: '我想先問\n停車', ...fields });
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(messageAt(html, 'reply')).toBe('錯誤：請選擇「接受」或「婉拒」');
    expect(summary(html)).toBe('錯誤：請選擇「接受」或「婉拒」');
    expect(html).toMatch(/<title>錯誤：/);
    expect(fieldsOf(html)).toMatchObject({ message: ['我想先問\n停車'], token: [token] });
    expect(await repliesOf(noticeId)).toEqual([]);
  });

  it('refuses a message over 1,000 characters at its field, keeping it and the choice; 1,000 pass', async () => {
    const { token, noticeId } = await fresh();
    const long = await answer(token, { reply: 'declined', message: '字'.repeat(1_001) });
    expect(long.status).toBe(422);
    const html = await long.text();
    expect(messageAt(html, 'message')).toContain('最多 1000 字，目前 1001 字');
    expect(fieldsOf(html)).toMatchObject({ message: ['字'.repeat(1_001)], reply: ['declined'] });
    expect(await repliesOf(noticeId)).toEqual([]);
    expect((await answer(token, { reply: 'declined', message: '𠮷'.repeat(1_000) })).status).toBe(303);
  });

  it('works without a key and with a nonsensical one: the proof is the token', async () => {
    const { token, noticeId } = await fresh();
    expect((await web.post('/r', { token, reply: 'accepted' })).status).toBe(303);
    expect((await answer(token, { _key: '\0'.repeat(9), reply: 'declined' })).status).toBe(303);
    expect(await repliesOf(noticeId)).toHaveLength(2);
  });
});

describe('a decision that comes too late', () => {
  const refused = async (token: string, noticeId: string, title: string) => {
    for (const r of [await web.get(`/r/${token}`), await answer(token, { reply: 'accepted' })]) {
      expect(r.status).toBe(410);
      const html = await r.text();
      expect(words(html)).toContain(title);
      expect(words(html)).toContain('王承辦');
      expect(html).not.toContain('name="reply"');
    }
    expect(await repliesOf(noticeId)).toEqual([]);
  };

  it('is refused after the reply-by time by the database’s clock, with whom to ask', async () => {
    const { token, noticeId } = await fresh();
    await sql`update interview_notice set reply_by = clock_timestamp() where id = ${noticeId}`.execute(
      s.admin,
    );
    await refused(token, noticeId, '回覆期限已過');
  });

  it('is refused on a replaced notice, whose time is shown no more; the new link works', async () => {
    const { token, noticeId, who } = await fresh();
    const newer = await notify(s, who, { interviewAt: new Date('2026-12-02T02:00:00Z') });
    await refused(token, noticeId, '這份通知已由新的通知取代');
    expect(words(await (await web.get(`/r/${token}`)).text())).not.toContain('12 月 1 日');
    expect((await answer(newer.token, { reply: 'accepted' })).status).toBe(303);
  });

  it('is refused on a withdrawn notice', async () => {
    const { token, noticeId } = await fresh();
    await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, noticeId));
    await refused(token, noticeId, '機關已撤回這份通知');
  });

  it('is refused once she withdrew her application, and recorded nowhere', async () => {
    const { token, noticeId, who } = await fresh();
    await withActor(s.web, who.applicant, (trx) =>
      withdrawApplication(trx, who.applicant, who.applicationId),
    );
    await refused(token, noticeId, '您已撤回這個職缺的應徵');
    expect(words(await (await web.get(`/r/${token}`)).text())).not.toContain('12 月 1 日');
  });

  it('is refused once the application’s process is over', async () => {
    const { token, noticeId, who } = await fresh();
    await sql`update application set state = 'ended' where id = ${who.applicationId}`.execute(s.admin);
    await refused(token, noticeId, '這個職缺的應徵程序已結束');
  });

  it('shows what was replied in time', async () => {
    const { token, noticeId } = await fresh();
    await answer(token, { reply: 'declined' });
    await sql`update interview_notice set reply_by = clock_timestamp() where id = ${noticeId}`.execute(
      s.admin,
    );
    expect(words(await (await web.get(`/r/${token}`)).text())).toContain('您回覆「婉拒」');
  });
});

describe('the brake', () => {
  const braked = () => webOf(s, { config: { doorTriesPerMinute: 3, trustProxy: true } });
  const from = (ip: string) => ({ 'x-forwarded-for': ip });

  it('lets one address try so many wrong links, tells it kindly, and leaves others alone', async () => {
    const { token } = await fresh();
    const slow = await braked();
    const wrong = (ip: string) => slow.get(`/r/${altered(token)}`, undefined, from(ip));
    for (let i = 0; i < 3; i++) expect((await wrong('203.0.113.5')).status).toBe(404);
    for (const r of [
      await wrong('203.0.113.5'),
      await slow.get(`/r/${token}`, undefined, from('203.0.113.5')),
      await slow.post('/r', { token, reply: 'accepted' }, undefined, from('203.0.113.5')),
    ]) {
      expect(r.status).toBe(429);
      expect(r.headers.get('retry-after')).toBe('60');
      expect(r.headers.get('referrer-policy')).toBe('no-referrer');
      expect(words(await r.text())).toContain('請過一分鐘後再試');
    }
    expect((await slow.get(`/r/${token}`, undefined, from('203.0.113.6'))).status).toBe(200);
  });

  it('lets one link be used so often, from wherever; many links of one address do not brake each other', async () => {
    const slow = await braked();
    const links = [];
    for (let i = 0; i < 5; i++) links.push(await fresh());
    for (const { token } of links)
      expect((await slow.get(`/r/${token}`, undefined, from('203.0.113.7'))).status).toBe(200);
    const [{ token, noticeId }] = links as [(typeof links)[0]];
    const post = (i: number) =>
      slow.post(
        '/r',
        { token, reply: 'accepted', message: String(i) },
        undefined,
        from(`203.0.113.${10 + i}`),
      );
    const statuses: number[] = [];
    for (let i = 1; i <= 4; i++) statuses.push((await post(i)).status);
    expect(statuses).toEqual([303, 303, 303, 429]);
    expect(await repliesOf(noticeId)).toHaveLength(3);
    // what was recorded can still be looked at: looks are counted apart
    expect(words(await (await slow.get(`/r/${token}?recorded`)).text())).toContain('已記錄您的回覆');
  });
});

describe('where the post may come from', () => {
  const raw = (path: string, headers: Record<string, string>, body: string) =>
    web.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });

  it('takes Origin null on POST /r alone, since the page is sent with no-referrer', async () => {
    const { token } = await fresh();
    const body = new URLSearchParams({ token, reply: 'accepted' }).toString();
    for (const headers of [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, { origin: 'null' }, {}])
      expect((await raw('/r', headers as Record<string, string>, body)).status).toBe(303);
    for (const path of ['/applicant/sign-in', '/sign-in', '/apply/1151100001', '/review/1151100001', '/r/x'])
      expect((await raw(path, { origin: 'null' }, body)).status, path).toBe(403);
  });

  it('takes no JSON and nothing large', async () => {
    const { token } = await fresh();
    const json = JSON.stringify({ token, reply: 'accepted' });
    expect((await raw('/r', { 'content-type': 'application/json' }, json)).status).toBe(415);
    expect((await raw('/r', {}, `token=${token}&message=${'a'.repeat(2_000_000)}`)).status).toBe(413);
  });
});

describe('secrecy', () => {
  it('writes no token, name or message to the log or the audit trail', async () => {
    const { token, noticeId } = await fresh();
    web.lines.length = 0;
    await web.get(`/r/${token}`);
    await web.get(`/r/${altered(token)}`);
    await answer(token, { reply: 'accepted', message: '我的秘密訊息' });
    await answer(token, { reply: '' });
    const log = web.lines.join('\n');
    expect(log).toContain('/r/:token');
    for (const secret of [token, altered(token), '我的秘密訊息', '測試姓名'])
      expect(log).not.toContain(secret);
    const events = await s.admin.selectFrom('audit_event').selectAll().execute();
    const outbox = await s.admin.selectFrom('outbox').selectAll().execute();
    const trail = JSON.stringify([events, outbox]);
    expect(trail).toContain(noticeId);
    expect(trail).not.toContain(token);
    expect(trail).not.toContain('我的秘密訊息');
  });
});
