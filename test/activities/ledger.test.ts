import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { claimMail, replaceMail, settleMail } from '../../db/queries/mails.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { vacancyOf } from '../support/scene.ts';
import { apply, failure, notify, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());
afterEach(() => t.box.setFault({ mode: 'none' }));

const row = (key: string) =>
  t.s.admin.selectFrom('mail_delivery').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const fresh = async () => {
  const a = await apply(t.s, await vacancyOf(t.s));
  return {
    ...a,
    key: `receipt:${a.id}:1`,
    send: () => t.ports.sendReceipt({ applicationId: a.id, version: 1 }),
  };
};

describe('the ledger of mails', () => {
  it('hands a receipt over once, however often it is asked, and audits it', async () => {
    const a = await fresh();
    // one of them goes, the others are asked to come again or find it done
    await Promise.allSettled([a.send(), a.send(), a.send()]);
    await a.send();
    const mails = t.box.messages({ to: a.email });
    expect(mails).toHaveLength(1);
    for (const told of [a.no, '學歷 1 筆', '簡要自述 3 字']) expect(mails[0]?.text).toContain(told);
    const ledger = await row(a.key);
    expect(ledger).toMatchObject({ state: 'handedOver', last_code: '250' });
    expect(ledger.message_id).toBe(mails[0]?.messageId);
    const acts = await t.s.admin
      .selectFrom('audit_event')
      .select('act')
      .where('subject_id', '=', ledger.id)
      .execute();
    expect(acts).toEqual([{ act: 'mail.handedOver' }]);
  });

  it.each([
    ['greylist', 'temporaryFailure'],
    ['full', 'temporaryFailure'],
    ['unavailable', 'temporaryFailure'],
    ['dropBeforeData', 'temporaryFailure'],
  ] as const)('%s: %s, and Temporal is asked to try again with the same Message-ID', async (mode, state) => {
    const a = await fresh();
    t.box.setFault({ mode, to: a.email });
    expect(await failure(a.send())).toBe('mailTemporary');
    const first = await row(a.key);
    expect(first.state).toBe(state);
    expect(first.last_code).toMatch(/^(\d{3}|E[A-Z]+)$/);
    t.box.setFault({ mode: 'none' });
    await a.send();
    expect(await row(a.key)).toMatchObject({ state: 'handedOver', message_id: first.message_id });
    expect(t.box.messages({ to: a.email })).toHaveLength(1);
  });

  it('stored but not acknowledged: uncertain, and a second copy carries the same Message-ID', async () => {
    const a = await fresh();
    t.box.setFault({ mode: 'dropAfterData', to: a.email });
    expect(await failure(a.send())).toBe('mailTemporary');
    expect((await row(a.key)).state).toBe('uncertain');
    t.box.setFault({ mode: 'none' });
    await a.send();
    const ids = t.box.messages({ to: a.email }).map((m) => m.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('refused for good: stops, is kept for a person to see, and is not tried again', async () => {
    const a = await fresh();
    t.box.setFault({ mode: 'refuse', to: a.email });
    await a.send();
    t.box.setFault({ mode: 'none' });
    await a.send();
    expect(await row(a.key)).toMatchObject({ state: 'permanentFailure', last_code: '550', attempts: 1 });
    expect(t.box.messages({ to: a.email })).toEqual([]);
  });

  it('a reply changed while its receipt waited for another try leaves nothing waiting in the ledger', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    const noticeId = await notify(t.s, no, a.id);
    const { token_hash } = await t.s.admin
      .selectFrom('interview_notice')
      .select('token_hash')
      .where('id', '=', noticeId)
      .executeTakeFirstOrThrow();
    const holder = { kind: 'tokenHolder' as const, tokenHash: token_hash.toString('hex') };
    const reply = (message: string) =>
      withActor(t.s.web, holder, (trx) =>
        recordReply(trx, t.s.keyring, holder, { reply: 'accepted', message }),
      );
    await reply('first');
    t.box.setFault({ mode: 'greylist' });
    const send = (replyVersion: number) => t.ports.sendReplyReceipt({ noticeId, replyVersion });
    expect(await failure(send(1))).toBe('mailTemporary');
    expect((await row(`replyReceipt:${noticeId}:1`)).state).toBe('temporaryFailure');
    t.box.setFault({ mode: 'none' });
    await reply('second');
    await send(1);
    await send(2);
    for (const kind of ['replyReceipt', 'replyWord']) {
      expect((await row(`${kind}:${noticeId}:1`)).state).toBe('replaced');
      expect((await row(`${kind}:${noticeId}:2`)).state).toBe('handedOver');
    }
  });

  it('a try under way is left alone for 90 seconds, then taken for dead and sent with the same Message-ID', async () => {
    const a = await fresh();
    const claim = await claimMail(t.s.worker, { key: a.key, kind: 'receipt', application_id: a.id });
    expect(claim).toMatchObject({ go: true, attempt: 1 });
    expect((await row(a.key)).state).toBe('sending');
    expect(await failure(a.send())).toBe('mailTemporary');
    expect(t.box.messages({ to: a.email })).toEqual([]);
    await t.s.admin
      .updateTable('mail_delivery')
      .set({ sending_at: new Date(Date.now() - 91_000) })
      .where('key', '=', a.key)
      .execute();
    await a.send();
    const [mail] = t.box.messages({ to: a.email });
    expect(mail?.messageId).toBe(claim.go && claim.messageId);
    expect(await row(a.key)).toMatchObject({ state: 'handedOver', attempts: 2 });

    // the dead one comes back late: it may not undo what is known
    const id = claim.go ? claim.id : '';
    await settleMail(t.s.worker, { id, attempt: 1, outcome: 'uncertain', code: 'ECONNECTION' });
    expect((await row(a.key)).state).toBe('handedOver');
  });

  it('a dead try that comes back late spoils neither the one under way nor what is known', async () => {
    const a = await fresh();
    const m = { key: a.key, kind: 'receipt' };
    const first = await claimMail(t.s.worker, m);
    const late = () =>
      t.s.admin
        .updateTable('mail_delivery')
        .set({ sending_at: new Date(Date.now() - 91_000) })
        .where('key', '=', a.key)
        .execute();
    await late();
    const second = await claimMail(t.s.worker, m);
    if (!first.go || !second.go) throw new Error('not claimed');
    const settle = (attempt: number, outcome: 'temporaryFailure' | 'handedOver' | 'permanentFailure') =>
      settleMail(t.s.worker, { id: first.id, attempt, outcome, code: '1' });
    await settle(1, 'permanentFailure');
    expect((await row(a.key)).state).toBe('sending');
    await settle(1, 'handedOver');
    expect((await row(a.key)).state).toBe('handedOver');
    await settle(2, 'temporaryFailure');
    expect((await row(a.key)).state).toBe('handedOver');
  });

  it('a mail that is replaced during a try stays so, however the try ends, unless it was handed over', async () => {
    const a = await fresh();
    const first = await claimMail(t.s.worker, { key: a.key, kind: 'receipt' });
    if (!first.go) throw new Error('not claimed');
    await withActor(t.s.worker, { kind: 'worker' }, (trx) => replaceMail(trx, a.key));
    const settle = (outcome: 'uncertain' | 'temporaryFailure' | 'permanentFailure' | 'handedOver') =>
      settleMail(t.s.worker, { id: first.id, attempt: 1, outcome, code: '1' });
    for (const outcome of ['uncertain', 'temporaryFailure', 'permanentFailure'] as const) {
      await settle(outcome);
      expect((await row(a.key)).state, outcome).toBe('replaced');
    }
    await settle('handedOver');
    expect((await row(a.key)).state).toBe('handedOver');
  });

  it('a changed or withdrawn application gets no receipt of the old version', async () => {
    const a = await fresh();
    await t.s.admin.updateTable('application').set({ version: 2 }).where('id', '=', a.id).execute();
    await a.send();
    expect(t.box.messages({ to: a.email })).toEqual([]);
    await t.ports.sendReceipt({ applicationId: a.id, version: 2 });
    expect(t.box.messages({ to: a.email })).toHaveLength(1);
    const b = await fresh();
    await t.s.admin.updateTable('application').set({ state: 'withdrawn' }).where('id', '=', b.id).execute();
    await b.send();
    expect(t.box.messages({ to: b.email })).toEqual([]);
  });
});
