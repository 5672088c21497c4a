import { type Actor, withActor } from '../../db/actor.ts';
import { codeOf } from '../../db/connection.ts';
import { claimKey } from '../../db/idempotency.ts';
import { keepResume } from '../../db/queries/applicant-resume.ts';
import type { HandedInFile } from '../../db/queries/application-files.ts';
import { changeApplication, type Submitted, submitApplication } from '../../db/queries/applications.ts';
import { ownOpenApplication } from '../../db/queries/own-applications.ts';
import type { Particulars } from '../../domain/particulars.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { Services } from '../services.ts';

type Applicant = Actor & { kind: 'applicant' };
/** Under which a form's key is claimed. */
export const HAND_IN = 'application.submit';
const UNIQUE_VIOLATION = '23505';

export interface HandIn {
  /** The form's own key: a repeated post is the same act. */
  key: string;
  vacancyNo: string;
  /** What the vacancy receives. */
  record: ResumeRecord;
  /** The whole résumé, as she keeps it from now on. */
  kept: ResumeRecord;
  particulars: Particulars;
  files: HandedInFile[];
  /** Files of the version before that stay. */
  keptFiles: readonly string[];
  /** The application to be changed; null hands in a new one. */
  changes: string | null;
}
export type HandedInAnswer =
  | { ok: true; applicationId: string }
  | { ok: false; why: (Submitted & { ok: false })['why'] };

/** Rolls the claimed key back with everything else, so that the same form may be posted again. */
class Refused extends Error {
  readonly why: (Submitted & { ok: false })['why'];
  constructor(why: (Submitted & { ok: false })['why']) {
    super('refused');
    this.why = why;
  }
}

/**
 * Records an application, or the change of one, together with the résumé the applicant keeps: all in one
 * transaction with the form's key, so that a double press, a retry and a second window make one application.
 */
export async function handIn(s: Services, actor: Applicant, o: HandIn): Promise<HandedInAnswer> {
  try {
    return await withActor(s.db, actor, async (trx): Promise<HandedInAnswer> => {
      const applicationId = o.changes ?? crypto.randomUUID();
      const before = await claimKey(trx, actor, HAND_IN, o.key, { applicationId });
      if (before) return { ok: true, applicationId: before.applicationId };
      const { vacancyNo, record, particulars, files, keptFiles } = o;
      const written = o.changes
        ? await changeApplication(trx, s.keyring, actor, {
            ...{ vacancyNo, record, particulars, files, keptFiles, applicationId },
          })
        : await submitApplication(trx, s.keyring, actor, {
            ...{ vacancyNo, record, particulars, files, applicationId },
          });
      if (!written.ok) throw new Refused(written.why);
      await keepResume(trx, s.keyring, actor, o.kept);
      return { ok: true, applicationId: written.applicationId };
    });
  } catch (e) {
    if (e instanceof Refused) return { ok: false, why: e.why };
    // two windows at the same moment: the other one was first, by the unique index
    if (e instanceof Error && codeOf(e) === UNIQUE_VIOLATION) return { ok: false, why: 'already' };
    throw e;
  }
}

/** Her open application to this vacancy, if any. */
export async function openApplicationTo(s: Services, actor: Applicant, vacancyNo: string) {
  return withActor(s.db, actor, (trx) => ownOpenApplication(trx, actor, vacancyNo));
}
