/** The parts of a résumé as the tables of the 公務人員履歷表(一般) print them: texts only, dates in ROC years. */

import { JOB_SERIES, nameOf, PERSONNEL_CATEGORIES } from '../domain/codes.ts';
import { COMPLETIONS, EDUCATION_LEVELS, INDIGENOUS_KINDS, MANAGER_LEVELS } from '../domain/resume-codes.ts';
import type { ExperienceEntry, ResumeRecord } from '../domain/resume-record.ts';
import type { Part } from '../domain/resume-selection.ts';
import { formatRoc, rocYear } from '../domain/roc-date.ts';

/** `widths` are shares of the line; a `centred` column holds short marks. */
export interface PrintedTable {
  caption: string;
  heads: string[];
  widths: number[];
  centred: boolean[];
  rows: string[][];
}

/** Column: heading, share of the width, what it prints of an entry, centred or not. */
type Column<T> = readonly [head: string, width: number, cell: (entry: T) => string, centred?: 'centred'];

function table<T>(entries: readonly T[], columns: readonly Column<T>[], caption = ''): PrintedTable {
  return {
    caption,
    heads: columns.map(([head]) => head),
    widths: columns.map(([, width]) => width),
    centred: columns.map((column) => column[3] === 'centred'),
    rows: entries.map((entry) => columns.map(([, , cell]) => cell(entry))),
  };
}

/** A day as `108/06/17`, a month as `108/06`; what is neither stays as it was typed. */
export function rocDate(iso: string): string {
  if (/^\d{4}-\d{2}$/.test(iso)) return `${rocYear(iso)}/${iso.slice(5)}`;
  return formatRoc(iso) || iso;
}
const year = (gregorian: number): string => (gregorian > 0 ? rocYear(`${gregorian}`.padStart(4, '0')) : '');
const period = (from: string, to: string, open = ''): string =>
  from === '' && to === '' ? '' : `${rocDate(from)} 起\n${to === '' ? open : `${rocDate(to)} 迄`}`.trim();
const lines = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n');
const count = (n: number | null): string => (n === null ? '' : String(n));

/** 本俸五級 505點 */
const salary = (e: { salaryGrade: string; salaryPoints: number | null }): string =>
  [e.salaryGrade, e.salaryPoints === null ? '' : `${e.salaryPoints}點`].filter(Boolean).join(' ');

/** What the review of an appointment found, a line each. */
const reviewLines = (e: ExperienceEntry): string =>
  lines(
    e.noReview ? '不必銓審' : '',
    e.reviewResult,
    e.reviewRank,
    salary(e),
    e.provisionalPay === '' ? '' : `暫支 ${e.provisionalPay}`,
    e.effectiveOn === '' ? '' : `${rocDate(e.effectiveOn)} 生效`,
  );

