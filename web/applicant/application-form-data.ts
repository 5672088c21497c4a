import { type ApplicationForm, emptyApplicationForm } from '../../domain/application-rules.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { RESUME_LISTS, type ResumeField } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import { one, type Posted, readEntry } from './resume-form-data.ts';

/** What the page shows again after a failed submit: the form, and the three date boxes as typed. */
export interface ReadApplication {
  form: ApplicationForm;
  birth: RocParts;
  /** Problems of reading alone (dates); `checkApplication` finds the others. */
  problems: Problem[];
}

/**
 * Reads the application form. Rows are posted as `education.0.school`; rows left wholly empty are dropped.
 */
export function readApplicationForm(body: Posted): ReadApplication {
  const line = (name: string) => cleanLine(one(body, name));
  const birth = { y: line('birthDate-y'), m: line('birthDate-m'), d: line('birthDate-d') };
  const parsed = parseRocParts(birth);
  const problems: Problem[] = parsed.ok
    ? []
    : [{ field: 'birthDate', message: `出生日期：${parsed.message}`, boxes: parsed.boxes }];
  const sex = line('sex');
  const form: ApplicationForm = {
    ...emptyApplicationForm(),
    name: line('name'),
    idNumber: line('idNumber'),
    birthDate: parsed.ok ? parsed.iso : '',
    sex: sex === 'male' || sex === 'female' ? sex : '',
    phone: line('phone'),
    email: line('email'),
    address: line('address'),
    education: rows(body, 'education').map((i) => readEntry('education', body, `education.${i}.`)),
    experience: rows(body, 'experience').map((i) => readEntry('experience', body, `experience.${i}.`)),
    statement: cleanText(one(body, 'statement')),
    consent: one(body, 'consent') === 'yes',
  };
  return { form, birth, problems };
}

/** The form of a record handed in before, to be changed. */
export function formOfRecord(record: ResumeRecord): ApplicationForm {
  const { name, idNumber, birthDate, sex, phone, mobile, email, address } = record.basic;
  return {
    ...emptyApplicationForm(),
    ...{ name, idNumber, birthDate, sex, phone: phone || mobile, email, address },
    education: record.education,
    experience: record.experience,
    statement: record.statement,
  };
}

/** Texts as posted; a repeated name is an array. */
export function postedFields(entries: readonly (readonly [string, string])[]): Posted {
  const fields: Posted = {};
  for (const [name, value] of entries) {
    const old = fields[name];
    fields[name] = old === undefined ? value : Array.isArray(old) ? [...old, value] : [old, value];
  }
  return fields;
}

export interface RowsShown {
  education: number;
  experience: number;
}

/** How many rows the form shows: as many as it had, one more where 新增 was pressed, never none. */
export function rowsToShow(form: ApplicationForm, body: Posted): RowsShown {
  const rows = (part: keyof RowsShown, add: string): number => {
    const asked = Number(one(body, `${part}Rows`)) || 1;
    const wanted = Math.max(asked, form[part].length, 1) + (body.act === add ? 1 : 0);
    return Math.min(wanted, RESUME_LISTS[part].limit);
  };
  return { education: rows('education', 'addEducation'), experience: rows('experience', 'addExperience') };
}

/** What this form shows of a row, of all the résumé asks for. */
const SEEN: Record<keyof RowsShown, readonly string[]> = {
  education: ['school', 'department', 'level', 'from', 'to', 'completion'],
  experience: ['organ', 'title', 'grade', 'from', 'to'],
};

/** The other fields are carried along unseen, so that applying loses nothing of the résumé a person keeps. */
export const unseenFields = (part: keyof RowsShown): readonly ResumeField[] =>
  RESUME_LISTS[part].fields.filter(({ name }) => !SEEN[part].includes(name));

/** Indexes of the rows in which anything stands to be seen, at most one too many, so that the rule can say so. */
function rows(body: Posted, part: keyof RowsShown): number[] {
  const found = new Set<number>();
  for (const [name, value] of Object.entries(body)) {
    const m = new RegExp(`^${part}\\.(\\d{1,3})\\.(\\w+)$`).exec(name);
    const text = Array.isArray(value) ? value.join('') : (value ?? '');
    if (m && text.trim() !== '' && SEEN[part].includes(m[2] as string)) found.add(Number(m[1]));
  }
  return [...found].sort((a, b) => a - b).slice(0, RESUME_LISTS[part].limit + 1);
}

const CARRIED =
  /^(change|educationRows|experienceRows|name|idNumber|birthDate-[ymd]|sex|phone|address|statement|education\..+|experience\..+)$/;

/** The fields of the first step as they were posted, carried along unchanged. */
export function carried(body: Posted): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body))
    if (value !== undefined && CARRIED.test(name)) kept[name] = value;
  return kept;
}
