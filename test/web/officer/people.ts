/** Applicants of a vacancy for the officers' tests, as applying and production leave them. */
import { randomUUID } from 'node:crypto';
import { withActor } from '../../../db/actor.ts';
import { postgresBlobs } from '../../../db/blob-store.ts';
import { loadDataKey } from '../../../db/personal.ts';
import { submitApplication } from '../../../db/queries/applications.ts';
import { keepDocument } from '../../../db/queries/production.ts';
import type { Particulars } from '../../../domain/particulars.ts';
import type { ResumeRecord } from '../../../domain/resume-record.ts';
import { applicantOf, goodRecord, type Scene } from '../../support/scene.ts';

export const PDF = Buffer.from('%PDF-1.7\n% a résumé\n%%EOF\n');

/** Hands in an application; answers its id. */
export async function apply(
  s: Scene,
  vacancyNo: string,
  o: {
    name?: string;
    idNumber?: string;
    produced?: boolean;
    more?: Partial<ResumeRecord>;
    particulars?: Particulars;
  } = {},
): Promise<string> {
  const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
  const applicationId = randomUUID();
  const answer = await withActor(s.web, applicant, (trx) =>
    submitApplication(trx, s.keyring, applicant, {
      applicationId,
      vacancyNo,
      record: {
        ...goodRecord({
          ...(o.name ? { name: o.name } : {}),
          ...(o.idNumber ? { idNumber: o.idNumber } : {}),
        }),
        ...o.more,
      },
      ...(o.particulars ? { particulars: o.particulars } : {}),
      files: [],
    }),
  );
  if (!answer.ok) throw new Error(answer.why);
  if (o.produced) await produce(s, applicationId);
  return applicationId;
}

/** Keeps a document of the application's first version, as the worker does; `missing` stand as 〓 in it. */
export async function produce(s: Scene, applicationId: string, missing: string[] = []): Promise<void> {
  await withActor(s.worker, { kind: 'worker' }, async (trx) => {
    const key = await loadDataKey(trx, s.keyring, applicationId);
    if (!key) throw new Error('no key');
    await keepDocument(trx, postgresBlobs, key, {
      applicationId,
      version: 1,
      document: { bytes: PDF, pages: 1, fontHash: 'x', missing },
    });
  });
}
