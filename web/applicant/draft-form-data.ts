/** What of the form of applying a draft keeps, and how a draft fills it again. */
import type { DraftFields } from '../../db/queries/application-drafts.ts';
import type { ApplicationForm } from '../../domain/application-rules.ts';
import { carried, type ReadApplication } from './application-form-data.ts';
import type { Posted } from './resume-form-data.ts';
import { readParticulars } from './second-step.ts';

/** Letters a draft may hold in all: four times the longest statement, and beyond it no person types. */
const MOST = 80_000;

/**
 * What was typed in both steps, as it stands in the boxes, right or wrong. Files and consent are no part of a draft: they
 * are given when it is handed in.
 * @returns undefined when it is longer than any person types
 */
export function draftFieldsOf(body: Posted): DraftFields | undefined {
  const { qualified, basis, adjustments } = readParticulars(body);
  const fields = {
    ...carried(body),
    ...{ qualified: qualified ? 'yes' : '', basis, adjustments },
  };
  return JSON.stringify(fields).length > MOST ? undefined : fields;
}

/**
 * What a draft left blank is filled from the résumé when that was written since: who was told that something is missing,
 * and entered it in 我的履歷, finds it here. What she cleared before stays cleared.
 * @param resume the form as the résumé fills it
 */
export function filledSince(
  draft: { updated_at: Date; fields: DraftFields },
  typed: ReadApplication,
  resume: Pick<ReadApplication, 'form' | 'birth'> & { changedAt: Date | null },
): Pick<ReadApplication, 'form' | 'birth'> {
  if (resume.changedAt === null || resume.changedAt <= draft.updated_at) return typed;
  const { form, birth } = typed;
  const blank = (value: unknown): boolean => (Array.isArray(value) ? value.length === 0 : value === '');
  const fresh = Object.entries(resume.form).filter(([name]) => blank(form[name as keyof ApplicationForm]));
  const noBirth = Object.values(birth).every((box) => box === '');
  // an unreadable date is blank in the form, but not in its boxes
  const filled = {
    ...form,
    ...Object.fromEntries(fresh),
    birthDate: noBirth ? resume.form.birthDate : form.birthDate,
  };
  return { form: filled, birth: noBirth ? resume.birth : birth };
}
