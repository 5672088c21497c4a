import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { submitApplication } from '../../db/queries/applications.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { LETTERS } from '../../domain/result-rules.ts';
import { sendResult } from '../support/results.ts';
import { applicantOf, goodRecord, vacancyOf } from '../support/scene.ts';
import { apply, failure, notify, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const YEAR_AGO = new Date(Date.now() - 367 * 86_400_000);
const close = (no: string, at = YEAR_AGO) =>
  t.s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closes_at: at, closed_at: at })
    .where('no', '=', no)
    .execute();
const started = (ids: string[]) => t.ports.recordStarted({ applicationIds: ids });
const rowsLeft = async (table: 'data_key' | 'blob' | 'resume_document' | 'attachment', ids: string[]) =>
  (await t.s.admin.selectFrom(table).select('application_id').where('application_id', 'in', ids).execute())
    .length;

describe('ending applications (rule 7)', () => {
  it('tells each open one’s workflow once and answers how many are not over yet', async () => {
    const no = await vacancyOf(t.s);
    const [a, b, c] = [await apply(t.s, no), await apply(t.s, no), await apply(t.s, no)];
    await started([a.id, b.id]);
    await close(no);
    // c's workflow was never started: nobody can end it but the record
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(2);
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(2);
    const told = await t.s.admin
      .selectFrom('outbox')
      .select(['target', 'signal'])
      .where('key', 'like', 'archiving:%')
      .where('target', 'in', [a.id, b.id, c.id])
      .execute();
    expect(new Set(told.map((r) => r.target)).size).toBe(told.length);
    expect(await t.ports.lookAtApplication({ applicationId: a.id })).toMatchObject({ state: 'ended' });
    expect(await failure(t.ports.archiveVacancy({ vacancyNo: no }))).toBe('applicationsStillOpen');
    await t.ports.endApplication({ applicationId: a.id });
    await t.ports.endApplication({ applicationId: a.id });
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(1);
    // b's workflow is gone: delivery parked the word to it
    await t.s.admin
      .updateTable('outbox')
      .set({ parked_at: new Date() })
      .where('key', '=', `archiving:${b.id}`)
      .execute();
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(0);
  });

  it('ends nobody before the archive is due, nor while a live notice is to be answered', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    await close(no, new Date());
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(0);
    await notify(t.s, no, a.id);
    await close(no);
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(0);
    await t.ports.archiveVacancy({ vacancyNo: no });
    expect(await t.ports.lookAtApplication({ applicationId: a.id })).toMatchObject({ state: 'open' });
    expect(await t.ports.lookAtVacancy({ vacancyNo: no })).toMatchObject({ stage: 'closed' });
  });
});

