/** What an applicant hands in on either platform, and what is asked of it. */
import { checkEmail, checkPhone } from './contact.ts';
import { checkIdNumber } from './id-number.ts';
import { checkAddress, checkIdentity } from './identity-rules.ts';
import type { Problem } from './problem.ts';
import {
  type BasicPart,
  type EducationEntry,
  type ExperienceEntry,
  emptyResumeRecord,
  type ResumeRecord,
} from './resume-record.ts';
import { checkList, checkStatement } from './resume-rules.ts';

/** Days ISO or ''. */
export interface ApplicationForm {
  name: string;
  idNumber: string;
  birthDate: string;
  sex: 'male' | 'female' | '';
  phone: string;
  email: string;
  address: string;
  education: EducationEntry[];
  experience: ExperienceEntry[];
  statement: string;
  consent: boolean;
}

/** A form nobody has typed into yet. */
export function emptyApplicationForm(): ApplicationForm {
  return {
    name: '',
    idNumber: '',
    birthDate: '',
    sex: '',
    phone: '',
    email: '',
    address: '',
    education: [],
    experience: [],
    statement: '',
    consent: false,
  };
}

/**
 * Everything wrong with an application, in the order of the form. Rows are named `education.0.school`.
 * @param context.today the Taipei day, ISO; without it a birth date in the future passes
 */
export function checkApplication(input: ApplicationForm, context: { today?: string } = {}): Problem[] {
  return [
    ...checkIdentity(input, context.today),
    ...checkReachable(input),
    ...checkEducation(input.education),
    ...checkList('experience', input.experience),
    ...checkStatement(input.statement),
    ...checkConsent(input),
  ];
}

/**
 * The record of the résumé: what the form asks for, laid over the résumé the person keeps, whose other parts stay.
 */
export function toResumeRecord(
  form: ApplicationForm,
  kept: ResumeRecord = emptyResumeRecord(),
): ResumeRecord {
  const idNumber = checkIdNumber(form.idNumber);
  return {
    ...kept,
    basic: {
      ...kept.basic,
      name: form.name,
      idNumber: idNumber.ok ? idNumber.normal : form.idNumber,
      birthDate: form.birthDate,
      sex: form.sex,
      address: form.address,
      email: form.email,
      ...phonesOf(form.phone, kept.basic),
    },
    education: form.education,
    experience: form.experience,
    statement: form.statement,
  };
}

/**
 * The form has one box for the telephone, filled with the line or, without one, the mobile number. What is typed there
 * takes the place of what stood there, so that a number she corrected is nowhere handed over.
 */
function phonesOf(typed: string, kept: Pick<BasicPart, 'phone' | 'mobile'>) {
  const checked = checkPhone(typed);
  const anotherMobile = kept.phone === '' && checked.ok && checked.normal.startsWith('09');
  if (anotherMobile || samePhone(typed, kept.mobile)) return { phone: '', mobile: typed };
  return { phone: typed, mobile: kept.phone === '' ? '' : kept.mobile };
}

function samePhone(a: string, b: string): boolean {
  const [one, other] = [checkPhone(a), checkPhone(b)];
  return one.ok && other.ok && one.normal === other.normal;
}

function checkReachable(input: ApplicationForm): Problem[] {
  const problems: Problem[] = [];
  const phone = checkPhone(input.phone, '電話');
  if (!phone.ok) problems.push({ field: 'phone', message: phone.message });
  const email = checkEmail(input.email, '聯絡Email');
  if (!email.ok) problems.push({ field: 'email', message: email.message });
  return [...problems, ...checkAddress(input.address)];
}

function checkEducation(rows: EducationEntry[]): Problem[] {
  if (rows.length === 0) return [{ field: 'education', message: '請至少填寫一筆學歷' }];
  return checkList('education', rows);
}

/** 個資法 §8: the notice stands beside the box; without it nothing may be collected. */
function checkConsent({ consent }: ApplicationForm): Problem[] {
  return consent ? [] : [{ field: 'consent', message: '請閱讀個人資料蒐集告知事項後勾選同意' }];
}
