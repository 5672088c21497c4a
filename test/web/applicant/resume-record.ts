import { withActor } from '../../../db/actor.ts';
import { keepResume, ownProfile } from '../../../db/queries/applicant-resume.ts';
import { emptyResumeRecord, type ResumeRecord } from '../../../domain/resume-record.ts';
import type { Scene } from '../../support/scene.ts';
import type { Person } from './support.ts';

/** The résumé she keeps, as it is stored. */
export async function keptBy(s: Scene, who: Person): Promise<ResumeRecord> {
  const profile = await withActor(s.web, who.actor, (trx) => ownProfile(trx, s.keyring, who.actor));
  return profile?.record ?? emptyResumeRecord();
}

/** Lets her keep a résumé without the pages. */
export const letKeep = (s: Scene, who: Person, record: ResumeRecord): Promise<void> =>
  withActor(s.web, who.actor, (trx) => keepResume(trx, s.keyring, who.actor, record));
