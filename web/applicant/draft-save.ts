import { type Actor, withActor } from '../../db/actor.ts';
import { type DraftKept, keepDraft } from '../../db/queries/application-drafts.ts';
import type { Services } from '../services.ts';
import { draftFieldsOf } from './draft-form-data.ts';
import { one, type Posted } from './resume-form-data.ts';

const REFUSALS = {
  stale: '這份草稿在另一個視窗更動過。下面是您剛才填寫的內容，核對後再按一次「儲存草稿」就會取代。',
  notOpen: '這個職缺已截止，或您已送出應徵，草稿沒有儲存。',
  tooLong: '填寫的內容過長，草稿沒有儲存，請縮短後再試。',
} as const;

/** Keeps what the posted form holds as her draft; see `keepDraft`. */
export async function saveDraft(
  s: Services,
  actor: Actor & { kind: 'applicant' },
  o: { vacancyNo: string; formKey: string; body: Posted },
): Promise<DraftKept | { ok: false; why: 'tooLong' }> {
  const fields = draftFieldsOf(o.body);
  if (!fields) return { ok: false, why: 'tooLong' };
  const version = Number(one(o.body, 'draftVersion')) || 0;
  return withActor(s.db, actor, (trx) =>
    keepDraft(trx, s.keyring, actor, { vacancyNo: o.vacancyNo, formKey: o.formKey, fields, version }),
  );
}

/**
 * Each press of the form keeps what was typed, so that it is not lost where no script does. Who pressed 儲存草稿 is told
 * when it was not kept, and after that holds the other window's version, so that a second press takes its place.
 * @returns the version the page holds from now on
 */
export async function keepPressed(
  s: Services,
  actor: Actor & { kind: 'applicant' },
  o: { vacancyNo: string; formKey: string; body: Posted },
): Promise<{ version: number; refused: string }> {
  const seen = Number(one(o.body, 'draftVersion')) || 0;
  const kept = await saveDraft(s, actor, o);
  if (kept.ok) return { version: kept.version, refused: '' };
  if (o.body.act !== 'saveDraft') return { version: seen, refused: '' };
  return { version: kept.why === 'stale' ? kept.version : seen, refused: REFUSALS[kept.why] };
}
