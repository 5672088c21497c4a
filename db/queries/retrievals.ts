import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { MAX_RETRIEVAL } from '../../domain/notice-rules.ts';
import { mayBeOffered } from '../../domain/scan.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { postgresBlobs } from '../blob-store.ts';
import { open } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKeys, openMissing } from '../personal.ts';
import { type Braked, type BrakeLimits, retrievalBrake } from './retrieval-brake.ts';

export interface RetrievedFile {
  /** Neutral: vacancy number, sequence, kind. Never a person's name. */
  name: string;
  blobId: string;
  applicationId: string;
  /** Opens its bytes. */
  key: Buffer;
}
export interface RetrievedApplication {
  no: string;
  version: number;
  attachments: number;
  /** Attachments left out, because the virus scanner has not passed them. */
  heldBack: number;
  /** Characters that stand as 〓 in the document, each once. */
  missing: string[];
}
export type Retrieved =
  | {
      ok: true;
      retrievalId: string;
      retrievedAt: Date;
      applications: RetrievedApplication[];
      files: RetrievedFile[];
      /** Of all files together. */
      bytes: number;
    }
  | { ok: false; why: 'tooMany' | 'notFound' | 'notProduced' }
  | { ok: false; why: 'braked'; braked: Braked };

/**
 * Takes out the documents of at most ten applications (R75–R79): each one's newest produced version with its
 * attachments as far as they may be offered. The retrieval, one item and one audit event for each person commit
 * before a byte leaves: the caller seals the archive afterwards, file by file by `retrievedBytes`; the password never
 * comes here.
 */
export async function retrieveResumes(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  o: {
    vacancyNo: string;
    applicationIds: string[];
    purpose: string;
    requestId: string | null;
    /** A virus scanner is configured. */
    scanning: boolean;
    limits: BrakeLimits;
  },
): Promise<Retrieved> {
  const ids = [...new Set(o.applicationIds)];
  if (ids.length > MAX_RETRIEVAL) return { ok: false, why: 'tooMany' };
  const rows = await trx
    .selectFrom('application as a')
    .select(['a.id', 'a.no', 'a.agency_id', 'a.applicant_id'])
    .where('a.vacancy_no', '=', o.vacancyNo)
    .where('a.state', '=', 'open')
    .where('a.id', 'in', ids)
    .orderBy('a.submitted_at')
    .orderBy('a.id')
    .execute();
  if (ids.length === 0 || rows.length !== ids.length) return { ok: false, why: 'notFound' };
  const agencyId = rows[0]?.agency_id as number;
  const braked = await retrievalBrake(trx, actor, { ...o, agencyId, applicationIds: ids });
  if (braked) return { ok: false, why: 'braked', braked };

  const documents = await trx
    .selectFrom('resume_document as d')
    .distinctOn('d.application_id')
    .select(['d.application_id', 'd.application_version', 'd.blob_id', 'd.missing_enc'])
    .where('d.application_id', 'in', ids)
    .orderBy('d.application_id')
    .orderBy('d.application_version', 'desc')
    .execute();
  const newest = new Map(documents.map((d) => [d.application_id, d]));
  if (rows.some((r) => !newest.has(r.id))) return { ok: false, why: 'notProduced' };
  const attachments = await trx
    .selectFrom('attachment as t')
    .select([
      't.application_id',
      't.application_version',
      't.seq',
      't.media_type',
      't.blob_id',
      't.scan_state',
    ])
    .where('t.application_id', 'in', ids)
    .orderBy('t.seq')
    .execute();

  const keys = await loadDataKeys(trx, keyring, ids);
  const retrievalId = randomUUID();
  const at = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx);
  const retrievedAt = at.rows[0]?.now as Date;
  await trx
    .insertInto('retrieval')
    .values({
      id: retrievalId,
      vacancy_no: o.vacancyNo,
      agency_id: agencyId,
      account_id: actor.accountId,
      purpose: o.purpose,
      retrieved_at: retrievedAt,
    })
    .execute();
  const files: RetrievedFile[] = [];
  const applications: (Retrieved & { ok: true })['applications'] = [];
  for (const [i, r] of rows.entries()) {
    const doc = newest.get(r.id) as (typeof documents)[number];
    const key = keys.get(r.id) as Buffer;
    const base = `${o.vacancyNo}-${String(i + 1).padStart(2, '0')}`;
    const file = { applicationId: r.id, key };
    files.push({ ...file, name: `${base}.pdf`, blobId: doc.blob_id });
    const handedIn = attachments.filter(
      (t) => t.application_id === r.id && t.application_version === doc.application_version,
    );
    const offered = handedIn.filter((t) => mayBeOffered(t.scan_state, o.scanning));
    for (const t of offered)
      files.push({
        ...file,
        name: `${base}-${String(t.seq).padStart(2, '0')}.${extensionOf(t.media_type)}`,
        blobId: t.blob_id,
      });
    applications.push({
      no: r.no,
      version: doc.application_version,
      attachments: offered.length,
      heldBack: handedIn.length - offered.length,
      missing: doc.missing_enc ? openMissing(key, r.id, doc.application_version, doc.missing_enc) : [],
    });
    await trx
      .insertInto('retrieval_item')
      .values({
        retrieval_id: retrievalId,
        application_id: r.id,
        agency_id: r.agency_id,
        applicant_id: r.applicant_id,
        application_version: doc.application_version,
        purpose: o.purpose,
        retrieved_at: retrievedAt,
      })
      .execute();
    await audit(trx, actor, {
      act: 'resume.retrieve',
      subjectKind: 'application',
      subjectId: r.id,
      agencyId: r.agency_id,
      why: o.purpose,
      requestId: o.requestId,
      details: { retrieval: retrievalId, version: doc.application_version },
    });
  }
  const bytes = await postgresBlobs.sizeOf(
    trx,
    files.map((file) => file.blobId),
  );
  return { ok: true, retrievalId, retrievedAt, applications, files, bytes };
}

/** A file of a retrieval, decrypted. @throws Error blobMissing when it was deleted since */
export async function retrievedBytes(trx: Trx, file: RetrievedFile): Promise<Buffer> {
  const sealed = await postgresBlobs.get(trx, file.blobId);
  if (!sealed) throw new Error('blobMissing');
  return open(file.key, sealed, `blob:${file.applicationId}`);
}

function extensionOf(mediaType: string): string {
  return mediaType === 'image/png' ? 'png' : mediaType === 'image/jpeg' ? 'jpg' : 'pdf';
}
