import { emptyEntry } from '../domain/resume-fields.ts';
import { emptyResumeRecord, type ResumeRecord } from '../domain/resume-record.ts';

/** The résumé the demonstration's civil-service applicant keeps: something in every part. All invented. */
export function demoResume(): ResumeRecord {
  const record = emptyResumeRecord();
  return {
    ...record,
    basic: {
      ...record.basic,
      name: '測試應徵者',
      englishName: 'TESTER, DEMO',
      idNumber: 'A223456781',
      birthDate: '1986-01-14',
      sex: 'female',
      address: '新北市中和區測試路 291 號',
      registeredAddress: '臺北市中正區測試路 1 號',
      mobile: '0900-000-101',
      emergencyName: '測試親友',
      emergencyPhone: '0900-000-102',
    },
    education: [
      {
        ...emptyEntry('education'),
        ...{ school: '測試大學', department: '公共行政學系', level: '50', completion: 'graduated' },
        ...{ from: '2004-09', to: '2008-06', certificate: '97年6月 測大畢字第970001號', atEntry: true },
      },
    ],
    exams: [
      {
        ...{ year: 2011, name: '公務人員高等考試三級考試', category: '人事行政' },
        certificate: '(100)公高三字第000001號',
      },
    ],
    licences: [{ year: 2013, name: '導遊人員（英語）', certificate: '(102)專普導字第000001號' }],
    experience: [
      {
        ...emptyEntry('experience'),
        ...{ organ: '測試機關人事處', title: '專員', positionNumber: 'A100250' },
        ...{ grade: '薦任第7職等至第8職等', jobSeries: 'A107', personnelCategory: '8', from: '2018-03-16' },
        ...{ reasonForChange: '陞任', document: '107年3月12日 測人字第1070000001號' },
        ...{
          reviewResult: '合格實授',
          reviewRank: '薦任第8職等',
          salaryGrade: '本俸五級',
          salaryPoints: 505,
        },
      },
      {
        ...emptyEntry('experience'),
        ...{ organ: '測試市政府', title: '科員', grade: '委任第5職等或薦任第6職等至第7職等' },
        ...{ jobSeries: 'A107', personnelCategory: '8', from: '2012-04-30', to: '2018-03-15' },
        ...{ reasonForChange: '考試分發', reviewResult: '合格實授', reviewRank: '薦任第6職等' },
      },
    ],
    appraisals: [2023, 2024, 2025].map((year) => ({
      ...emptyEntry('appraisals'),
      ...{ year, kind: '年終考績', score: year === 2023 ? 79 : 83, grade: year === 2023 ? '乙' : '甲' },
      ...{ award: '晉本俸一級', rank: '薦任第8職等', salaryGrade: '本俸五級', salaryPoints: 505 },
    })),
    rewards: [
      {
        ...emptyEntry('rewards'),
        ...{ date: '2023-07-14', reason: '辦理座談會，圓滿達成任務', result: '嘉獎二次', organ: '測試機關' },
      },
    ],
    certificates: [{ name: '乙級就業服務技術士', date: '2015-11-20', issuer: '勞動部' }],
    languages: [{ language: '英語', test: '全民英檢中高級', date: '2016-05-02', score: '複試通過' }],
    notes: { ...record.notes, military: '不適用' },
    training: [2019, 2021, 2023].map((year) => ({
      ...emptyEntry('training'),
      ...{ place: 'domestic' as const, institution: '測試訓練機構', name: `${year - 1911} 年人事法制研習` },
      ...{ kind: '專業訓練', selectedByOrgan: true, from: `${year}-05-06`, to: `${year}-05-10`, hours: 30 },
    })),
    statement: '本人從事任免、考績與訓練業務多年，熟悉人事法規，期能為貴機關服務。',
  };
}
