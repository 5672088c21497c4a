/**
 * A draft that keeps itself while it is typed. Each form remembers, by its key, the draft it made and the version it
 * last wrote: an answer lost on its way is then no change by somebody else, and one form makes one draft.
 */
import type { Actor, Trx } from '../../db/actor.ts';
import { claimKey, keepResult, keptResult } from '../../db/idempotency.ts';
import { createDraft, saveDraft, type Written } from '../../db/queries/vacancies.ts';
import type { Problem } from '../../domain/problem.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';

type Officer = Actor & { kind: 'officer' };
/** What a form is saved by. */
export interface FormToSave {
  no: string | null;
  /** The one the form was opened with. */
  version: number;
  /** The form's key: what it saved by itself is known by it. */
  formKey: string;
  content: VacancyContent;
  agencyId: number;
  now: Date;
}

/** The draft and its version after the form's last writing. */
type Kept = { no: string; version: number };

const ACT = 'vacancy.autosave';
const keyOf = (formKey: string): string => `${formKey}:auto`;

/** The number and version a form really holds: what it wrote by itself counts, though its page may not know. */
export async function afterAutosave(
  trx: Trx,
  actor: Officer,
  form: Pick<FormToSave, 'no' | 'version' | 'formKey'>,
): Promise<{ no: string | null; version: number }> {
  return newer(form, await keptResult<Kept>(trx, actor, ACT, keyOf(form.formKey)));
}

/** Writes what the form holds at the moment; its first writing makes the draft. */
export async function autosave(
  trx: Trx,
  actor: Officer,
  form: FormToSave,
): Promise<({ ok: true } & Kept) | Extract<Written, { ok: false }>> {
  const before = await claimKey<Kept>(trx, actor, ACT, keyOf(form.formKey));
  const { no, version } = newer(form, before);
  const written = no === null ? await firstDraft() : await changedDraft(no);
  if (written.ok)
    await keepResult(trx, actor, keyOf(form.formKey), { no: written.no, version: written.version });
  return written;

  async function firstDraft() {
    return { ok: true as const, no: await createDraft(trx, actor, form), version: 1 };
  }
  async function changedDraft(draft: string) {
    const saved = await saveDraft(trx, actor, { ...form, no: draft, version });
    return saved.ok ? { ...saved, no: draft } : saved;
  }
}

function newer(
  form: Pick<FormToSave, 'no' | 'version'>,
  kept: Kept | undefined,
): { no: string | null; version: number } {
  if (!kept?.no || (form.no !== null && form.no !== kept.no)) return form;
  return { no: kept.no, version: Math.max(form.version, kept.version) };
}

/** Content that stands in several fields, by the form's field that has the problem. */
const PARTS: Readonly<Record<string, readonly (keyof VacancyContent)[]>> = {
  listedFrom: ['listedFrom', 'listedTo'],
  listedTo: ['listedFrom', 'listedTo'],
  openings: ['openings', 'openingsText'],
  sections: ['allSections', 'sections'],
  trainingFrom: ['trainingRange'],
  trainingTo: ['trainingRange'],
  rewardFrom: ['rewardRange'],
  rewardTo: ['rewardRange'],
  appraisalFrom: ['appraisalRange'],
  appraisalTo: ['appraisalRange'],
};

/** What can be kept of a form half typed: a field with a problem keeps what is recorded. */
export function keepable(
  content: VacancyContent,
  recorded: VacancyContent,
  problems: readonly Problem[],
): VacancyContent {
  const parts = problems.flatMap(({ field }) => PARTS[field] ?? [field as keyof VacancyContent]);
  const kept = parts.filter((part) => Object.hasOwn(recorded, part)).map((part) => [part, recorded[part]]);
  return { ...content, ...Object.fromEntries(kept) };
}