/** The tables of one part; basic, notes and statement are not tables. */
export function partTables(record: ResumeRecord, part: Part): PrintedTable[] {
  switch (part) {
    case 'education':
      return [
        table(record.education, [
          ['學校名稱', 24, (e) => lines(e.school, e.atEntry ? '（初任公職時最高學歷）' : '')],
          ['院系科所', 24, (e) => e.department],
          ['修業期間', 14, (e) => period(e.from, e.to, '在學'), 'centred'],
          ['畢結肄', 9, (e) => nameOf(COMPLETIONS, e.completion), 'centred'],
          ['教育程度', 11, (e) => nameOf(EDUCATION_LEVELS, e.level), 'centred'],
          ['證書日期文號', 22, (e) => e.certificate],
        ]),
      ];
    case 'exams':
      return [
        table(record.exams, [
          ['年度', 9, (e) => year(e.year), 'centred'],
          ['考試或訓練名稱', 40, (e) => e.name],
          ['類科別', 24, (e) => e.category],
          ['證書日期文號', 30, (e) => e.certificate],
        ]),
      ];
    case 'licences':
      return [
        table(record.licences, [
          ['年度', 9, (e) => year(e.year), 'centred'],
          ['專門職業及技術人員資格', 54, (e) => e.name],
          ['證書日期文號', 40, (e) => e.certificate],
        ]),
      ];
    case 'experience':
      return [
        table(record.experience, [
          ['服務機關\n職稱、職務編號', 25, (e) => lines(e.organ, e.title, e.positionNumber)],
          ['職務列等\n職系', 20, (e) => lines(e.grade, nameOf(JOB_SERIES, e.jobSeries))],
          [
            '人員區分\n主管級別',
            14,
            (e) =>
              lines(
                nameOf(PERSONNEL_CATEGORIES, e.personnelCategory),
                nameOf(MANAGER_LEVELS, e.managerLevel),
              ),
          ],
          ['任職期間', 18, (e) => period(e.from, e.to, '現職'), 'centred'],
          ['銓審', 22, reviewLines],
          ['異動原因', 13, (e) => e.reasonForChange, 'centred'],
          ['任免日期文號', 20, (e) => e.document],
        ]),
      ];
    case 'appraisals':
      return [
        table(record.appraisals, [
          ['年度', 8, (e) => year(e.year), 'centred'],
          ['區分', 12, (e) => e.kind, 'centred'],
          ['總分', 8, (e) => count(e.score), 'centred'],
          ['等次', 8, (e) => e.grade, 'centred'],
          ['核定獎懲', 21, (e) => e.award],
          ['官職等\n俸級、俸點', 22, (e) => lines(e.rank, salary(e))],
          ['核定文號\n銓審文號', 24, (e) => lines(e.document, e.reviewDocument)],
        ]),
      ];
    case 'rewards':
      return [
        table(record.rewards, [
          ['核定日期', 13, (e) => rocDate(e.date), 'centred'],
          ['事由', 38, (e) => e.reason],
          ['結果', 14, (e) => e.result, 'centred'],
          ['核定機關', 18, (e) => e.organ],
          ['核定文號', 22, (e) => e.document],
        ]),
      ];
    case 'skills':
      return [
        table(
          record.certificates,
          [
            ['專長或證照名稱', 48, (e) => e.name],
            ['取得日期', 16, (e) => rocDate(e.date), 'centred'],
            ['發證機關', 40, (e) => e.issuer],
          ],
          '專長及證照',
        ),
        table(
          record.languages,
          [
            ['語言', 20, (e) => e.language],
            ['測驗名稱', 40, (e) => e.test],
            ['測驗日期', 16, (e) => rocDate(e.date), 'centred'],
            ['成績或等級', 28, (e) => e.score],
          ],
          '語言能力',
        ),
      ];
    case 'screening':
      return [
        table(record.screening, [
          ['日期', 16, (e) => rocDate(e.date), 'centred'],
          ['檢覈或甄審名稱', 52, (e) => e.name],
          ['結果', 36, (e) => e.result],
        ]),
      ];
    case 'training':
      return [
        table(record.training, [
          [
            '國內外\n機關選送',
            13,
            (e) => lines(e.place === 'abroad' ? '國外' : '國內', e.selectedByOrgan ? '機關選送' : ''),
            'centred',
          ],
          ['訓練或進修機構', 22, (e) => e.institution],
          ['名稱\n課程性質', 28, (e) => lines(e.name, e.kind)],
          ['起迄日期', 16, (e) => period(e.from, e.to), 'centred'],
          ['時數\n學分', 9, (e) => count(e.hours), 'centred'],
          ['文號', 20, (e) => e.document],
        ]),
      ];
    default:
      return [];
  }
}

/** Part 10 as label and value; what nobody noted is left out. */
export const notePairs = (record: ResumeRecord): string[][] =>
  noteLines(record).filter(([, value]) => value !== '');

/** Part 10 with all it asks for. */
export function noteLines({ notes }: ResumeRecord): string[][] {
  const people = [nameOf(INDIGENOUS_KINDS, notes.indigenousKind), notes.indigenousPeople];
  const disability = [notes.disabilityKind, notes.disabilityLevel];
  const joined = (texts: string[]): string => texts.filter((text) => text !== '').join('，');
  return [
    ['兵役', notes.military],
    ['教師資格', notes.teacher],
    ['身心障礙註記', joined(disability)],
    ['原住民族註記', joined(people)],
  ];
}
