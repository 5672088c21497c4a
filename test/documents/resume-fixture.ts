import type { ResumeInput } from '../../documents/resume-pdf.ts';
import { emptyResumeRecord, type ResumeRecord } from '../../domain/resume-record.ts';
import { RESUME_PARTS, selectResume } from '../../domain/resume-selection.ts';
import { png } from './png.ts';

const ALL = {
  allSections: true,
  sections: [],
  trainingRange: { from: '', to: '' },
  rewardRange: { from: '', to: '' },
  appraisalRange: { from: null, to: null },
};

export function fullRecord(): ResumeRecord {
  return {
    basic: {
      name: '林雅婷',
      englishName: 'LIN, YA-TING',
      idNumber: 'A223456781',
      passportNumber: '',
      birthDate: '1986-01-14',
      foreignNationality: '',
      sex: 'female',
      photo: png().toString('base64'),
      registeredAddress: '100臺北市中正區濟南路一段2之2號10樓',
      address: '235新北市中和區中正路291號12樓之3',
      email: 'yating.lin@example.gov.tw',
      phone: '02-23979298 分機 105',
      mobile: '0912-345-678',
      emergencyName: '林志明',
      emergencyPhone: '0933-222-111',
    },
    education: [
      {
        school: '國立政治大學',
        department: '公共行政學系碩士班',
        from: '2008-09',
        to: '2011-06',
        completion: 'graduated',
        level: '60',
        certificate: '100年6月 政公碩字第100123號',
        atEntry: true,
      },
      {
        school: '國立臺北大學',
        department: '公共行政暨政策學系',
        from: '2004-09',
        to: '2008-06',
        completion: 'graduated',
        level: '50',
        certificate: '97年6月 北大畢字第970456號',
        atEntry: false,
      },
    ],
    exams: [
      {
        year: 2011,
        name: '公務人員高等考試三級考試',
        category: '人事行政',
        certificate: '100年12月30日 (100)公高三字第000789號',
      },
      {
        year: 2019,
        name: '薦任公務人員晉升簡任官等訓練',
        category: '',
        certificate: '108年8月 國訓字第1080123號',
      },
    ],
    licences: [
      {
        year: 2013,
        name: '專門職業及技術人員普通考試 導遊人員（英語）',
        certificate: '(102)專普導字第004567號',
      },
    ],
    experience: [
      {
        organ: '行政院人事行政總處培訓考用處',
        title: '專員',
        grade: '薦任第7職等至第8職等',
        jobSeries: 'A107',
        personnelCategory: '8',
        managerLevel: '',
        from: '2018-03-16',
        to: '',
        reasonForChange: '陞任',
        document: '107年3月12日 總處培字第1070034567號',
        positionNumber: 'A100250',
        reviewResult: '合格實授',
        reviewRank: '薦任第8職等',
        salaryGrade: '本俸五級',
        salaryPoints: 505,
        provisionalPay: '',
        effectiveOn: '2018-03-16',
        noReview: false,
      },
      {
        organ: '新北市政府人事處',
        title: '科員',
        grade: '委任第5職等或薦任第6職等至第7職等',
        jobSeries: 'A107',
        personnelCategory: '8',
        managerLevel: '',
        from: '2012-04-30',
        to: '2018-03-15',
        reasonForChange: '考試分發',
        document: '101年4月25日 新北府人任字第1011234567號',
        positionNumber: 'A200030',
        reviewResult: '先予試用',
        reviewRank: '薦任第6職等',
        salaryGrade: '本俸一級',
        salaryPoints: 385,
        provisionalPay: '370 俸點',
        effectiveOn: '2012-04-30',
        noReview: false,
      },
    ],
    appraisals: [2020, 2021, 2022, 2023, 2024, 2025].map((year) => ({
      year,
      kind: '年終考績',
      score: year === 2021 ? 79 : 82 + (year % 3),
      grade: year === 2021 ? '乙' : '甲',
      award: '晉本俸一級並給與一個月俸給總額之一次獎金',
      rank: '薦任第8職等',
      salaryGrade: '本俸五級',
      salaryPoints: 505,
      reviewDocument: `部銓五字第${year}0099號`,
      document: `${year - 1910}年2月 部銓五字第${year}0012號`,
    })),
    rewards: [
      {
        date: '2023-07-14',
        reason: '辦理全國公務人員協會座談會，規劃周延，圓滿達成任務',
        result: '嘉獎二次',
        organ: '行政院人事行政總處',
        document: '總處人字第1120045678號',
      },
    ],
    certificates: [{ name: '勞動部 乙級就業服務技術士', date: '2015-11-20', issuer: '勞動部' }],
    languages: [
      { language: '英語', test: '全民英檢中高級', date: '2016-05-02', score: '複試通過（CEFR B2）' },
    ],
    screening: [],
    notes: {
      military: '免役',
      teacher: '',
      disabilityKind: '',
      disabilityLevel: '',
      indigenousKind: 'plain',
      indigenousPeople: '阿美族',
    },
    training: Array.from({ length: 14 }, (_, i) => ({
      place: i === 3 ? ('abroad' as const) : ('domestic' as const),
      institution: i === 3 ? 'Lee Kuan Yew School of Public Policy' : '公務人力發展學院',
      name: `人事法制實務研習第${i + 1}期`,
      kind: '專業訓練',
      selectedByOrgan: i % 2 === 0,
      from: `20${10 + i}-05-0${(i % 9) + 1}`,
      to: `20${10 + i}-05-2${i % 9}`,
      hours: 6 * (i + 1),
      document: i % 3 === 0 ? `發展字第1${i}0045號` : '',
    })),
    statement: [
      '自民國101年分發以來，長期辦理任免遷調、考績獎懲及人力資源規劃業務，熟悉公務人員任用法、陞遷法及相關法規，並曾參與全國人事資訊系統之需求訪談與測試。',
      '',
      '任職新北市政府期間，將任免案件之平均辦理日數由12日縮短為7日；於總處服務期間負責甄補作業之制度檢討，主筆研究報告二篇。希望以跨機關之經驗，投入貴機關之人力規劃工作。',
    ].join('\n'),
  };
}

/** Everything a form can hold, all sections ticked. */
export function full(change: Partial<ResumeInput> = {}): ResumeInput {
  return {
    record: fullRecord(),
    parts: RESUME_PARTS.map((part) => part.code),
    vacancyNo: '1151100001',
    title: '科員',
    agencyName: '行政院人事行政總處',
    applicationNo: 'A1151124-000001',
    submittedAt: '2026-11-24T02:20:30.000Z',
    version: 1,
    ...change,
  };
}

/** What the open platform's form asks for, and nothing more. */
export function bare(change: Partial<ResumeInput> = {}): ResumeInput {
  const record = emptyResumeRecord();
  Object.assign(record.basic, {
    name: '王小明',
    idNumber: 'A123456789',
    birthDate: '1990-12-04',
    sex: 'male',
    address: '臺南市安平區永華路二段6號',
    email: 'ming@example.com',
    phone: '0912345678',
  });
  record.education = fullRecord().education.slice(1);
  record.statement = '具服務熱忱，曾任職便利商店及清潔公司。';
  const { parts, ...cut } = selectResume(record, ALL, 'open');
  return full({ record: cut, parts, title: '臨時人員', applicationNo: 'A1151124-000002', ...change });
}
