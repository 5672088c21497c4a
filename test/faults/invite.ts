/** Applications and interview notices as a window finds them, made by the acts that people use. */
import { randomUUID } from 'node:crypto';
import { type Db, withActor } from '../../db/actor.ts';
import { type Keyring, replyToken } from '../../db/keyring.ts';
import { submitApplication } from '../../db/queries/applications.ts';
import { sendNotices } from '../../db/queries/notices.ts';
import { demoRecords } from '../../dev/demo-content.ts';
import type { Person } from './acts.ts';
import type { Officer, Town } from './people.ts';
import type { Stand } from './stand.ts';

export async function apply(s: Stand, web: Db, vacancyNo: string, p: Person): Promise<string> {
  const [base] = demoRecords();
  if (!base) throw new Error('no demonstration record');
  const record = { ...base, basic: { ...base.basic, email: p.email } };
  const actor = { kind: 'applicant' as const, applicantId: p.id };
  const applicationId = randomUUID();
  await withActor(web, actor, (trx) =>
    submitApplication(trx, s.keyring, actor, { applicationId, vacancyNo, record, files: [] }),
  );
  return applicationId;
}

export interface Notified {
  id: string;
  applicationId: string;
  token: string;
}

/** Notices to these applications, of a set time or with times to choose from. */
export async function notify(
  s: Stand,
  t: Town,
  vacancyNo: string,
  applicationIds: string[],
  slots: readonly string[] = [],
): Promise<Notified[]> {
  const officer = t.officers[0] as Officer;
  const days = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();
  const body = {
    content: '測試',
    contactPerson: '測試承辦',
    contactPhone: '02-23979298',
    contactEmail: 'hr@agency.example',
    place: '',
  };
  const sent = await withActor(t.web, officer, (trx) =>
    sendNotices(trx, s.keyring, officer, {
      vacancyNo,
      applicationIds,
      body,
      interviewAt: slots.length > 0 ? null : days(9),
      slots,
      replyBy: days(7),
      batch: true,
    }),
  );
  if (!sent.ok) throw new Error('the notices of the town were refused');
  const rows = await s.owner
    .selectFrom('interview_notice')
    .select(['id', 'application_id'])
    .where('id', 'in', sent.noticeIds)
    .execute();
  return rows.map(({ id, application_id }) => ({
    id,
    applicationId: application_id,
    token: tokenOf(s.keyring, id),
  }));
}

const tokenOf = (keyring: Keyring, noticeId: string): string =>
  replyToken(keyring, keyring.reply.current, noticeId, 1);
