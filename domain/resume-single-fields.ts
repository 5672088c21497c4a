/** What parts 1 and 10 ask for: one value a field, no rows. The photo and the address of the mailbox stand apart. */
import { codes } from './code.ts';
import {
  DISABILITY_KINDS,
  DISABILITY_LEVELS,
  INDIGENOUS_KINDS,
  INDIGENOUS_PEOPLES,
  MILITARY_STATES,
} from './resume-codes.ts';
import type { ResumeField } from './resume-fields.ts';
import type { BasicPart, NotesPart } from './resume-record.ts';

/** Part 1 in the order of the form. `birthDate` is a whole day. */
export const BASIC_FIELDS: readonly ResumeField<Exclude<keyof BasicPart, 'photo' | 'email'>>[] = [
  { name: 'name', label: '姓名', kind: 'line', required: true },
  { name: 'englishName', label: '英文姓名', kind: 'line', hint: '與護照相同' },
  { name: 'idNumber', label: '身分證字號', kind: 'line', required: true, hint: '外籍請填統一證號' },
  { name: 'birthDate', label: '出生日期', kind: 'date', required: true, hint: '例如 75/01/14' },
  {
    name: 'sex',
    label: '性別',
    kind: 'code',
    table: codes(['male', '男'], ['female', '女']),
    required: true,
  },
  { name: 'foreignNationality', label: '外國國籍', kind: 'line', hint: '無則免填' },
  { name: 'passportNumber', label: '護照號碼', kind: 'line', hint: '無則免填' },
  { name: 'phone', label: '電話', kind: 'line', hint: '電話或行動電話至少填一項' },
  { name: 'mobile', label: '行動電話', kind: 'line' },
  { name: 'address', label: '現居住所', kind: 'line', required: true },
  { name: 'registeredAddress', label: '戶籍地', kind: 'line' },
  { name: 'emergencyName', label: '緊急通知人', kind: 'line' },
  { name: 'emergencyPhone', label: '緊急聯絡電話', kind: 'line' },
];

/** Part 10. Nothing of it has to be told. */
export const NOTES_FIELDS: readonly ResumeField<keyof NotesPart>[] = [
  { name: 'military', label: '兵役', kind: 'line', proposed: MILITARY_STATES },
  { name: 'teacher', label: '教師資格', kind: 'line', hint: '類科及證書文號' },
  { name: 'disabilityKind', label: '身心障礙類別', kind: 'line', proposed: DISABILITY_KINDS },
  { name: 'disabilityLevel', label: '身心障礙等級', kind: 'line', proposed: DISABILITY_LEVELS },
  { name: 'indigenousKind', label: '原住民身分', kind: 'code', table: INDIGENOUS_KINDS },
  { name: 'indigenousPeople', label: '族別', kind: 'line', proposed: INDIGENOUS_PEOPLES },
];
