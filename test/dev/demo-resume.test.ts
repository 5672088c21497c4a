import { expect, it } from 'vitest';
import { demoResume } from '../../dev/demo-resume.ts';
import { type ListName, RESUME_LISTS } from '../../domain/resume-fields.ts';
import { checkBasic, checkList, checkNotes, checkStatement } from '../../domain/resume-rules.ts';

it('the demonstration’s résumé keeps every rule', () => {
  const record = demoResume();
  const today = { today: '2026-11-24' };
  const lists = Object.keys(RESUME_LISTS) as ListName[];
  expect([
    ...checkBasic(record.basic, today),
    ...lists.flatMap((list) => checkList(list, record[list], today)),
    ...checkNotes(record.notes),
    ...checkStatement(record.statement),
  ]).toEqual([]);
});
