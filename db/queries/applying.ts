import { sql } from 'kysely';
import { withAllFields } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { Stage } from '../../domain/status.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { type Actor, actorKey, type Trx } from '../actor.ts';
import { openJson, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';

type Applicant = Actor & { kind: 'applicant' };

export interface BeforeApplying {
  /** The application this form's key made or changed before. */
  earlier: string | null;
  /** Undefined when nobody may see it. */
  vacancy:
    | {
        content: VacancyContent;
        agencyName: string;
        stage: Stage;
        mode: string | null;
        closesAt: Date | null;
      }
    | undefined;
  /** `record` is the résumé she keeps; null before the first time. */
  profile: { email: string; confirmed: boolean; record: ResumeRecord | null };
  /** Her open application to this vacancy. */
  openId: string | null;
}

/**
 * What a posted application is looked at with, in one statement: everybody who applies passes here.
 * @param o.act under which the form's key is claimed
 * @throws Error applicantGone
 */
export async function beforeApplying(
  trx: Trx,
  keyring: Keyring,
  actor: Applicant,
  o: { vacancyNo: string; act: string; key: string },
): Promise<BeforeApplying> {
  const { rows } = await sql<{
    wrapped_key: Buffer;
    profile_enc: Buffer;
    confirmed_at: Date | null;
    record_enc: Buffer | null;
    content: VacancyContent | null;
    agency_name: string | null;
    stage: Stage;
    mode: string | null;
    closes_at: Date | null;
    earlier: string | null;
    open_id: string | null;
  }>`/* apply.before */
    select p.wrapped_key, p.profile_enc, p.confirmed_at, r.record_enc, v.content, v.stage, v.mode, v.closes_at, g.name as agency_name,
      (select i.result ->> 'applicationId' from idempotency i
        where i.key = ${`${actorKey(actor)}:${o.key}`} and i.act = ${o.act}) as earlier,
      (select a.id from application a
        where a.vacancy_no = ${o.vacancyNo} and a.applicant_id = p.id and a.state = 'open') as open_id
    from applicant p
    left join applicant_resume r on r.applicant_id = p.id
    left join vacancy v on v.no = ${o.vacancyNo} and v.stage in ('listed', 'closed', 'archived')
      and v.withdrawn_at is null
    left join agency g on g.id = v.agency_id
    where p.id = ${actor.applicantId}`.execute(trx);
  const row = rows[0];
  if (!row) throw new Error('applicantGone');
  const owner = `applicant:${actor.applicantId}`;
  const key = unwrapDataKey(keyring, row.wrapped_key, owner);
  const { email } = openJson<{ email: string }>(key, row.profile_enc, `${owner}:profile`);
  return {
    earlier: row.earlier,
    vacancy:
      row.content === null
        ? undefined
        : {
            content: row.content,
            agencyName: row.agency_name ?? '',
            stage: row.stage,
            mode: row.mode,
            closesAt: row.closes_at,
          },
    profile: {
      email,
      confirmed: row.confirmed_at !== null,
      record: row.record_enc
        ? withAllFields(openJson<ResumeRecord>(key, row.record_enc, `${owner}:resume`))
        : null,
    },
    openId: row.open_id,
  };
}
