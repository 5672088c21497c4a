/** Records a person could have entered, for properties. */
import fc from 'fast-check';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import { type ListName, RESUME_LISTS, type ResumeField } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { RESUME_LIMITS } from '../../domain/resume-rules.ts';
import { NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import { fullRecord } from './resume-fixture.ts';

const DAYS = ['1998-02-28', '2004-02-29', '2010-09', '2015-12-31', '2023-07'] as const;
const RARE = fc.constantFrom('𠮷', '𤧛', '䶮', 'é', 'e\u0301', '"', '\\', '　', '林');
const line = (required = false) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.array(RARE, { maxLength: 8 }).map((a) => a.join('')),
    )
    .map((text) => cleanLine(text) || (required ? '填' : ''));

function value(field: ResumeField): fc.Arbitrary<unknown> {
  const { kind, table = [], required, most = RESUME_LIMITS.number } = field;
  if (kind === 'yesNo') return fc.boolean();
  if (kind === 'number') return fc.oneof(fc.constant(null), fc.integer({ min: 0, max: most }));
  if (kind === 'year') return fc.integer({ min: 1912, max: 2026 });
  // an end that could come before its beginning stays open
  if (kind === 'date') return fc.constantFrom(...(field.name === 'to' ? [''] : ['', ...DAYS]));
  if (kind === 'code') return fc.constantFrom(...(required ? [] : ['']), ...table.map((entry) => entry.code));
  return line(required);
}
const fields = (all: readonly ResumeField[]) =>
  fc.record(Object.fromEntries(all.map((field) => [field.name, value(field)])));

/** Every list and field, valid by the rules; part 1 is the fixture's. */
export const records = (): fc.Arbitrary<ResumeRecord> =>
  fc
    .record({
      ...(Object.fromEntries(
        (Object.keys(RESUME_LISTS) as ListName[]).map((list) => [
          list,
          fc.array(fields(RESUME_LISTS[list].fields), { maxLength: 3 }),
        ]),
      ) as Record<ListName, fc.Arbitrary<unknown[]>>),
      notes: fields(NOTES_FIELDS),
      statement: fc.string({ unit: 'grapheme', maxLength: 200 }).map(cleanText),
    })
    .map((parts) => ({ basic: fullRecord().basic, ...parts }) as unknown as ResumeRecord);
