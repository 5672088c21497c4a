import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { sealSecret, sha256 } from '../../db/crypto.ts';
import { recordMail } from '../../db/queries/mail-rows.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { withdrawNotice } from '../../db/queries/notices.ts';
import { vacancyOf } from '../support/scene.ts';
import { type Applied, apply, failure, notify, PUBLIC_URL, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const inbox = (a: Applied) => t.box.messages({ to: a.email });
const tokenIn = (text: string | undefined) => /\/r\/([\w-]{43})/.exec(text ?? '')?.[1] ?? '';
const one = async () => {
  const no = await vacancyOf(t.s);
  const a = await apply(t.s, no);
  return { no, a };
};
const reply = (token: string, answer: 'accepted' | 'declined', message = '') => {
  const holder = { kind: 'tokenHolder' as const, tokenHash: sha256(token).toString('hex') };
  return withActor(t.s.web, holder, (trx) =>
    recordReply(trx, t.s.keyring, holder, { reply: answer, message }),
  );
};

describe('interview notices', () => {
  it('[R84] is mailed once with a link that answers, and with the time for a calendar', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId });
    await t.ports.sendNotice({ noticeId });
    expect(inbox(a)).toHaveLength(1);
    const [mail] = inbox(a);
    expect(mail?.text).toContain(`${PUBLIC_URL}/r/`);
    expect(mail?.text).toContain('10 樓會議室');
    const detail = (await (await fetch(`${t.box.url}/api/messages/${mail?.id}`)).json()) as {
      attachments: { contentType: string }[];
    };
    expect(detail.attachments[0]?.contentType).toContain('text/calendar');
    expect(await reply(tokenIn(mail?.text), 'accepted')).toMatchObject({ ok: true, changed: true });
  });

  it('of a replaced or withdrawn notice nothing is sent, and the ledger says why', async () => {
    const { no, a } = await one();
    const first = await notify(t.s, no, a.id);
    const second = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId: first });
    await withActor(t.s.web, t.s.officer, (trx) => withdrawNotice(trx, t.s.officer, second));
    await t.ports.sendNotice({ noticeId: second });
    expect(inbox(a)).toEqual([]);
    const rows = await t.s.admin
      .selectFrom('mail_delivery')
      .select('state')
      .where('notice_id', 'in', [first, second])
      .where('kind', '=', 'notice')
      .execute();
    expect(rows.map((r) => r.state)).toEqual(['replaced', 'replaced']);
  });

  it('a second notice says that it takes the place of the first', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId });
    await t.ports.sendNotice({ noticeId: await notify(t.s, no, a.id) });
    const subjects = inbox(a).map((m) => m.subject);
    expect(subjects[0]).toContain('面試通知（更新）');
    expect(subjects[1]).not.toContain('更新');
    expect(await reply(tokenIn(inbox(a)[1]?.text), 'accepted')).toEqual({ ok: false, why: 'replaced' });
  });
});

describe('reminders', () => {
  const remind = (noticeId: string, which: 'beforeInterview' | 'beforeReplyBy') =>
    t.ports.sendReminder({ noticeId, which });

  it('before the reply-by time to who has not answered, once; before the interview to who accepted', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await remind(noticeId, 'beforeInterview');
    expect(inbox(a)).toEqual([]);
    await remind(noticeId, 'beforeReplyBy');
    await remind(noticeId, 'beforeReplyBy');
    expect(inbox(a).map((m) => m.subject.slice(0, 7))).toEqual(['請回覆面試通知']);
    await reply(tokenIn(inbox(a)[0]?.text), 'accepted');
    await remind(noticeId, 'beforeInterview');
    expect(inbox(a)[0]?.subject).toContain('面試提醒');
  });

  it.each([
    ['answered', 'beforeReplyBy', {}, 'accepted'],
    ['reply-by time past', 'beforeReplyBy', { replyBy: new Date(Date.now() - 1000) }, null],
    ['declined', 'beforeInterview', {}, 'declined'],
    ['no time set', 'beforeInterview', { interviewAt: null }, 'accepted'],
    ['interview past', 'beforeInterview', { interviewAt: new Date(Date.now() - 1000) }, 'accepted'],
  ] as const)('moot: %s', async (_, which, times, answer) => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id, times);
    await t.ports.sendNotice({ noticeId });
    if (answer) await reply(tokenIn(inbox(a)[0]?.text), answer);
    t.box.clear();
    await remind(noticeId, which);
    expect(inbox(a)).toEqual([]);
  });

  it('moot: the vacancy was withdrawn', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    const stage = (to: 'withdrawn' | 'listed') =>
      t.s.admin.updateTable('vacancy').set({ stage: to }).where('no', '=', no).execute();
    await stage('withdrawn');
    await remind(noticeId, 'beforeReplyBy');
    expect(inbox(a)).toEqual([]);
    await stage('listed');
    await remind(noticeId, 'beforeReplyBy');
    expect(inbox(a)).toHaveLength(1);
  });
});

