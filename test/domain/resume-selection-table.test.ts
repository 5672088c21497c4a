import { describe, expect, it } from 'vitest';
import { emptyResumeRecord, type ResumeRecord } from '../../domain/resume-record.ts';
import { RESUME_SECTIONS, type ResumeSection } from '../../domain/resume-sections.ts';
import { type ResumeSelection, recordForVacancy, selectResume } from '../../domain/resume-selection.ts';
import { addDays } from '../../domain/roc-date.ts';
import { fullRecord } from '../documents/resume-fixture.ts';

const OPEN: Pick<ResumeSelection, 'trainingRange' | 'rewardRange' | 'appraisalRange'> = {
  trainingRange: { from: '', to: '' },
  rewardRange: { from: '', to: '' },
  appraisalRange: { from: null, to: null },
};
/** Nothing of it is empty, so that whatever is left out shows. */
const whole: ResumeRecord = {
  ...fullRecord(),
  screening: [{ date: '2015-01', name: '甄審', result: '合格' }],
};

/** Said here anew, by the keys of the record: what each box brings, and what comes whatever is ticked. */
const BOXES: Record<ResumeSection, (keyof ResumeRecord)[]> = {
  exams: ['exams', 'licences'],
  appraisals: ['appraisals'],
  rewards: ['rewards'],
  skills: ['certificates', 'languages'],
  screening: ['screening'],
  notes: ['notes'],
  training: ['training'],
};
const ALWAYS: (keyof ResumeRecord)[] = ['basic', 'education', 'experience', 'statement'];
const only = (keys: readonly (keyof ResumeRecord)[]): ResumeRecord => ({
  ...emptyResumeRecord(),
  ...Object.fromEntries(keys.map((key) => [key, whole[key]])),
});
const SUBSETS: ResumeSection[][] = Array.from({ length: 2 ** RESUME_SECTIONS.length }, (_, bits) =>
  RESUME_SECTIONS.map((section) => section.code).filter((_code, i) => (bits >> i) & 1),
);

describe('what a vacancy receives, box by box', () => {
  it('[R62, R63] is exactly what is ticked, for all 128 combinations, with and without 個人全部資料', () => {
    expect(SUBSETS).toHaveLength(128);
    for (const sections of SUBSETS) {
      const ticked = only([...ALWAYS, ...sections.flatMap((section) => BOXES[section])]);
      const selection = { ...OPEN, allSections: false, sections };
      expect(recordForVacancy(whole, selection, 'civilService'), sections.join()).toEqual(ticked);
      expect(recordForVacancy(whole, { ...selection, allSections: true }, 'civilService')).toEqual(whole);
    }
  });

  it('[R58, R59] asks nothing of the boxes on the open platform, and is nothing without retrieval', () => {
    const short = only([...ALWAYS, 'certificates', 'languages']);
    for (const sections of SUBSETS)
      for (const allSections of [false, true]) {
        const selection = { ...OPEN, allSections, sections };
        expect(recordForVacancy(whole, selection, 'open'), sections.join()).toEqual(short);
        expect(recordForVacancy(whole, selection, 'none')).toEqual(emptyResumeRecord());
      }
  });

  it('[R62] does not grow by being cut twice, when handed in and when produced', () => {
    for (const sections of SUBSETS) {
      const selection = { ...OPEN, allSections: false, sections };
      const once = recordForVacancy(whole, selection, 'civilService');
      expect(recordForVacancy(once, selection, 'civilService')).toEqual(once);
    }
  });
});

describe('the edges of the three ranges', () => {
  const [from, to] = ['2020-03-01', '2020-04-30'];
  const day = { before: addDays(from, -1), after: addDays(to, 1) };
  /** A period against the range March and April 2020: whether it touches it. */
  const PERIODS: [string, string, boolean][] = [
    [day.before, day.before, false],
    [day.before, from, true],
    [from, from, true],
    ['2020-03-15', '2020-03-16', true],
    [to, to, true],
    [to, day.after, true],
    [day.after, day.after, false],
    [day.before, day.after, true],
    // months reach from their first to their last day
    ['2020-02', '2020-02', false],
    ['2020-02', '2020-03', true],
    ['2020-03', '2020-04', true],
    ['2020-05', '2020-06', false],
    [day.before, '2020-03', true],
    // an end that is not told is the other one
    ['', from, true],
    ['', day.before, false],
    [to, '', true],
    [day.after, '', false],
    ['', '', false],
  ];
  const course = (a: string, b: string) => ({
    ...(whole.training[0] as ResumeRecord['training'][number]),
    from: a,
    to: b,
  });
  const reward = (date: string) => ({ ...(whole.rewards[0] as ResumeRecord['rewards'][number]), date });

  it.each<[string, { from: string; to: string }, (touches: boolean, a: string, b: string) => boolean]>([
    ['both ends', { from, to }, (touches) => touches],
    ['no end', { from: '', to: '' }, () => true],
    ['a beginning alone', { from, to: '' }, (_, a, b) => (b || a) !== '' && last(b || a) >= from],
    ['an end alone', { from: '', to }, (_, a, b) => (a || b) !== '' && first(a || b) <= to],
  ])('[R64, R65] training and rewards by day, with %s', (_name, range, expected) => {
    for (const [a, b, touches] of PERIODS) {
      const record = { ...whole, training: [course(a, b)], rewards: a === b ? [reward(a)] : [] };
      const cut = selectResume(record, {
        ...{ allSections: true, sections: [], appraisalRange: OPEN.appraisalRange },
        trainingRange: range,
        rewardRange: range,
      });
      expect(cut.training.length === 1, `${a}~${b}`).toBe(expected(touches, a, b));
      if (a === b) expect(cut.rewards.length === 1, a).toBe(expected(touches, a, b));
      expect(cut.appraisals).toEqual(whole.appraisals);
    }
  });

  it('[R64, R65] appraisals by year, both ends included, each end open or closed', () => {
    const years = [2018, 2019, 2020, 2021, 2022];
    const record = {
      ...whole,
      appraisals: years.map((year) => ({
        ...(whole.appraisals[0] as ResumeRecord['appraisals'][number]),
        year,
      })),
    };
    for (const first of [null, ...years])
      for (const last of [null, ...years]) {
        const cut = selectResume(record, {
          ...OPEN,
          ...{ allSections: false, sections: ['appraisals'], appraisalRange: { from: first, to: last } },
        });
        expect(cut.appraisals.map((one) => one.year)).toEqual(
          years.filter((year) => year >= (first ?? 0) && year <= (last ?? 9999)),
        );
        expect([cut.training, cut.rewards]).toEqual([[], []]);
      }
  });

  it('[R64] leaves a range to its own part: no box, no part, whatever the range', () => {
    for (const sections of SUBSETS) {
      const cut = selectResume(whole, {
        ...{ allSections: false, sections },
        ...{
          trainingRange: { from, to },
          rewardRange: { from, to },
          appraisalRange: { from: 1950, to: 1951 },
        },
      });
      expect([cut.training, cut.rewards, cut.appraisals], sections.join()).toEqual([[], [], []]);
      expect(cut.exams.length > 0).toBe(sections.includes('exams'));
    }
  });

  const first = (date: string): string => (date.length === 7 ? `${date}-01` : date);
  const last = (date: string): string => (date.length === 7 ? `${date}-31` : date);
});
