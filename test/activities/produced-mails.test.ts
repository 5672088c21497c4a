import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { changeApplication } from '../../db/queries/applications.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import type { ResumePdf } from '../../documents/resume-pdf.ts';
import { vacancyOf } from '../support/scene.ts';
import { type Applied, apply, type Stage, stage } from './stage.ts';

/** What the next document lacks. */
let missing: string[] = [];
let t: Stage;
beforeAll(async () => {
  const resume = async (): Promise<ResumePdf> => ({
    bytes: Buffer.from('%PDF-1.7 x'),
    pages: 1,
    fontHash: 'f',
    missing,
  });
  t = await stage({ typesetter: { compilers: 1, resume } });
});
afterAll(() => t.close());

const begin = async (mode: 'civilService' | 'open') => {
  missing = [];
  const no = await vacancyOf(t.s, { content: { mode } });
  const a = await apply(t.s, no);
  return { no, a };
};
const produce = (a: Applied) => t.ports.produceResume({ applicationId: a.id });
const change = (a: Applied, no: string) =>
  withActor(t.s.web, a.applicant, (trx) =>
    changeApplication(trx, t.s.keyring, a.applicant, {
      ...{ applicationId: a.id, vacancyNo: no, record: a.record, files: [] },
    }),
  );
/** Sends what is owed as its own workflows would; twice, as Temporal may. */
const send = async (a: Applied): Promise<void> => {
  for (const { id: mailId } of await owed(a)) for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId });
};
const owed = (a: Applied) =>
  t.s.admin
    .selectFrom('mail_delivery')
    .select(['id', 'key', 'state'])
    .where('application_id', '=', a.id)
    .where('kind', '=', 'produced')
    .orderBy('created_at')
    .execute();
const messages = (a: Applied) => t.box.messages({ to: a.email });

describe('[R66] a résumé produced at a slot', () => {
  it('is told once for each application, ten minutes later, whatever version came after', async () => {
    const { no, a } = await begin('civilService');
    await produce(a);
    const [row] = await owed(a);
    const { available_at } = await t.s.admin
      .selectFrom('outbox')
      .select('available_at')
      .where('key', '=', `mail:${row?.key}`)
      .executeTakeFirstOrThrow();
    expect(available_at.getTime()).toBeGreaterThan(Date.now() + 500_000);
    await change(a, no);
    await produce(a);
    await send(a);
    expect(messages(a).map((m) => m.subject)).toEqual([expect.stringContaining('履歷已產製')]);
    expect(messages(a)[0]?.text).toContain(a.no);
    expect(messages(a)[0]?.text).not.toContain('罕用字');
    await change(a, no);
    await produce(a);
    await send(a);
    expect(messages(a)).toHaveLength(1);
  });

  it('[R62] characters the document lacks are told, also of a later version', async () => {
    const { no, a } = await begin('civilService');
    missing = ['𠮷'];
    await produce(a);
    await send(a);
    expect(messages(a)[0]?.text).toContain('有 1 個罕用字');
    await change(a, no);
    missing = ['𠮷', '䶮'];
    await produce(a);
    await send(a);
    expect(messages(a)).toHaveLength(2);
    expect(messages(a)[0]?.text).toContain('有 2 個罕用字');
  });

  it('a document made anew for a version that was told is kept, and told no more', async () => {
    const { a } = await begin('civilService');
    missing = ['𤧛'];
    for (let i = 0; i < 2; i++) {
      await t.s.admin.deleteFrom('resume_document').where('application_id', '=', a.id).execute();
      await t.s.admin.deleteFrom('blob').where('application_id', '=', a.id).execute();
      await t.s.admin
        .updateTable('application')
        .set({ production_state: 'pending' })
        .where('id', '=', a.id)
        .execute();
      await produce(a);
    }
    const { production_state } = await t.s.admin
      .selectFrom('application')
      .select('production_state')
      .where('id', '=', a.id)
      .executeTakeFirstOrThrow();
    expect(production_state).toBe('produced');
    expect(await owed(a)).toHaveLength(1);
  });

  it('is told to nobody who withdrew meanwhile', async () => {
    const { a } = await begin('civilService');
    await produce(a);
    await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    await send(a);
    expect(messages(a)).toEqual([]);
    expect((await owed(a)).map((m) => m.state)).toEqual(['replaced']);
  });
});

describe('[R67] a résumé produced at once', () => {
  it('was told by the receipt; the characters it lacks are told by a word of their own', async () => {
    const { no, a } = await begin('open');
    await t.ports.sendReceipt({ applicationId: a.id, version: 1 });
    await produce(a);
    expect(await owed(a)).toEqual([]);
    expect(messages(a)[0]?.text).toContain('系統隨即產製履歷資料');
    await change(a, no);
    missing = ['𠮷'];
    await produce(a);
    await send(a);
    expect(messages(a).map((m) => m.subject)).toEqual([
      expect.stringContaining('履歷已產製'),
      expect.stringContaining('已收到您的應徵'),
    ]);
    expect(messages(a)[0]?.text).toContain('有 1 個罕用字');
  });

  it('is told when it took longer than the receipt made one think', async () => {
    const { a } = await begin('open');
    const updated_at = new Date(Date.now() - 900_000);
    await t.s.admin.updateTable('application').set({ updated_at }).where('id', '=', a.id).execute();
    await produce(a);
    await send(a);
    expect(messages(a).map((m) => m.subject)).toEqual([expect.stringContaining('履歷已產製')]);
  });
});
