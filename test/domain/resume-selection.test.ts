import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyEntry } from '../../domain/resume-fields.ts';
import { emptyResumeRecord, type ResumeRecord, type TrainingEntry } from '../../domain/resume-record.ts';
import { RESUME_SECTIONS, type ResumeSection } from '../../domain/resume-sections.ts';
import {
  deliveredParts,
  RESUME_PARTS,
  type ResumeSelection,
  selectResume,
} from '../../domain/resume-selection.ts';

const none: ResumeSelection = {
  allSections: false,
  sections: [],
  trainingRange: { from: '', to: '' },
  rewardRange: { from: '', to: '' },
  appraisalRange: { from: null, to: null },
};
const course = (from: string, to: string): TrainingEntry => ({
  ...emptyEntry('training'),
  ...{ place: 'domestic', name: `${from}~${to}`, from, to, hours: 6 },
});
const reward = (date: string) => ({ date, reason: '', result: '嘉獎一次', organ: '', document: '' });
const appraisal = (year: number) => ({ ...emptyEntry('appraisals'), year, score: 80, grade: '甲' });

function full(): ResumeRecord {
  const empty = emptyResumeRecord();
  return {
    ...empty,
    basic: { ...empty.basic, name: '測試姓名1' },
    education: [{ ...emptyEntry('education'), school: '學校', level: '50' }],
    exams: [{ year: 2010, name: '高等考試', category: '', certificate: '' }],
    licences: [{ year: 2011, name: '執照', certificate: '' }],
    appraisals: [appraisal(2019), appraisal(2020), appraisal(2021)],
    rewards: [reward('2019-12-31'), reward('2020-01-01'), reward('2020-12-31'), reward('')],
    certificates: [{ name: '證照', date: '', issuer: '' }],
    languages: [{ language: '英語', test: '', date: '', score: '' }],
    screening: [{ date: '', name: '檢覈', result: '' }],
    notes: { ...empty.notes, disabilityKind: '第一類' },
    training: [
      course('2019-12-01', '2020-01-01'),
      course('2021-01-01', '2021-01-31'),
      course('2020-06', '2020-06'),
      course('', ''),
    ],
    statement: '簡要自述',
  };
}

describe('parts delivered', () => {
  it('always are identity, education, experience and statement, and on the open platform skills too', () => {
    expect(deliveredParts('civilService', none)).toEqual(['basic', 'education', 'experience', 'statement']);
    expect(deliveredParts('open', { allSections: true, sections: ['notes'] })).toEqual([
      'basic',
      'education',
      'experience',
      'skills',
      'statement',
    ]);
    expect(deliveredParts('none', none)).toEqual([]);
  });

  it('[R63] with 個人全部資料 are all the form has, without part 11', () => {
    const parts = deliveredParts('civilService', { allSections: true, sections: [] });
    expect(parts).toEqual(RESUME_PARTS.map((part) => part.code));
    expect(RESUME_PARTS.map((part) => part.number)).not.toContain(11);
  });

  it('[R62] are exactly those ticked, for every combination of boxes', () => {
    const codes = RESUME_SECTIONS.map((section) => section.code);
    fc.assert(
      fc.property(fc.subarray<ResumeSection>([...codes]), (sections) => {
        const cut = selectResume(full(), { ...none, sections });
        const has = (section: ResumeSection): boolean => sections.includes(section);
        expect({
          exams: cut.exams.length + cut.licences.length > 0,
          appraisals: cut.appraisals.length > 0,
          rewards: cut.rewards.length > 0,
          skills: cut.certificates.length + cut.languages.length > 0,
          screening: cut.screening.length > 0,
          notes: cut.notes.disabilityKind !== '',
          training: cut.training.length > 0,
        }).toEqual(Object.fromEntries(codes.map((code) => [code, has(code)])));
        expect([cut.basic.name, cut.education.length, cut.statement]).toEqual(['測試姓名1', 1, '簡要自述']);
        expect(cut.parts).toHaveLength(4 + sections.length + (has('exams') ? 1 : 0));
      }),
    );
  });

  it('does not change the record it cuts', () => {
    const record = full();
    selectResume(record, none);
    expect(record).toEqual(full());
  });
});

describe('ranges', () => {
  const all: ResumeSelection = { ...none, allSections: true };

  it('[R65] cut nothing when empty', () => {
    expect(selectResume(full(), all)).toMatchObject(full());
  });

  it('[R64] keep training that touches the range, months included', () => {
    const cut = selectResume(full(), { ...all, trainingRange: { from: '2020-01-01', to: '2020-12-31' } });
    expect(cut.training.map((entry) => entry.name)).toEqual(['2019-12-01~2020-01-01', '2020-06~2020-06']);
    expect([cut.rewards.length, cut.appraisals.length]).toEqual([4, 3]);
  });

  it('[R64] cut rewards by day and appraisals by year, both ends included', () => {
    const cut = selectResume(full(), {
      ...all,
      rewardRange: { from: '2020-01-01', to: '2020-12-31' },
      appraisalRange: { from: 2020, to: 2020 },
    });
    expect(cut.rewards.map((entry) => entry.date)).toEqual(['2020-01-01', '2020-12-31']);
    expect(cut.appraisals.map((entry) => entry.year)).toEqual([2020]);
  });

  it('[R64] may be open on one side', () => {
    const cut = selectResume(full(), {
      ...all,
      rewardRange: { from: '', to: '2019-12-31' },
      appraisalRange: { from: 2020, to: null },
    });
    expect(cut.rewards.map((entry) => entry.date)).toEqual(['2019-12-31']);
    expect(cut.appraisals.map((entry) => entry.year)).toEqual([2020, 2021]);
  });

  it('[R64] a wider range never loses an entry', () => {
    const year = fc.integer({ min: 2018, max: 2023 });
    fc.assert(
      fc.property(year, year, year, (a, b, c) => {
        const [x = 0, y = 0, z = 0] = [a, b, c].sort((p, q) => p - q);
        const count = (from: number, to: number): number =>
          selectResume(full(), { ...all, trainingRange: { from: `${from}-01-01`, to: `${to}-12-31` } })
            .training.length;
        expect(count(x, z)).toBeGreaterThanOrEqual(Math.max(count(x, y), count(y, z)));
      }),
    );
  });
});
