import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApplicationForm,
  checkApplication,
  emptyApplicationForm,
  toResumeRecord,
} from '../../domain/application-rules.ts';
import { emptyEntry, RESUME_LISTS } from '../../domain/resume-fields.ts';
import type { EducationEntry, ExperienceEntry } from '../../domain/resume-record.ts';

const school = (changes: Partial<EducationEntry> = {}): EducationEntry => ({
  ...emptyEntry('education'),
  school: '國立測試大學',
  department: '公共行政學系',
  from: '2004-09',
  to: '2008-06',
  completion: 'graduated',
  level: '50',
  ...changes,
});
const post = (changes: Partial<ExperienceEntry> = {}): ExperienceEntry => ({
  ...emptyEntry('experience'),
  organ: '測試機關',
  title: '科員',
  from: '2015-01-01',
  ...changes,
});
const good = (changes: Partial<ApplicationForm> = {}): ApplicationForm => ({
  name: '測試姓名1',
  idNumber: 'A123456789',
  birthDate: '1986-01-14',
  sex: 'male',
  phone: '0912-345-678',
  email: 'applicant@example.com',
  address: '臺北市測試路1號',
  education: [school()],
  experience: [post()],
  statement: '簡要自述',
  consent: true,
  ...changes,
});
const fields = (form: ApplicationForm): string[] =>
  checkApplication(form, { today: '2026-11-24' }).map((problem) => problem.field);

describe('an application', () => {
  it('has nothing wrong when complete, with or without experience and statement', () => {
    expect(checkApplication(good(), { today: '2026-11-24' })).toEqual([]);
    expect(checkApplication(good({ experience: [], statement: '' }))).toEqual([]);
  });

  it('names every required field of an empty form, in its order', () => {
    expect(fields(emptyApplicationForm())).toEqual([
      'name',
      'idNumber',
      'birthDate',
      'sex',
      'phone',
      'email',
      'address',
      'education',
      'consent',
    ]);
  });

  it.each<[string, Partial<ApplicationForm>]>([
    ['name', { name: '名'.repeat(51) }],
    ['idNumber', { idNumber: 'A123456788' }],
    ['birthDate', { birthDate: '1986-02-30' }],
    ['birthDate', { birthDate: '2026-11-24' }],
    ['birthDate', { birthDate: '1911-12-31' }],
    ['phone', { phone: '12' }],
    ['email', { email: 'a@example.com,b@example.com' }],
    ['address', { address: '路'.repeat(201) }],
    ['education', { education: Array.from({ length: 21 }, () => school()) }],
    ['experience', { experience: Array.from({ length: 61 }, () => post()) }],
    ['education.1.school', { education: [school(), school({ school: '' })] }],
    ['education.0.level', { education: [school({ level: '99' })] }],
    ['education.0.to', { education: [school({ from: '2008-09', to: '2008-06' })] }],
    ['education.0.from', { education: [school({ from: '2008' })] }],
    ['experience.0.organ', { experience: [post({ organ: '' })] }],
    ['experience.0.title', { experience: [post({ title: '' })] }],
    ['experience.0.to', { experience: [post({ from: '2015-01-02', to: '2015-01-01' })] }],
    ['experience.0.managerLevel', { experience: [post({ managerLevel: '0' })] }],
    ['experience.0.document', { experience: [post({ document: '文'.repeat(201) })] }],
    ['consent', { consent: false }],
  ])('[R19, R91] tells what is wrong at %s', (field, changes) => {
    expect(fields(good(changes))).toEqual([field]);
  });

  it('takes twenty schools, sixty posts and 20,000 characters, and not one more', () => {
    const full = good({
      education: Array.from({ length: RESUME_LISTS.education.limit }, () => school()),
      experience: Array.from({ length: RESUME_LISTS.experience.limit }, () => post()),
      // Characters, not UTF-16 units: a rare ideograph counts once.
      statement: '𠮷'.repeat(20_000),
    });
    expect(fields(full)).toEqual([]);
    expect(fields({ ...full, statement: `${full.statement}字` })).toEqual(['statement']);
  });

  it('accepts a month beside a day when they do not contradict each other', () => {
    expect(fields(good({ experience: [post({ from: '2015-01-20', to: '2015-01' })] }))).toEqual([]);
    expect(fields(good({ experience: [post({ from: '2015-02', to: '2015-01-31' })] }))).toEqual([
      'experience.0.to',
    ]);
  });

  it('never quotes what a person typed into identity fields', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][0-9]{6,12}$/), (secret) => {
        const problems = checkApplication({
          ...emptyApplicationForm(),
          idNumber: secret,
          phone: secret,
          email: secret,
        });
        for (const problem of problems)
          if (secret !== 'A123456789') expect(problem.message).not.toContain(secret);
      }),
    );
  });
});

describe('the record made of an application', () => {
  it('carries what was entered and leaves the rest empty', () => {
    const record = toResumeRecord(good({ idNumber: 'ａ１２３４５６７８９' }));
    expect(record.basic).toMatchObject({
      name: '測試姓名1',
      idNumber: 'A123456789',
      mobile: '0912-345-678',
      phone: '',
    });
    expect(record.education).toHaveLength(1);
    expect(record.statement).toBe('簡要自述');
    expect([record.exams, record.rewards, record.training, record.notes.disabilityKind]).toEqual([
      [],
      [],
      [],
      '',
    ]);
  });

  it('puts a line telephone apart from a mobile one', () => {
    expect(toResumeRecord(good({ phone: '02-23979298' })).basic).toMatchObject({
      phone: '02-23979298',
      mobile: '',
    });
  });

  it.each([
    ['0911-000-000', '02-23979298', ''],
    ['0922-000-000', '02-23979298', '0911-000-000'],
    ['02-23979299', '02-23979298', '0911-000-000'],
    ['0922-000-000', '', '0911-000-000'],
    ['02-23979299', '', '0911-000-000'],
    ['0911000000', '02-23979298', '0911-000-000'],
  ])('puts %s in the place of what the box showed of %s and %s', (typed, phone, mobile) => {
    const kept = toResumeRecord(good({}));
    const { basic } = toResumeRecord(good({ phone: typed }), {
      ...kept,
      basic: { ...kept.basic, phone, mobile },
    });
    expect(basic.phone || basic.mobile).toBe(typed);
    expect([basic.phone, basic.mobile]).not.toContain(phone || mobile);
  });
});
