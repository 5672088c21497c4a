/** Where two versions of a registration differ, in the words of the form. */
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { VACANCY_ROWS } from '../../domain/vacancy-rows.ts';
import { atFormField } from './vacancy-form-data.ts';

export interface VacancyDifference {
  /** The form's field, to link to. */
  field: string;
  label: string;
  mine: string;
  theirs: string;
}

/** The fields in which they differ, in the form's order. */
export function vacancyDifferences(mine: VacancyContent, theirs: VacancyContent): VacancyDifference[] {
  return VACANCY_ROWS.map(({ field, label, text }) => ({
    field: atFormField({ field, message: '' }).field,
    label,
    mine: text(mine),
    theirs: text(theirs),
  })).filter((row) => row.mine !== row.theirs);
}

/** One field of a registration in words. */
export function wordsOf(content: VacancyContent, field: keyof VacancyContent): string {
  return VACANCY_ROWS.find((row) => row.field === field)?.text(content) ?? '';
}
