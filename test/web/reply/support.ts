import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { withActor } from '../../../db/actor.ts';
import { replyToken } from '../../../db/keyring.ts';
import { submitApplication } from '../../../db/queries/applications.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { applicantOf, goodRecord, type Scene, vacancyOf } from '../../support/scene.ts';

export interface Invited {
  vacancyNo: string;
  applicationId: string;
  applicant: { kind: 'applicant'; applicantId: string };
}

/** Somebody who applied and can be notified. */
export async function invitee(s: Scene): Promise<Invited> {
  const vacancyNo = await vacancyOf(s);
  const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
  const answer = await withActor(s.web, applicant, (trx) =>
    submitApplication(trx, s.keyring, applicant, {
      ...{ applicationId: randomUUID(), vacancyNo, record: goodRecord(), files: [] },
    }),
  );
  if (!answer.ok) throw new Error(answer.why);
  return { vacancyNo, applicationId: answer.applicationId, applicant };
}

/** Sends her a notice and answers its token, as the mail carries it. */
export async function notify(
  s: Scene,
  who: Invited,
  o: { replyBy?: Date; interviewAt?: Date } = {},
): Promise<{ noticeId: string; token: string }> {
  const replyBy = o.replyBy ?? new Date(Date.now() + 86_400_000);
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: who.vacancyNo,
      applicationIds: [who.applicationId],
      body: {
        content: '請於面試當日攜帶證件。\n<b>提早十分鐘</b>報到。',
        contactPerson: '王承辦',
        contactPhone: '02-23979298',
        contactEmail: 'hr@agency.example',
        place: '10 樓會議室',
      },
      interviewAt: (o.interviewAt ?? new Date('2026-12-01T02:00:00Z')).toISOString(),
      replyBy: replyBy.toISOString(),
      batch: false,
    }),
  );
  if (!sent.ok) throw new Error('refused');
  const noticeId = sent.noticeIds[0] as string;
  const n = await s.admin
    .selectFrom('interview_notice')
    .select(['token_key_id', 'version'])
    .where('id', '=', noticeId)
    .executeTakeFirstOrThrow();
  return { noticeId, token: replyToken(s.keyring, n.token_key_id, noticeId, n.version) };
}

/** Rows of every table and the newest write of each: equal before and after means nothing was written. */
export async function everything(s: Scene): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = any (current_schemas(false))
      and tablename <> 'visit_seen' and tablename not like 'visit%' order by 1`.execute(s.admin);
  const counts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ n: string; last: string }>`
      select count(*) as n, coalesce(max(xmin::text::bigint), 0)::text as last from ${sql.table(name)}`.execute(
      s.admin,
    );
    counts.push(`${name} ${rows[0]?.n} ${rows[0]?.last}`);
  }
  return counts.join('\n');
}
