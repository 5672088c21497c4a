import { randomUUID } from 'node:crypto';
import { createActivities } from '../../activities/index.ts';
import { type Actor, withActor } from '../../db/actor.ts';
import { postgresBlobs } from '../../db/blob-store.ts';
import { submitApplication } from '../../db/queries/applications.ts';
import { sendNotices } from '../../db/queries/notices.ts';
import { type Mailbox, startMailbox } from '../../dev/mailbox.ts';
import { createTypesetter, type Typesetter } from '../../documents/resume-pdf.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { createTransport } from '../../mail/transport.ts';
import type { Ports } from '../../workflows/ports.ts';
import { applicantOf, goodRecord, type Scene, scene } from '../support/scene.ts';

export const PUBLIC_URL = 'https://recruit.example';
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** The activities on a real database, a real SMTP server and the real typesetter. */
export interface Stage {
  s: Scene;
  box: Mailbox;
  ports: Ports;
  close: () => Promise<void>;
}

export async function stage(
  o: { typesetter?: Pick<Typesetter, 'resume' | 'compilers'> } = {},
): Promise<Stage> {
  const s = await scene();
  const box = await startMailbox({ smtpPort: 0, httpPort: 0 });
  const from = { name: '事求人', address: 'no-reply@recruit.example' };
  const mail = createTransport(box.smtpUrl, { from, socketTimeoutMs: 1_500 });
  const own = createTypesetter({ compilers: 1 });
  const ports = createActivities({
    db: s.worker,
    keyring: s.keyring,
    mail,
    typesetter: o.typesetter ?? own,
    blobs: postgresBlobs,
    config: { publicUrl: `${PUBLIC_URL}/` },
    log: silent,
  });
  return {
    s,
    box,
    ports,
    close: async () => {
      mail.close();
      await own.close();
      await box.stop();
      await s.close();
    },
  };
}

export interface Applied {
  id: string;
  no: string;
  email: string;
  applicant: Actor & { kind: 'applicant' };
  record: ResumeRecord;
}

/** Somebody applies, with a mailbox of her own. */
export async function apply(
  s: Scene,
  vacancyNo: string,
  o: { record?: ResumeRecord } = {},
): Promise<Applied> {
  const email = `${randomUUID()}@mail.example`;
  const applicant = await applicantOf(s, email);
  const record = o.record ?? goodRecord({ email });
  const id = randomUUID();
  const answer = await withActor(s.web, applicant, (trx) =>
    submitApplication(trx, s.keyring, applicant, { applicationId: id, vacancyNo, record, files: [] }),
  );
  if (!answer.ok) throw new Error(answer.why);
  return { id, no: answer.no, email, applicant, record };
}

/** The officer notifies one person; the interview is in three days, the reply wanted in two. */
export async function notify(
  s: Scene,
  vacancyNo: string,
  applicationId: string,
  o: { replyBy?: Date; interviewAt?: Date | null; slots?: string[] } = {},
): Promise<string> {
  const days = (n: number) => new Date(Date.now() + n * 86_400_000);
  const interviewAt = o.interviewAt === undefined ? days(3) : o.interviewAt;
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo,
      applicationIds: [applicationId],
      body: {
        content: '請於面試當日攜帶證件。',
        contactPerson: '測試承辦',
        contactPhone: '02-23979298',
        contactEmail: 'hr@agency.example',
        place: '10 樓會議室',
      },
      interviewAt: interviewAt?.toISOString() ?? null,
      slots: o.slots,
      replyBy: (o.replyBy ?? days(2)).toISOString(),
      batch: false,
    }),
  );
  if (!sent.ok) throw new Error('notice refused');
  return sent.noticeIds[0] as string;
}

/** The type of what a call throws; undefined when it does not. */
export async function failure(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (e) {
    return (e as { type?: string }).type ?? String(e);
  }
}
