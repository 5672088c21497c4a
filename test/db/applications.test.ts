import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { blindIndex, sha256 } from '../../db/crypto.ts';
import { replyToken } from '../../db/keyring.ts';
import { applicantsPage } from '../../db/queries/applicants-page.ts';
import { changeApplication, submitApplication } from '../../db/queries/applications.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { sendNotices, withdrawNotice } from '../../db/queries/notices.ts';
import { retrieveResumes } from '../../db/queries/retrievals.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { applicantOf, goodRecord, type Scene, scene, vacancyOf } from '../support/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());

const apply = async (no: string, o: { email?: string; name?: string; idNumber?: string } = {}) => {
  const applicant = await applicantOf(s, o.email ?? `${randomUUID()}@mail.example`);
  const record = goodRecord({
    ...(o.name ? { name: o.name } : {}),
    ...(o.idNumber ? { idNumber: o.idNumber } : {}),
  });
  const answer = await withActor(s.web, applicant, (trx) =>
    submitApplication(trx, s.keyring, applicant, {
      applicationId: randomUUID(),
      vacancyNo: no,
      record,
      files: [],
    }),
  );
  return { applicant, answer, record };
};
const filter = (vacancyNo: string) => ({
  vacancyNo,
  idIndex: null,
  name: '',
  replyStatus: '' as const,
  productionState: '' as const,
  screening: '' as const,
  sort: '' as const,
  page: 1,
});
const page = (no: string, change: object = {}) =>
  withActor(s.web, s.officer, (trx) =>
    applicantsPage(trx, s.keyring, s.officer, { ...filter(no), ...change }),
  );

