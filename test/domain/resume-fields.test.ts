import { describe, expect, it } from 'vitest';
import {
  emptyEntry,
  type ListName,
  listsOfPart,
  RESUME_LISTS,
  withAllFields,
} from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { checkEntry } from '../../domain/resume-rules.ts';
import { RESUME_PARTS } from '../../domain/resume-selection.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import { fullRecord } from '../documents/resume-fixture.ts';

const LISTS = Object.keys(RESUME_LISTS) as ListName[];
const whole: ResumeRecord = {
  ...fullRecord(),
  screening: [{ date: '2015-01', name: '甄審', result: '合格' }],
};
const names = (fields: readonly { name: string }[]): string[] => fields.map(({ name }) => name).sort();

describe('the definition of a résumé’s fields [R62]', () => {
  it('names every field of the record, each once, and no other', () => {
    for (const list of LISTS) {
      expect(names(RESUME_LISTS[list].fields), list).toEqual(Object.keys(whole[list][0] ?? {}).sort());
      expect(Object.keys(emptyEntry(list)).sort(), list).toEqual(names(RESUME_LISTS[list].fields));
    }
    expect([...names(BASIC_FIELDS), 'email', 'photo'].sort()).toEqual(Object.keys(whole.basic).sort());
    expect(names(NOTES_FIELDS)).toEqual(Object.keys(whole.notes).sort());
  });

  it('gives every list to one part of the form, and none to part 11', () => {
    expect(RESUME_PARTS.flatMap(({ code }) => listsOfPart(code)).sort()).toEqual([...LISTS].sort());
    for (const other of ['basic', 'notes', 'statement', 'family', 'constructor'])
      expect(listsOfPart(other)).toEqual([]);
  });

  it('finds nothing wrong with a full row, and asks an empty one for what it must have', () => {
    for (const list of LISTS) {
      for (const row of whole[list]) expect(checkEntry(list, row, { today: '2026-11-24' }), list).toEqual([]);
      const required = RESUME_LISTS[list].fields.filter((field) => field.required);
      expect(checkEntry(list, emptyEntry(list)).map((p) => p.field)).toEqual(required.map((f) => f.name));
    }
  });

  it('fills in what a record of an older time was not asked, and changes nothing else', () => {
    const [post] = whole.experience;
    const { reviewResult: _, salaryPoints: __, noReview: ___, ...older } = post as NonNullable<typeof post>;
    const record = { ...whole, experience: [older] } as unknown as ResumeRecord;
    expect(withAllFields(record)).toEqual({
      ...whole,
      experience: [{ ...post, reviewResult: '', salaryPoints: null, noReview: false }],
    });
    expect(withAllFields(whole)).toEqual(whole);
  });
});
