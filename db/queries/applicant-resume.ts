import { sql } from 'kysely';
import { withAllFields } from '../../domain/resume-fields.ts';
import { emptyResumeRecord, type ResumeRecord } from '../../domain/resume-record.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { openJson, sealJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';

type Applicant = Actor & { kind: 'applicant' };

export interface OwnProfile {
  email: string;
  name: string;
  confirmed: boolean;
  /** 我的履歷: what she entered, imported or handed in last; null before the first time. */
  record: ResumeRecord | null;
  /** When it changed last. */
  changedAt: Date | null;
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
    .select(['a.wrapped_key', 'a.profile_enc', 'a.confirmed_at', 'r.record_enc', 'r.updated_at'])
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
      ? withAllFields(openJson<ResumeRecord>(key, row.record_enc, `applicant:${actor.applicantId}:resume`))
      : null,
    changedAt: row.updated_at,
  };
}

/** The résumé as its pages show it; before the first time it holds the account's name and address alone. */
export function beginResume({ record, name, email }: OwnProfile): ResumeRecord {
  const begun = record ?? emptyResumeRecord();
  return { ...begun, basic: { ...begun.basic, name: begun.basic.name || name, email } };
}

/**
 * Changes the résumé she keeps, with an audit event. Two changes at the same moment come one after the other, and the
 * second sees what the first has left.
 * @param o.change answers the changed record, or `undefined` when what it was asked to change is not there any more
 * @returns whether it was changed
 */
export async function changeResume(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  o: { part: string; act: string; change: (record: ResumeRecord) => ResumeRecord | undefined },
): Promise<boolean> {
  await trx
    .selectFrom('applicant')
    .select('id')
    .where('id', '=', actor.applicantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const profile = await ownProfile(trx, keyring, actor);
  const changed = profile && o.change(beginResume(profile));
  if (!changed) return false;
  await keepResume(trx, keyring, actor, changed);
  await audit(trx, actor, {
    act: 'resume.change',
    subjectKind: 'applicant',
    subjectId: actor.applicantId,
    details: { part: o.part, act: o.act },
  });
  return true;
}

/** Keeps the résumé with the profile, under the profile's own key. */
export async function keepResume(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  record: ResumeRecord,
): Promise<void> {
  const key = await profileKey(trx, keyring, actor);
  const sealed = sealJson(key, record, `applicant:${actor.applicantId}:resume`);
  await sql`/* resume.keep */
    insert into applicant_resume as r (applicant_id, record_enc) values (${actor.applicantId}, ${sealed})
    on conflict (applicant_id) do update
      set record_enc = excluded.record_enc, version = r.version + 1, updated_at = now()`.execute(trx);
}

/** The key everything of her profile is sealed under. @throws when the account is gone */
export async function profileKey(trx: Trx, keyring: Keyring, actor: Applicant): Promise<Buffer> {
  const { rows } = await sql<{ wrapped_key: Buffer }>`/* resume.key */
    select wrapped_key from applicant where id = ${actor.applicantId}`.execute(trx);
  if (!rows[0]) throw new Error('applicantGone');
  return unwrapDataKey(keyring, rows[0].wrapped_key, `applicant:${actor.applicantId}`);
}