describe('applying (rule 4)', () => {
  it('keeps nothing personal in clear and shows it to the agency only [R73]', async () => {
    const no = await vacancyOf(s);
    const { answer } = await apply(no, { name: '王小明', idNumber: 'A223456781' });
    if (!answer.ok) throw new Error(answer.why);
    const raw = await sql<{ t: string }>`select a::text || coalesce(k::text, '') as t from application a
      join data_key k on k.application_id = a.id where a.id = ${answer.applicationId}`.execute(s.admin);
    for (const secret of ['王小明', 'A223456781', '0912345678', 'applicant@mail.example'])
      expect(raw.rows[0]?.t).not.toContain(secret);
    const seen = await page(no);
    expect(seen.rows).toMatchObject([
      { seq: 1, brief: { name: '王小明' }, productionState: 'pending', replyStatus: 'none' },
    ]);
    const foreign = await withActor(s.web, s.stranger, (trx) =>
      applicantsPage(trx, s.keyring, s.stranger, filter(no)),
    );
    expect(foreign).toMatchObject({ rows: [], total: 0 });
  });

  it('finds by ID number through the blind index and by part of a name [R70]', async () => {
    const no = await vacancyOf(s);
    await apply(no, { name: '王小明', idNumber: 'A223456781' });
    await apply(no, { name: '李大同', idNumber: 'A123456789' });
    const byId = (normal: string) => page(no, { idIndex: blindIndex(s.keyring, 'idNumber', normal) });
    expect((await byId('A223456781')).rows.map((r) => r.brief.name)).toEqual(['王小明']);
    expect((await page(no, { name: '大同' })).rows.map((r) => r.brief.name)).toEqual(['李大同']);
    expect((await byId('A800000014')).total).toBe(0);
  });

  it('is refused after the closing minute by the database’s clock, whatever the stage still says', async () => {
    const no = await vacancyOf(s);
    await sql`update vacancy set closes_at = clock_timestamp() where no = ${no}`.execute(s.admin);
    expect((await apply(no)).answer).toEqual({ ok: false, why: 'closed' });
  });

  it('gives one application for a person and vacancy, also under concurrency', async () => {
    const no = await vacancyOf(s);
    const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
    const once = () =>
      withActor(s.web, applicant, (trx) =>
        submitApplication(trx, s.keyring, applicant, {
          applicationId: randomUUID(),
          vacancyNo: no,
          record: goodRecord(),
          files: [],
        }),
      ).catch((e: { code?: string }) => ({ ok: false as const, why: e.code }));
    const answers = await Promise.all(Array.from({ length: 6 }, once));
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect((await page(no)).total).toBe(1);
  });

  it('never lets an applicant change a vacancy, though she may lock it', async () => {
    const no = await vacancyOf(s);
    const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
    await expect(
      withActor(s.web, applicant, (trx) =>
        trx.updateTable('vacancy').set({ title: 'x' }).where('no', '=', no).execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('hands in a new version, which is to be produced again, and withdraws', async () => {
    const no = await vacancyOf(s);
    const { applicant, answer, record } = await apply(no);
    if (!answer.ok) throw new Error(answer.why);
    await s.admin
      .updateTable('application')
      .set({ production_state: 'produced' })
      .where('id', '=', answer.applicationId)
      .execute();
    const changed = await withActor(s.web, applicant, (trx) =>
      changeApplication(trx, s.keyring, applicant, {
        applicationId: answer.applicationId,
        vacancyNo: no,
        record: { ...record, basic: { ...record.basic, name: '改名後' } },
        files: [{ name: '證書.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-') }],
      }),
    );
    expect(changed).toMatchObject({ ok: true, version: 2, no: answer.no });
    expect((await page(no)).rows).toMatchObject([{ brief: { name: '改名後' }, productionState: 'pending' }]);
    expect(
      await withActor(s.web, applicant, (trx) => withdrawApplication(trx, applicant, answer.applicationId)),
    ).toBe(true);
    expect((await page(no)).total).toBe(0);
  });
});

describe('interview notices and replies', () => {
  const body = {
    content: '請於面試當日攜帶證件。',
    contactPerson: '王承辦',
    contactPhone: '02-23979298',
    contactEmail: 'hr@agency.example',
    place: '10 樓會議室',
  };
  const send = (no: string, ids: string[], batch: boolean, replyBy = new Date(Date.now() + 86_400_000)) =>
    withActor(s.web, s.officer, (trx) =>
      sendNotices(trx, s.keyring, s.officer, {
        vacancyNo: no,
        applicationIds: ids,
        body,
        interviewAt: null,
        replyBy: replyBy.toISOString(),
        batch,
      }),
    );
  const holder = async (noticeId: string) => {
    const n = await s.admin
      .selectFrom('interview_notice')
      .selectAll()
      .where('id', '=', noticeId)
      .executeTakeFirstOrThrow();
    const token = replyToken(s.keyring, n.token_key_id, n.id, n.version);
    return { kind: 'tokenHolder' as const, tokenHash: sha256(token).toString('hex') };
  };
  const reply = async (noticeId: string, answer: 'accepted' | 'declined', message = '') => {
    const h = await holder(noticeId);
    return withActor(s.web, h, (trx) => recordReply(trx, s.keyring, h, { reply: answer, message }));
  };
  const one = async () => {
    const no = await vacancyOf(s);
    const { answer } = await apply(no);
    if (!answer.ok) throw new Error(answer.why);
    return { no, id: answer.applicationId };
  };

  it('notifies in a batch, and a second batch refuses who was notified, all or none [R82, R90]', async () => {
    const { no, id } = await one();
    const other = await apply(no);
    if (!other.answer.ok) throw new Error();
    expect((await send(no, [id], true)).ok).toBe(true);
    expect(await send(no, [id, other.answer.applicationId], true)).toEqual({
      ok: false,
      refused: [{ applicationId: id, why: 'alreadyNotified' }],
    });
    expect((await page(no)).rows.map((r) => r.replyStatus).sort()).toEqual(['none', 'notified']);
  });

  it('records accept, then decline, keeps both, and ignores the same answer again [R88, R91]', async () => {
    const { no, id } = await one();
    const sent = await send(no, [id], false);
    const noticeId = sent.ok ? (sent.noticeIds[0] as string) : '';
    expect(await reply(noticeId, 'accepted')).toMatchObject({ ok: true, changed: true, replyVersion: 1 });
    expect(await reply(noticeId, 'accepted')).toMatchObject({ ok: true, changed: false, replyVersion: 1 });
    expect(await reply(noticeId, 'declined', '另有行程')).toMatchObject({
      ok: true,
      changed: true,
      replyVersion: 2,
    });
    expect((await page(no)).rows[0]?.replyStatus).toBe('declined');
    const kept = await s.admin
      .selectFrom('interview_reply')
      .select('reply')
      .where('notice_id', '=', noticeId)
      .orderBy('reply_version')
      .execute();
    expect(kept.map((k) => k.reply)).toEqual(['accepted', 'declined']);
  });

  it('applies one of many equal replies at the same moment', async () => {
    const { no, id } = await one();
    const sent = await send(no, [id], false);
    const noticeId = sent.ok ? (sent.noticeIds[0] as string) : '';
    const answers = await Promise.all(Array.from({ length: 20 }, () => reply(noticeId, 'accepted')));
    expect(answers.filter((a) => a.ok && a.changed)).toHaveLength(1);
  });

  it('refuses after the reply-by time, on a replaced notice, on a withdrawn one, and an unknown token', async () => {
    const { no, id } = await one();
    const first = await send(no, [id], false);
    const second = await send(no, [id], false);
    if (!first.ok || !second.ok) throw new Error();
    const [a, b] = [first.noticeIds[0] as string, second.noticeIds[0] as string];
    expect(await reply(a, 'accepted')).toEqual({ ok: false, why: 'replaced' });
    await sql`update interview_notice set reply_by = clock_timestamp() where id = ${b}`.execute(s.admin);
    expect(await reply(b, 'accepted')).toEqual({ ok: false, why: 'expired' });
    expect(await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, b))).toBe(true);
    expect(await reply(b, 'accepted')).toEqual({ ok: false, why: 'withdrawn' });
    expect((await page(no)).rows[0]?.replyStatus).toBe('none');
    const unknown = { kind: 'tokenHolder' as const, tokenHash: 'ab'.repeat(32) };
    expect(
      await withActor(s.web, unknown, (trx) =>
        recordReply(trx, s.keyring, unknown, { reply: 'accepted', message: '' }),
      ),
    ).toEqual({ ok: false, why: 'unknown' });
  });

  it('shows a token holder one notice and nothing else', async () => {
    const { no, id } = await one();
    await apply(no);
    const sent = await send(no, [id], false);
    const h = await holder(sent.ok ? (sent.noticeIds[0] as string) : '');
    const seen = await withActor(s.web, h, async (trx) => ({
      notices: (await trx.selectFrom('interview_notice').select('id').execute()).length,
      applications: (await trx.selectFrom('application').select('id').execute()).length,
      keys: (await trx.selectFrom('data_key').select('application_id').execute()).length,
    }));
    expect(seen).toEqual({ notices: 1, applications: 1, keys: 1 });
  });
});

describe('retrieval limits', () => {
  it('refuses an eleventh, a foreign and a not yet produced résumé, writing nothing [R75, R68]', async () => {
    const no = await vacancyOf(s);
    const { answer } = await apply(no);
    if (!answer.ok) throw new Error();
    const take = (ids: string[], actor = s.officer) =>
      withActor(s.web, actor, (trx) =>
        retrieveResumes(trx, s.keyring, actor, {
          vacancyNo: no,
          applicationIds: ids,
          purpose: 'interview',
          requestId: null,
          scanning: false,
          limits: { perHour: 200, perDay: 600 },
        }),
      );
    expect(await take(Array.from({ length: 11 }, () => randomUUID()))).toEqual({ ok: false, why: 'tooMany' });
    expect(await take([answer.applicationId], s.stranger)).toEqual({ ok: false, why: 'notFound' });
    expect(await take([answer.applicationId])).toEqual({ ok: false, why: 'notProduced' });
    expect(await s.admin.selectFrom('retrieval').select('id').where('vacancy_no', '=', no).execute()).toEqual(
      [],
    );
  });
});
