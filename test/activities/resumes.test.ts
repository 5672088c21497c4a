import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { open } from '../../db/crypto.ts';
import { loadDataKey } from '../../db/personal.ts';
import { changeApplication } from '../../db/queries/applications.ts';
import { type RetrievedFile, retrievedBytes, retrieveResumes } from '../../db/queries/retrievals.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { loadFonts } from '../../documents/fonts.ts';
import { goodRecord, vacancyOf } from '../support/scene.ts';
import { type Applied, apply, failure, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const application = (id: string) =>
  t.s.admin.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const documents = (id: string) =>
  t.s.admin
    .selectFrom('resume_document as d')
    .innerJoin('blob as b', 'b.id', 'd.blob_id')
    .select(['d.application_version', 'd.pages', 'd.font_hash', 'b.bytes'])
    .where('d.application_id', '=', id)
    .orderBy('d.application_version')
    .execute();
const textOf = (pdf: Uint8Array): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'sq-resume-')), 'a.pdf');
  writeFileSync(file, pdf);
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
};
const firstOf = ([file]: RetrievedFile[]): Promise<Buffer> =>
  withActor(t.s.web, t.s.officer, (trx) => retrievedBytes(trx, file as RetrievedFile));
const change = (a: Applied, no: string, name: string) =>
  withActor(t.s.web, a.applicant, (trx) =>
    changeApplication(trx, t.s.keyring, a.applicant, {
      applicationId: a.id,
      vacancyNo: no,
      record: { ...a.record, basic: { ...a.record.basic, name } },
      files: [],
    }),
  );

describe('[R66, R67] producing one résumé', () => {
  it('is a PDF that reads as what was handed in, kept encrypted under the application’s own key', async () => {
    const no = await vacancyOf(t.s, { content: { mode: 'open' } });
    const a = await apply(t.s, no);
    await t.ports.produceResume({ applicationId: a.id });
    const [doc] = await documents(a.id);
    expect(doc?.bytes.includes('%PDF')).toBe(false);
    expect(doc?.font_hash).toBe((await loadFonts()).hash);
    const key = await withActor(t.s.worker, { kind: 'worker' }, (trx) => loadDataKey(trx, t.s.keyring, a.id));
    const text = textOf(open(key as Buffer, doc?.bytes as Buffer, `blob:${a.id}`));
    for (const word of [a.record.basic.name, a.no, '測試大學', '自述。']) expect(text).toContain(word);
    expect(await application(a.id)).toMatchObject({ production_state: 'produced', production_error: null });
  });

  it('changes nothing the second time, and keeps the old version beside the new one (rule 5)', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    await t.ports.produceResume({ applicationId: a.id });
    await t.ports.produceResume({ applicationId: a.id });
    expect(await documents(a.id)).toHaveLength(1);
    await change(a, no, '改名後');
    const take = () =>
      withActor(t.s.web, t.s.officer, (trx) =>
        retrieveResumes(trx, t.s.keyring, t.s.officer, {
          vacancyNo: no,
          applicationIds: [a.id],
          purpose: 'shortlist',
          requestId: null,
          scanning: false,
          limits: { perHour: 200, perDay: 600 },
        }),
      );
    const before = await take();
    if (!before.ok) throw new Error(before.why);
    expect(textOf(await firstOf(before.files))).toContain(a.record.basic.name);
    await t.ports.produceResume({ applicationId: a.id });
    const after = await take();
    if (!after.ok) throw new Error(after.why);
    expect(textOf(await firstOf(after.files))).toContain('改名後');
    expect((await documents(a.id)).map((d) => d.application_version)).toEqual([1, 2]);
  });

  it('[R62] holds only the sections the vacancy asked for in the revision it was made under', async () => {
    const no = await vacancyOf(t.s, { content: { allSections: false, sections: ['exams'] } });
    const record = goodRecord();
    const a = await apply(t.s, no, {
      record: {
        ...record,
        exams: [{ year: 2010, name: '公務人員普通考試', category: '人事行政', certificate: '' }],
        rewards: [
          {
            date: '2020-01-01',
            reason: '不該出現的獎勵',
            result: '嘉獎一次',
            organ: '測試機關',
            document: '',
          },
        ],
      },
    });
    await t.ports.produceResume({ applicationId: a.id });
    const key = await withActor(t.s.worker, { kind: 'worker' }, (trx) => loadDataKey(trx, t.s.keyring, a.id));
    const [doc] = await documents(a.id);
    const text = textOf(open(key as Buffer, doc?.bytes as Buffer, `blob:${a.id}`));
    expect(text).toContain('公務人員普通考試');
    expect(text).not.toContain('不該出現的獎勵');
  });

  it('makes nothing for a withdrawn application', async () => {
    const a = await apply(t.s, await vacancyOf(t.s));
    await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    await t.ports.produceResume({ applicationId: a.id });
    expect(await documents(a.id)).toEqual([]);
  });
});

