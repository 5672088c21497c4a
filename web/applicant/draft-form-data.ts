/** What of the form of applying a draft keeps, and how a draft fills it again. */
import type { DraftFields } from '../../db/queries/application-drafts.ts';
import { carried } from './application-form-data.ts';
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
