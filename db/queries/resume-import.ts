/** A résumé brought in as JSON, between the check and its owner's word. */
import { sql } from 'kysely';
import type { ResumeParts } from '../../domain/resume-parts.ts';
import type { Actor, Trx } from '../actor.ts';
import { openJson, sealJson } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { profileKey } from './applicant-resume.ts';

type Applicant = Actor & { kind: 'applicant' };
const aad = (actor: Applicant): string => `applicant:${actor.applicantId}:resume-import`;

/** Keeps what was checked; an earlier one gives way. */
export async function keepResumeImport(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  parts: ResumeParts,
): Promise<void> {
  const sealed = sealJson(await profileKey(trx, keyring, actor), parts, aad(actor));
  await trx
    .insertInto('applicant_resume_import')
    .values({ applicant_id: actor.applicantId, parts_enc: sealed })
    .onConflict((oc) =>
      oc.column('applicant_id').doUpdateSet({ parts_enc: sealed, created_at: sql`clock_timestamp()` }),
    )
    .execute();
}

/** What waits for her word; undefined when nothing does, or the hour is over. */
export async function resumeImport(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
): Promise<ResumeParts | undefined> {
  const row = await trx
    .selectFrom('applicant_resume_import')
    .select('parts_enc')
    .where('applicant_id', '=', actor.applicantId)
    .where('created_at', '>', sql<Date>`clock_timestamp() - interval '1 hour'`)
    .executeTakeFirst();
  return row && openJson<ResumeParts>(await profileKey(trx, keyring, actor), row.parts_enc, aad(actor));
}

export async function dropResumeImport(trx: Trx, actor: Applicant): Promise<void> {
  await trx.deleteFrom('applicant_resume_import').where('applicant_id', '=', actor.applicantId).execute();
}