describe('poisonous records', () => {
  it.each([
    [
      'recordUnreadable',
      (id: string) =>
        t.s.admin
          .updateTable('application')
          .set({ record_enc: randomBytes(80) })
          .where('id', '=', id)
          .execute(),
    ],
    [
      'recordGone',
      (id: string) =>
        t.s.admin.updateTable('application').set({ record_enc: null }).where('id', '=', id).execute(),
    ],
  ] as const)('%s: marked failed with a code, never thrown', async (code, poison) => {
    const a = await apply(t.s, await vacancyOf(t.s));
    await poison(a.id);
    await t.ports.produceResume({ applicationId: a.id });
    expect(await application(a.id)).toMatchObject({ production_state: 'failed', production_error: code });
    expect(await documents(a.id)).toEqual([]);
  });

  it('a keyring without the key is no fault of the record: it stays pending and is tried again', async () => {
    const a = await apply(t.s, await vacancyOf(t.s));
    const { wrapped } = await t.s.admin
      .selectFrom('data_key')
      .select('wrapped')
      .where('application_id', '=', a.id)
      .executeTakeFirstOrThrow();
    await t.s.admin
      .updateTable('data_key')
      .set({ wrapped: Buffer.concat([Buffer.from([99]), wrapped.subarray(1)]) })
      .where('application_id', '=', a.id)
      .execute();
    expect(await failure(t.ports.produceResume({ applicationId: a.id }))).toBe('keyMissing');
    expect((await application(a.id)).production_state).toBe('pending');
  });
});

describe('[R66] a slot', () => {
  it('pages over what is pending, whatever the stage, a poisonous one among them, and makes up for a lost one of the open platform', async () => {
    await t.s.admin.updateTable('application').set({ production_state: 'produced' }).execute();
    const [first, second] = [await vacancyOf(t.s), await vacancyOf(t.s)];
    const open = await apply(t.s, await vacancyOf(t.s, { content: { mode: 'open' } }));
    const people = [
      await apply(t.s, first),
      await apply(t.s, first),
      await apply(t.s, second),
      await apply(t.s, second),
    ];
    await t.s.admin
      .updateTable('application')
      .set({ record_enc: randomBytes(80) })
      .where('id', '=', people[3]?.id ?? '')
      .execute();
    await t.s.admin.updateTable('vacancy').set({ stage: 'closed' }).where('no', '=', first).execute();
    const env = new MockActivityEnvironment();
    const beats: unknown[] = [];
    env.on('heartbeat', (d: unknown) => beats.push(d));
    let produced = new Map<string, number>();
    let failed = 0;
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof t.ports.produceBatch>> = await env.run(t.ports.produceBatch, {
        after,
        limit: 3,
      });
      for (const p of page.produced)
        produced = produced.set(p.vacancyNo, (produced.get(p.vacancyNo) ?? 0) + p.count);
      failed += page.failed;
      after = page.after;
    }
    expect([produced.get(first), produced.get(second), failed]).toEqual([2, 1, 1]);
    expect(beats.length).toBeGreaterThanOrEqual(4);
    expect((await application(open.id)).production_state).toBe('produced');
    expect(await t.ports.produceBatch({ after: '', limit: 3 })).toEqual({
      after: null,
      produced: [],
      failed: 0,
    });
  });

  it('takes up the counts of a try that was cut short', async () => {
    const details = { counts: [['1151199999', 4]], failed: 1 };
    const env = new MockActivityEnvironment({ heartbeatDetails: details, attempt: 2 });
    expect(await env.run(t.ports.produceBatch, { after: '', limit: 3 })).toEqual({
      after: null,
      produced: [{ vacancyNo: '1151199999', count: 4 }],
      failed: 1,
    });
  });

  it('is recorded once, with the greater counts of two runs', async () => {
    const slot = `${randomUUID()}`;
    await t.ports.recordSlot({ slot, produced: 5, failed: 1, late: false });
    await t.ports.recordSlot({ slot, produced: 0, failed: 0, late: false });
    const row = await t.s.admin
      .selectFrom('production_slot')
      .selectAll()
      .where('slot', '=', slot)
      .executeTakeFirst();
    expect(row).toMatchObject({ produced: 5, failed: 1, late: false });
  });
});