describe('the archive (rule 9)', () => {
  it('leaves nothing personal, decryptable or not, keeps the record and its counts, and can be asked again', async () => {
    const no = await vacancyOf(t.s);
    const applicant = await applicantOf(t.s, `${randomUUID()}@mail.example`);
    const withFile = randomUUID();
    await withActor(t.s.web, applicant, (trx) =>
      submitApplication(trx, t.s.keyring, applicant, {
        applicationId: withFile,
        vacancyNo: no,
        record: goodRecord(),
        files: [{ name: '證書.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }],
      }),
    );
    const a = await apply(t.s, no);
    const noticeId = await notify(t.s, no, a.id, {
      replyBy: new Date(Date.now() + 1_500),
      interviewAt: null,
    });
    await t.ports.sendNotice({ noticeId });
    const token = /\/r\/([\w-]{43})/.exec(t.box.messages({ to: a.email })[0]?.text ?? '')?.[1] ?? '';
    const holder = { kind: 'tokenHolder' as const, tokenHash: sha256(token).toString('hex') };
    await withActor(t.s.web, holder, (trx) =>
      recordReply(trx, t.s.keyring, holder, { reply: 'accepted', message: '準時出席' }),
    );
    await t.ports.produceResume({ applicationId: a.id });
    const ids = [a.id, withFile];
    expect(await rowsLeft('blob', ids)).toBe(2);
    await sql`update interview_notice set reply_by = now() - interval '1 day' where id = ${noticeId}`.execute(
      t.s.admin,
    );
    await close(no);
    const sent = await sendResult(t.s, {
      vacancyNo: no,
      chosen: [{ applicationId: a.id, outcome: 'selected', rank: null }],
      settledOn: '2026-11-24',
      reserveMonths: null,
      letters: LETTERS,
    });
    expect(sent).toEqual({ ok: true, count: 2 });
    // the result starts the clock anew
    await t.ports.archiveVacancy({ vacancyNo: no });
    expect(await rowsLeft('data_key', ids)).toBe(2);
    await sql`update vacancy set result_at = now() - interval '5 months 1 day' where no = ${no}`.execute(
      t.s.admin,
    );
    expect(await t.ports.endApplications({ vacancyNo: no })).toBe(0);
    await t.ports.archiveVacancy({ vacancyNo: no });
    await t.ports.archiveVacancy({ vacancyNo: no });

    for (const table of ['data_key', 'blob', 'resume_document', 'attachment'] as const)
      expect(await rowsLeft(table, ids)).toBe(0);
    const { rows: left } = await sql<{ n: number }>`
      select (select count(*) from application where vacancy_no = ${no}
          and (brief_enc is not null or record_enc is not null or id_index is not null))
        + (select count(*) from interview_notice where vacancy_no = ${no} and body_enc is not null)
        + (select count(*) from application_result where vacancy_no = ${no} and letter_enc is not null)
        + (select count(*) from interview_reply where notice_id = ${noticeId} and message_enc is not null) as n`.execute(
      t.s.admin,
    );
    expect(Number(left[0]?.n)).toBe(0);
    const vacancy = await t.s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(vacancy.stage).toBe('archived');
    expect(vacancy.final_counts).toEqual({
      applications: 2,
      withdrawn: 0,
      produced: 1,
      notified: 1,
      accepted: 1,
      declined: 0,
      selected: 1,
      retrieved: 0,
    });
    const archived = await t.s.admin
      .selectFrom('audit_event')
      .select('id')
      .where('act', '=', 'vacancy.archive')
      .where('subject_id', '=', no)
      .execute();
    expect(archived).toHaveLength(1);
    // late mails find nobody to write to
    t.box.clear();
    await t.ports.sendReceipt({ applicationId: a.id, version: 1 });
    await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
    await t.ports.sendResult({ applicationId: a.id, version: 1 });
    expect(t.box.messages({ to: a.email })).toEqual([]);
  });
});

describe('housekeeping', () => {
  it('tells a vacancy again of an application whose workflow never started, and starts a lost vacancy', async () => {
    const [no, lost] = [await vacancyOf(t.s), await vacancyOf(t.s, { until: 'inReview' })];
    const [a, seeded] = [await apply(t.s, no), await apply(t.s, no)];
    const old = new Date(Date.now() - 120_000);
    await t.s.admin
      .updateTable('application')
      .set({ submitted_at: old })
      .where('vacancy_no', '=', no)
      .execute();
    await t.s.admin.updateTable('application').set({ process: 'none' }).where('id', '=', seeded.id).execute();
    await t.s.admin.updateTable('vacancy').set({ submitted_at: old }).where('no', '=', lost).execute();
    const waiting = () =>
      t.s.admin
        .selectFrom('outbox')
        .select(['kind', 'target', 'subject_id'])
        .where('done_at', 'is', null)
        .where((eb) =>
          eb.or([eb('subject_id', 'in', [a.id, seeded.id]), eb('key', 'like', `start:${lost}%`)]),
        )
        .orderBy('id')
        .execute();
    // what still waits in the outbox is not lost
    await t.ports.reconcile({});
    expect(await waiting()).toHaveLength(3);
    await t.s.admin.updateTable('outbox').set({ done_at: new Date(), done_reason: 'sent' }).execute();
    await t.ports.reconcile({});
    await t.ports.reconcile({});
    expect(await waiting()).toEqual([
      { kind: 'startVacancy', target: lost, subject_id: null },
      { kind: 'signalVacancy', target: no, subject_id: a.id },
    ]);
    const reports = await t.s.admin.selectFrom('reconcile_report').select('report').orderBy('id').execute();
    expect(reports.map((r) => [r.report.applicationsTold, r.report.vacanciesStarted])).toContainEqual([1, 1]);
  });
});
