/** How the pages of 我的履歷 read and keep it. */
import type { Context } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { beginResume, changeResume, ownProfile } from '../../db/queries/applicant-resume.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { act } from '../middleware/act.ts';
import type { Services } from '../services.ts';

export type Applicant = Actor & { kind: 'applicant' };

/** The résumé to show, and when it changed last. */
export async function loadResume(
  s: Services,
  actor: Applicant,
): Promise<{ record: ResumeRecord; changedAt: Date | null }> {
  const profile = await withActor(s.db, actor, (trx) => ownProfile(trx, s.keyring, actor));
  if (!profile) throw new Error('applicantGone');
  return { record: beginResume(profile), changedAt: profile.changedAt };
}

/**
 * What a page was made of. A form carries it, and what another window changed meanwhile is not overwritten or
 * removed unseen.
 */
export const fingerprintOf = (shown: unknown): string =>
  sha256(JSON.stringify(shown ?? null))
    .toString('hex')
    .slice(0, 32);

/**
 * Keeps a change, once for each form.
 * @returns false when `change` did not find what the page had shown; nothing is changed then
 */
export async function saveResume(
  s: Services,
  c: Context,
  actor: Applicant,
  o: Parameters<typeof changeResume>[3],
): Promise<boolean> {
  const { ok } = await act(c, actor, 'resume.change', async (trx) => ({
    ok: await changeResume(trx, s.keyring, actor, o),
  }));
  return ok;
}
