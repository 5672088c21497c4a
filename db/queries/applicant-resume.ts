import { sql } from 'kysely';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { Actor, Trx } from '../actor.ts';
import { openJson, sealJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';

type Applicant = Actor & { kind: 'applicant' };

export interface OwnProfile {
  email: string;
  name: string;
  confirmed: boolean;
  /** What she handed in last, to begin the next form with. */
  record: ResumeRecord | null;
}

/** An applicant's own profile and the résumé she keeps. */
export async function ownProfile(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
): Promise<OwnProfile | undefined> {
  const row = await trx
    .selectFrom('applicant as a')
    .leftJoin('applicant_resume as r', 'r.applicant_id', 'a.id')
    .select(['a.wrapped_key', 'a.profile_enc', 'a.confirmed_at', 'r.record_enc'])
    .where('a.id', '=', actor.applicantId)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = unwrapDataKey(keyring, row.wrapped_key, `applicant:${actor.applicantId}`);
  const profile = openJson<{ email: string; name?: string }>(
    key,
    row.profile_enc,
    `applicant:${actor.applicantId}:profile`,
  );
  return {
    email: profile.email,
    name: profile.name ?? '',
    confirmed: row.confirmed_at !== null,
    record: row.record_enc
      ? openJson<ResumeRecord>(key, row.record_enc, `applicant:${actor.applicantId}:resume`)
      : null,
  };
}

/** Keeps the résumé with the profile, under the profile's own key. */
export async function keepResume(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  record: ResumeRecord,
): Promise<void> {
  const { wrapped_key } = await trx
    .selectFrom('applicant')
    .select('wrapped_key')
    .where('id', '=', actor.applicantId)
    .executeTakeFirstOrThrow();
  const key = unwrapDataKey(keyring, wrapped_key, `applicant:${actor.applicantId}`);
  const sealed = sealJson(key, record, `applicant:${actor.applicantId}:resume`);
  await trx
    .insertInto('applicant_resume')
    .values({ applicant_id: actor.applicantId, record_enc: sealed })
    .onConflict((oc) =>
      oc.column('applicant_id').doUpdateSet({
        record_enc: sealed,
        version: sql`applicant_resume.version + 1`,
        updated_at: sql`now()`,
      }),
    )
    .execute();
}
