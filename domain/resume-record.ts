/**
 * A person's résumé, by the parts of the 公務人員履歷表(一般) (2015 edition). Part 11 (family, public
 * housing loans) is not collected: it has no purpose in recruitment (個資法 §5).
 * Days are ISO `YYYY-MM-DD` or '' ; months `YYYY-MM` or ''; years Gregorian numbers.
 */
export interface ResumeRecord {
  basic: BasicPart;
  education: EducationEntry[];
  exams: ExamEntry[];
  licences: LicenceEntry[];
  experience: ExperienceEntry[];
  appraisals: AppraisalEntry[];
  rewards: RewardEntry[];
  certificates: CertificateEntry[];
  languages: LanguageEntry[];
  screening: ScreeningEntry[];
  notes: NotesPart;
  training: TrainingEntry[];
  /** 簡要自述, at most 20,000 characters. */
  statement: string;
}

/** Part 1. `photo` is base64 JPEG or PNG, at most 1 MB, or ''. */
export interface BasicPart {
  name: string;
  englishName: string;
  idNumber: string;
  passportNumber: string;
  birthDate: string;
  foreignNationality: string;
  sex: 'male' | 'female' | '';
  photo: string;
  registeredAddress: string;
  address: string;
  email: string;
  phone: string;
  mobile: string;
  emergencyName: string;
  emergencyPhone: string;
}
/** Part 2. `level` is a code of `EDUCATION_LEVELS`. */
export interface EducationEntry {
  school: string;
  department: string;
  from: string;
  to: string;
  completion: 'graduated' | 'completed' | 'incomplete' | '';
  level: string;
  certificate: string;
  /** 初任公職時最高學歷. */
  atEntry: boolean;
}
/** Part 3. */
export interface ExamEntry {
  year: number;
  name: string;
  category: string;
  certificate: string;
}
/** Part 4. */
export interface LicenceEntry {
  year: number;
  name: string;
  certificate: string;
}
/** Part 5. `to` empty = the present post. From `reviewResult` on: 銓審, the review of the appointment. */
export interface ExperienceEntry {
  organ: string;
  title: string;
  positionNumber: string;
  grade: string;
  jobSeries: string;
  personnelCategory: string;
  managerLevel: string;
  from: string;
  to: string;
  reasonForChange: string;
  document: string;
  reviewResult: string;
  reviewRank: string;
  salaryGrade: string;
  salaryPoints: number | null;
  /** 暫支. */
  provisionalPay: string;
  /** 銓審生效日期. */
  effectiveOn: string;
  /** 不必銓審註記. */
  noReview: boolean;
}
/** Part 6. */
export interface AppraisalEntry {
  year: number;
  kind: string;
  score: number | null;
  grade: string;
  award: string;
  rank: string;
  salaryGrade: string;
  salaryPoints: number | null;
  document: string;
  /** 銓審文號. */
  reviewDocument: string;
}
/** Part 7. */
export interface RewardEntry {
  date: string;
  reason: string;
  result: string;
  organ: string;
  document: string;
}
/** Part 8, first half. */
export interface CertificateEntry {
  name: string;
  date: string;
  issuer: string;
}
/** Part 8, second half. */
export interface LanguageEntry {
  language: string;
  test: string;
  date: string;
  score: string;
}
/** Part 9. */
export interface ScreeningEntry {
  date: string;
  name: string;
  result: string;
}
/** Part 10. All free of codes the form does not print; '' = nothing noted. */
export interface NotesPart {
  military: string;
  teacher: string;
  disabilityKind: string;
  disabilityLevel: string;
  indigenousKind: '' | 'plain' | 'mountain';
  indigenousPeople: string;
}
/** Part 12. */
export interface TrainingEntry {
  place: 'domestic' | 'abroad';
  institution: string;
  name: string;
  kind: string;
  selectedByOrgan: boolean;
  from: string;
  to: string;
  hours: number | null;
  document: string;
}

/** A record with nothing entered. */
export function emptyResumeRecord(): ResumeRecord {
  return {
    basic: {
      name: '',
      englishName: '',
      idNumber: '',
      passportNumber: '',
      birthDate: '',
      foreignNationality: '',
      sex: '',
      photo: '',
      registeredAddress: '',
      address: '',
      email: '',
      phone: '',
      mobile: '',
      emergencyName: '',
      emergencyPhone: '',
    },
    education: [],
    exams: [],
    licences: [],
    experience: [],
    appraisals: [],
    rewards: [],
    certificates: [],
    languages: [],
    screening: [],
    notes: {
      military: '',
      teacher: '',
      disabilityKind: '',
      disabilityLevel: '',
      indigenousKind: '',
      indigenousPeople: '',
    },
    training: [],
    statement: '',
  };
}