describe('replies', () => {
  it('[R91] receipt to the applicant, word without a name to the officer; a superseded one says nothing', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId });
    const token = tokenIn(inbox(a)[0]?.text);
    await reply(token, 'accepted');
    await reply(token, 'declined', '另有行程');
    t.box.clear();
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
    expect(t.box.messages({ subject: no })).toEqual([]);
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 2 });
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 2 });
    expect(inbox(a)).toHaveLength(1);
    expect(inbox(a)[0]?.text).toContain('另有行程');
    const word = t.box.messages({ to: 'hr@agency.example', subject: no });
    expect(word).toHaveLength(1);
    expect(word[0]?.subject).toContain('已更改為「婉拒」');
    expect(word[0]?.text).not.toContain('另有行程');
    expect(word[0]?.text).not.toContain(a.record.basic.name);
    expect(word[0]?.text).not.toContain(token);
  });

  it('one mailbox that is away does not keep the other from hearing, nor send it twice', async () => {
    const { no, a } = await one();
    const noticeId = await notify(t.s, no, a.id);
    await t.ports.sendNotice({ noticeId });
    await reply(tokenIn(inbox(a)[0]?.text), 'accepted');
    t.box.clear();
    t.box.setFault({ mode: 'greylist', to: a.email });
    expect(await failure(t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 }))).toBe('mailTemporary');
    t.box.setFault({ mode: 'none' });
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
    expect(t.box.messages({ subject: no }).map((m) => m.to[0])).toEqual([a.email, 'hr@agency.example']);
  });
});

describe('one-time links', () => {
  const link = async (
    o: { used?: boolean; expired?: boolean; kind?: 'confirmMailbox' | 'passwordReset' } = {},
  ) => {
    const { a } = await one();
    const kind = o.kind ?? 'confirmMailbox';
    const token = randomBytes(32).toString('base64url');
    const key = `confirm:${a.applicant.applicantId}:${randomBytes(4).toString('hex')}`;
    await t.s.admin
      .insertInto('one_time_token')
      .values({
        token_hash: sha256(token),
        purpose: kind === 'confirmMailbox' ? 'confirmMailbox' : 'resetPassword',
        applicant_id: a.applicant.applicantId,
        expires_at: new Date(Date.now() + (o.expired ? -1 : 1) * 3_600_000),
        used_at: o.used ? new Date() : null,
      })
      .execute();
    const gate = { kind: 'gate' } as const;
    const secret = sealSecret(t.s.keyring, token, `mail:${key}`);
    const mailId = await withActor(t.s.web, gate, (trx) =>
      recordMail(trx, { key, kind, applicant_id: a.applicant.applicantId, secret }),
    );
    return { a, token, mailId };
  };
  const row = (id: string) =>
    t.s.admin.selectFrom('mail_delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it.each([
    ['confirmMailbox', '/applicant/confirm/'],
    ['passwordReset', '/reset-password/'],
  ] as const)('%s is mailed once and its secret forgotten', async (kind, path) => {
    const { a, token, mailId } = await link({ kind });
    await t.ports.sendMail({ mailId });
    await t.ports.sendMail({ mailId });
    expect(inbox(a)).toHaveLength(1);
    expect(inbox(a)[0]?.text).toContain(`${PUBLIC_URL}${path}${token}`);
    expect(await row(mailId)).toMatchObject({ state: 'handedOver', secret_enc: null });
  });

  it.each([{ used: true }, { expired: true }])('a dead link is not mailed: %o', async (o) => {
    const { a, mailId } = await link(o);
    await t.ports.sendMail({ mailId });
    expect(inbox(a)).toEqual([]);
    expect(await row(mailId)).toMatchObject({ state: 'replaced', secret_enc: null });
  });
});
