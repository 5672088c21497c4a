import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { mailAgain, produceAgain } from '../../../db/queries/ops-acts.ts';
import { apply, failure, notify, type Stage, stage } from '../../activities/stage.ts';
import { vacancyOf } from '../../support/scene.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());
afterEach(() => t.box.setFault({ mode: 'none' }));

const mail = (key: string) =>
  t.s.admin.selectFrom('mail_delivery').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const again = (id: string) => withActor(t.s.web, t.s.operator, (trx) => mailAgain(trx, t.s.operator, id));

describe('a mail refused for good, tried once more', () => {
  it('a receipt: the same mail, under its own Message-ID', async () => {
    const a = await apply(t.s, await vacancyOf(t.s));
    t.box.setFault({ mode: 'refuse', to: a.email });
    await t.ports.sendReceipt({ applicationId: a.id, version: 1 });
    const refused = await mail(`receipt:${a.id}:1`);
    t.box.setFault({ mode: 'none' });
    expect(await again(refused.id)).toBe(true);
    await t.ports.sendMail({ mailId: refused.id });
    await t.ports.sendMail({ mailId: refused.id });
    expect(await mail(refused.key)).toMatchObject({ state: 'handedOver', attempts: 2 });
    expect(t.box.messages({ to: a.email }).map((m) => m.messageId)).toEqual([refused.message_id]);
  });

  it('refused again it stands as refused, and may be asked for again', async () => {
    const a = await apply(t.s, await vacancyOf(t.s));
    t.box.setFault({ mode: 'refuse', to: a.email });
    await t.ports.sendReceipt({ applicationId: a.id, version: 1 });
    const { id, key } = await mail(`receipt:${a.id}:1`);
    for (const attempts of [2, 3]) {
      expect(await again(id)).toBe(true);
      await t.ports.sendMail({ mailId: id });
      expect(await mail(key)).toMatchObject({ state: 'permanentFailure', attempts });
    }
    const put = await t.s.admin.selectFrom('outbox').select('key').where('target', '=', id).execute();
    expect(put).toHaveLength(2);
  });

  it('given up by its run: nobody tried it for two hours; before that it is left to the run', async () => {
    const a = await apply(t.s, await vacancyOf(t.s));
    t.box.setFault({ mode: 'greylist', to: a.email });
    await failure(t.ports.sendReceipt({ applicationId: a.id, version: 1 }));
    t.box.setFault({ mode: 'none' });
    const { id, key } = await mail(`receipt:${a.id}:1`);
    expect(await again(id)).toBe(false);
    await t.s.admin
      .updateTable('mail_delivery')
      .set({ updated_at: new Date(Date.now() - 2 * 3_600_000 - 1_000) })
      .where('id', '=', id)
      .execute();
    expect(await again(id)).toBe(true);
    await t.ports.sendMail({ mailId: id });
    expect((await mail(key)).state).toBe('handedOver');
  });

  it('moot by then, it goes to nobody: an interview notice of a withdrawn application', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    const noticeId = await notify(t.s, no, a.id);
    t.box.setFault({ mode: 'refuse', to: a.email });
    await t.ports.sendNotice({ noticeId });
    t.box.setFault({ mode: 'none' });
    const { id, key } = await mail(`notice:${noticeId}`);
    await t.s.admin
      .updateTable('interview_notice')
      .set({ state: 'withdrawn' })
      .where('id', '=', noticeId)
      .execute();
    expect(await again(id)).toBe(true);
    await t.ports.sendMail({ mailId: id });
    expect((await mail(key)).state).toBe('replaced');
    expect(t.box.messages({ to: a.email })).toEqual([]);
  });

  it('yesterday’s digest is not sent today', async () => {
    const no = await vacancyOf(t.s);
    const { id } = await t.s.admin
      .insertInto('mail_delivery')
      .values({
        key: `digest:${no}:2020-01-01`,
        kind: 'digest',
        vacancy_no: no,
        message_id: `<${randomUUID()}@shiqiuren.invalid>`,
        state: 'permanentFailure',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(await again(id)).toBe(true);
    const before = t.box.messages().length;
    await t.ports.sendMail({ mailId: id });
    expect((await mail(`digest:${no}:2020-01-01`)).state).toBe('replaced');
    expect(t.box.messages()).toHaveLength(before);
  });
});

describe('a résumé asked for again', () => {
  it.each(['civilService', 'open'] as const)('[R66] [R67] the next slot takes it: %s', async (mode) => {
    const a = await apply(t.s, await vacancyOf(t.s, { content: { mode } }));
    await t.s.admin
      .updateTable('application')
      .set({ production_state: 'failed', production_error: 'typesetTimeout' })
      .where('id', '=', a.id)
      .execute();
    await withActor(t.s.web, t.s.operator, (trx) => produceAgain(trx, t.s.operator, a.id));
    await t.ports.produceBatch({ after: '', limit: 25 });
    const row = await t.s.admin
      .selectFrom('application')
      .select(['mode', 'production_state', 'production_error'])
      .where('id', '=', a.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ mode, production_state: 'produced', production_error: null });
  });
});
