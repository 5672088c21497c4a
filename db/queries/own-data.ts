/** 個資法 §3: what an applicant has the right to see, carry away and have deleted. */
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { postgresBlobs } from '../blob-store.ts';
import { open } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKey } from '../personal.ts';
import { ownProfile } from './applicant-resume.ts';
import { ownDraft, ownDrafts } from './application-drafts.ts';
import { ownApplication, ownApplications } from './own-applications.ts';

type Applicant = Actor & { kind: 'applicant' };

/** A file of hers: named by the application's number, its version and its place, never by a person. */
export interface OwnFile {
  name: string;
  applicationId: string;
  blobId: string;
}
export interface OwnData {
  /** Account, résumé, drafts, and applications with everything recorded of them; JSON. */
  data: Record<string, unknown>;
  files: OwnFile[];
}

/** Everything the system holds of her, with one audit event. @throws Error applicantGone */
export async function ownData(trx: Trx, keyring: Keyring, actor: Applicant): Promise<OwnData> {
  const profile = await ownProfile(trx, keyring, actor);
  if (!profile) throw new Error('applicantGone');
  const { email, name, record, changedAt } = profile;
  const applications: unknown[] = [];
  const files: OwnFile[] = [];
  for (const listed of await ownApplications(trx, actor)) {
    const whole = await ownApplication(trx, keyring, actor, listed.id);
    const own = whole ? await filesOf(trx, listed.id, listed.no) : [];
    files.push(...own);
    applications.push({
      ...(whole ?? listed),
      // a link that answers is no datum of hers to be kept in a file
      notices: (whole?.notices ?? []).map(({ token: _, ...notice }) => notice),
      files: own.map((f) => f.name),
    });
  }
  const drafts: unknown[] = [];
  for (const listed of await ownDrafts(trx, actor))
    drafts.push({ ...listed, ...(await ownDraft(trx, keyring, actor, listed.vacancy_no)) });
  await audit(trx, actor, {
    act: 'account.download',
    subjectKind: 'applicant',
    subjectId: actor.applicantId,
    details: { applications: applications.length, files: files.length },
  });
  return {
    data: { account: { email, name }, resume: record, resumeChangedAt: changedAt, drafts, applications },
    files,
  };
}

const EXTENSION: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

async function filesOf(trx: Trx, applicationId: string, no: string): Promise<OwnFile[]> {
  const documents = await trx
    .selectFrom('resume_document')
    .select(['application_version as version', 'blob_id'])
    .where('application_id', '=', applicationId)
    .orderBy('application_version')
    .execute();
  const attachments = await trx
    .selectFrom('attachment')
    .select(['application_version as version', 'seq', 'media_type', 'blob_id'])
    .where('application_id', '=', applicationId)
    .orderBy('application_version')
    .orderBy('seq')
    .execute();
  return [
    ...documents.map((d) => ({ name: `${no}-v${d.version}-resume.pdf`, applicationId, blobId: d.blob_id })),
    ...attachments.map((t) => ({
      name: `${no}-v${t.version}-${t.seq}.${EXTENSION[t.media_type] ?? 'bin'}`,
      applicationId,
      blobId: t.blob_id,
    })),
  ];
}

/** The bytes of one of her files; undefined when they were deleted meanwhile. */
export async function ownFile(trx: Trx, keyring: Keyring, file: OwnFile): Promise<Buffer | undefined> {
  const key = await loadDataKey(trx, keyring, file.applicationId);
  const sealed = key && (await postgresBlobs.get(trx, file.blobId));
  return sealed && open(key, sealed, `blob:${file.applicationId}`);
}

/**
 * Deletes the account: profile with its key, résumé, drafts, sign-ins and one-time links; the address is free again. What was
 * handed in stays with the agencies under its own keys until their archive, joined to no account any more.
 */
export async function deleteOwnAccount(trx: Trx, actor: Applicant): Promise<void> {
  await audit(trx, actor, {
    act: 'account.delete',
    subjectKind: 'applicant',
    subjectId: actor.applicantId,
  });
  await trx.deleteFrom('applicant').where('id', '=', actor.applicantId).executeTakeFirstOrThrow();
}
