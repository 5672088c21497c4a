import { emptyEntry } from '../domain/resume-fields.ts';
import { emptyResumeRecord, type ResumeRecord } from '../domain/resume-record.ts';
import { addDays, taipeiDay } from '../domain/roc-date.ts';
import { emptyVacancyContent, type VacancyContent } from '../domain/vacancy-content.ts';

export interface DemoVacancy {
  /** Which of the demonstration's agencies. */
  agency: 0 | 1;
  content: VacancyContent;
  until: 'draft' | 'inReview' | 'returned' | 'listed';
  applications: number;
}

/** Vacancies at every stage, their periods around `now`. All invented. */
export function demoVacancies(now: Date): DemoVacancy[] {
  const today = taipeiDay(now);
  const base: VacancyContent = {
    ...emptyVacancyContent(),
    writerName: '測試填寫人',
    writerEmail: 'writer@agency.example',
    writerPhone: '02-23979298',
    writerExtension: '201',
    openings: 1,
    workplaces: ['10'],
    listedFrom: today,
    listedTo: addDays(today, 14),
    email: 'hr@agency.example',
    location: '近捷運善導寺站，步行約五分鐘。\n臺北市中正區濟南路1段2之2號10樓',
    contact: '測試聯絡人\n02-23979298 分機 201',
    sex: 'any',
  };
  const official = {
    ...base,
    personnelCategory: '8',
    title: '專員',
    reserves: 2,
    rankClasses: ['薦任' as const],
    grade: '薦任第7職等至第8職等',
    jobSeries: 'A107',
    mode: 'civilService' as const,
    sections: ['exams' as const, 'appraisals' as const, 'skills' as const, 'training' as const],
    appraisalRange: { from: now.getFullYear() - 5, to: now.getFullYear() - 1 },
    qualifications:
      '1. 國內外大學以上學校畢業，經公務人員高等考試或相當特種考試人事行政類科及格。\n2. 具薦任第 7 職等以上任用資格。\n3. 熟悉人事法規與文書處理，具人事業務經驗二年以上者尤佳。',
    duties: '辦理組織編制、任免遷調及考績業務，規劃訓練課程，以及其他臨時交辦事項。',
  };
  const open = {
    ...base,
    personnelCategory: '13',
    title: '約僱行政人員',
    rankClasses: ['其他' as const],
    grade: '無',
    jobSeries: '0100',
    mode: 'open' as const,
    qualifications: '高中以上學校畢業，熟悉文書處理軟體。',
    duties: '公文收發、檔案整理及其他交辦事項。\n月薪新臺幣 38,500 元。',
  };
  return [
    { agency: 0, content: official, until: 'listed', applications: 9 },
    { agency: 0, content: open, until: 'listed', applications: 3 },
    {
      agency: 1,
      content: {
        ...open,
        title: '臨時人員',
        personnelCategory: '99',
        workplaces: ['26'],
        listedTo: addDays(today, 1),
        closingTime: '17:00',
        location: '宜蘭縣宜蘭市縣政北路1號',
      },
      until: 'listed',
      applications: 1,
    },
    {
      agency: 0,
      content: {
        ...official,
        title: '科員',
        grade: '委任第5職等或薦任第6職等至第7職等',
        rankClasses: ['薦任', '委任'],
      },
      until: 'inReview',
      applications: 0,
    },
    {
      agency: 0,
      content: { ...official, title: '書記', qualifications: '公務人員考試及格。' },
      until: 'returned',
      applications: 0,
    },
    {
      agency: 0,
      content: { ...open, title: '工友', personnelCategory: '93', qualifications: '' },
      until: 'draft',
      applications: 0,
    },
  ];
}

/** Invented people; the ID numbers only satisfy the check digit. */
export function demoRecords(): ResumeRecord[] {
  const ids = [
    'A123456789',
    'A223456781',
    'B123456780',
    'C223456783',
    'F131104093',
    'H220000006',
    'N124589304',
    'P200000005',
    'T112663836',
  ];
  return ids.map((idNumber, i) => {
    const r = emptyResumeRecord();
    const n = i + 1;
    return {
      ...r,
      basic: {
        ...r.basic,
        name: `測試姓名${n}`,
        idNumber,
        birthDate: `${1975 + n}-0${(n % 9) + 1}-1${n % 9}`,
        sex: idNumber[1] === '1' ? ('male' as const) : ('female' as const),
        address: '臺北市中正區測試路 1 號',
        email: `applicant${n}@mail.example`,
        mobile: `0900-000-00${n}`,
      },
      education: [
        {
          ...emptyEntry('education'),
          school: '測試大學',
          department: '公共行政學系',
          from: `${1993 + n}-09`,
          to: `${1997 + n}-06`,
          completion: 'graduated',
          level: '50',
        },
      ],
      exams: [{ year: 1999 + n, name: '公務人員高等考試三級考試', category: '人事行政', certificate: '' }],
      experience: [
        {
          ...emptyEntry('experience'),
          organ: '測試機關',
          title: '科員',
          grade: '薦任第6職等',
          jobSeries: 'A107',
          personnelCategory: '8',
          from: `${2000 + n}-03-01`,
          reviewResult: '合格實授',
          reviewRank: '薦任第6職等',
        },
      ],
      appraisals: [2023, 2024, 2025].map((year) => ({
        ...emptyEntry('appraisals'),
        year,
        kind: '年終考績',
        score: 80 + (n % 9),
        grade: '甲',
        award: '晉本俸一級',
        rank: '薦任第6職等',
      })),
      statement: '本人從事人事業務多年，熟悉任免、考績與訓練業務，期能為貴機關服務。',
    };
  });
}
