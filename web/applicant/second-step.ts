/** The fields of the second step beside consent: what is stated, and which files of the version before stay. */

import { cleanLine, cleanText } from '../../domain/contact.ts';
import { declarationWords, type Particulars, type ParticularsForm } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import { one, type Posted } from './resume-form-data.ts';

/** A file of the version handed in before. */
export interface EarlierFile {
  id: string;
  name: string;
  size: number;
}

/** Names of the boxes. `filesAsked` says that the ticks were on the page, so that none ticked means none stays. */
const NAMES = ['qualified', 'basis', 'adjustments', 'keepFile', 'filesAsked'] as const;

export const readParticulars = (body: Posted): ParticularsForm => ({
  qualified: one(body, 'qualified') === 'yes',
  basis: cleanLine(one(body, 'basis')),
  adjustments: cleanText(one(body, 'adjustments')),
});

/** What the second step said, to be carried through the first one. */
export function secondStepOf(body: Posted): Record<string, string | string[]> {
  const carried: Record<string, string | string[]> = {};
  for (const name of NAMES) {
    const value = body[name];
    if (value !== undefined) carried[name] = value;
  }
  return carried;
}

/** The same from what was handed in before. */
export const secondStepBefore = (before: Particulars | null | undefined): Record<string, string> => ({
  basis: before?.declaration?.basis ?? '',
  adjustments: before?.adjustments ?? '',
});

/**
 * The files of the version before that stay: all, until the ticks were shown.
 * @returns a problem when one ticked is no longer among them, since another window changed them
 */
export function keptFilesOf(
  body: Posted,
  before: readonly EarlierFile[],
): { kept: EarlierFile[]; problems: Problem[] } {
  if (one(body, 'filesAsked') !== 'yes') return { kept: [...before], problems: [] };
  const ticked = new Set([body.keepFile ?? []].flat());
  const kept = before.filter((f) => ticked.has(f.id));
  const gone = ticked.size > kept.length;
  return {
    kept,
    problems: gone
      ? [{ field: 'keepFile', message: '上次上傳的文件已在其他視窗變更，請重新勾選要保留的文件' }]
      : [],
  };
}

/** The declaration as the receipt and the officer read it; '' when none was asked. */
export const declaredWords = (particulars: Particulars | null): string =>
  particulars?.declaration ? declarationWords(particulars.declaration) : '';
