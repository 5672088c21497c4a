import {
  APPLICATION_LIMITS,
  type ApplicationForm,
  emptyApplicationForm,
} from '../../domain/application-rules.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import type { EducationEntry, ExperienceEntry, ResumeRecord } from '../../domain/resume-record.ts';
import { parseRocParts, type RocParts } from '../../domain/roc-date.ts';

/** Fields as a browser posts them; a repeated name is an array. */
export type Posted = Record<string, string | string[] | undefined>;

/** What the page shows again after a failed submit: the form, and the three date boxes as typed. */
export interface ReadApplication {
  form: ApplicationForm;
  birth: RocParts;
  /** Problems of reading alone (dates); `checkApplication` finds the others. */
  problems: Problem[];
}

const one = (body: Posted, name: string): string => {
  const value = body[name];
  return (Array.isArray(value) ? value.at(-1) : value) ?? '';
};

/**
 * Reads the application form. Rows are posted as `education.0.school`; rows left wholly empty are dropped.
 * A row's months are typed as ROC `93/09` and kept as `2004-09`.
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
    education: rows(body, 'education', APPLICATION_LIMITS.education).map((i) => readEducation(body, i)),
    experience: rows(body, 'experience', APPLICATION_LIMITS.experience).map((i) => readExperience(body, i)),
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
    return Math.min(wanted, APPLICATION_LIMITS[part]);
  };
  return { education: rows('education', 'addEducation'), experience: rows('experience', 'addExperience') };
}

/** `93/09` → `2004-09`; anything else stays as typed, for the rules to name. */
export function readRocMonth(text: string): string {
  const m = /^(\d{1,3})\s*[/.年-]\s*(\d{1,2})\s*月?$/.exec(text.normalize('NFKC').trim());
  if (!m) return text.trim();
  return `${String(Number(m[1]) + 1911).padStart(4, '0')}-${(m[2] as string).padStart(2, '0')}`;
}

/** `2004-09` → `93/09`. */
export function showRocMonth(month: string): string {
  const m = /^(\d{4})-(\d{2})/.exec(month);
  return m ? `${Number(m[1]) - 1911}/${m[2]}` : month;
}

/** Indexes of the rows that hold anything, at most one more than allowed so that the rule can say so. */
function rows(body: Posted, part: string, limit: number): number[] {
  const found = new Set<number>();
  for (const [name, value] of Object.entries(body)) {
    const m = new RegExp(`^${part}\\.(\\d{1,3})\\.`).exec(name);
    const text = Array.isArray(value) ? value.join('') : (value ?? '');
    if (m && text.trim() !== '') found.add(Number(m[1]));
  }
  return [...found].sort((a, b) => a - b).slice(0, limit + 1);
}

function readEducation(body: Posted, i: number): EducationEntry {
  const line = (name: string) => cleanLine(one(body, `education.${i}.${name}`));
  const completion = line('completion');
  return {
    school: line('school'),
    department: line('department'),
    from: readRocMonth(line('from')),
    to: readRocMonth(line('to')),
    completion:
      completion === 'graduated' || completion === 'completed' || completion === 'incomplete'
        ? completion
        : '',
    level: line('level'),
    certificate: line('certificate'),
  };
}

function readExperience(body: Posted, i: number): ExperienceEntry {
  const line = (name: string) => cleanLine(one(body, `experience.${i}.${name}`));
  const month = (name: string) => {
    const m = readRocMonth(line(name));
    return /^\d{4}-\d{2}$/.test(m) ? `${m}-01` : m;
  };
  return {
    organ: line('organ'),
    title: line('title'),
    grade: line('grade'),
    jobSeries: line('jobSeries'),
    personnelCategory: line('personnelCategory'),
    managerLevel: line('managerLevel'),
    from: month('from'),
    to: month('to'),
    reasonForChange: line('reasonForChange'),
    document: line('document'),
  };
}
