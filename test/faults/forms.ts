/** The forms the workload posts, field by field as the pages have them. */
import type { Material } from './acts.ts';

export type Fields = [string, string][];

const SIGN_UP_PASSWORD = 'Faults-window-115-people';

const rocBoxes = (name: string, iso: string): Fields => [
  [`${name}-y`, String(Number(iso.slice(0, 4)) - 1911)],
  [`${name}-m`, String(Number(iso.slice(5, 7)))],
  [`${name}-d`, String(Number(iso.slice(8, 10)))],
];

export const form = {
  apply: (key: string, marker: string): Fields => [
    ['_key', key],
    ['act', 'submit'],
    ['consent', 'yes'],
    ['qualified', 'yes'],
    ['basis', '民國 100 年普通考試人事行政類科及格'],
    ['name', '測試姓名'],
    ['idNumber', 'A123456789'],
    ...rocBoxes('birthDate', '1986-01-14'),
    ['sex', 'male'],
    ['phone', '0900000000'],
    ['address', '臺北市中正區測試路 1 號'],
    ['education.0.school', '測試大學'],
    ['education.0.level', '50'],
    ['education.0.completion', 'graduated'],
    ['statement', marker],
  ],
  /** Begun, and kept as it stands. */
  keepDraft: (key: string, marker: string): Fields => [
    ...form.apply(key, marker).filter(([name]) => name !== 'act' && name !== 'consent'),
    ['act', 'saveDraft'],
    ['draftVersion', '0'],
  ],
  /** Handed in from the form that was filled with the draft. */
  handIn: (key: string, marker: string): Fields => [...form.apply(key, marker), ['draftVersion', '1']],
  /** The application whose receipt an answer leads to. */
  receiptOf: (location: string): string | undefined =>
    /^\/applicant\/applications\/([0-9a-f-]{36})\?receipt=1$/.exec(location)?.[1],
  /** Handed in again with other words. */
  change: (key: string, marker: string): Fields => [...form.apply(key, marker), ['change', 'yes']],
  signUp: (key: string, email: string): Fields => [
    ['_key', key],
    ['email', email],
    ['password', SIGN_UP_PASSWORD],
    ['passwordAgain', SIGN_UP_PASSWORD],
    ['consent', '1'],
  ],
  /** A row of 訓練及進修, at the top. */
  resume: (key: string, marker: string): Fields => [
    ['_key', key],
    ['position', '1'],
    ['place', 'domestic'],
    ['name', marker],
  ],
  withdrawVacancy: (key: string, version: number): Fields => [
    ['_key', key],
    ['version', String(version)],
    ['reason', 'wrongContent'],
  ],
  undoWithdrawal: (key: string, version: number): Fields => [
    ['_key', key],
    ['version', String(version)],
  ],
  key: (key: string): Fields => [['_key', key]],
  screen: (key: string, marker: string, version: number): Fields => [
    ['_key', key],
    ['outcome', 'qualified'],
    ['reason', ''],
    ['text', marker],
    ['version', String(version)],
  ],
  unnotice: (key: string, noticeId: string): Fields => [
    ['_key', key],
    ['notice', noticeId],
  ],
  slot: (key: string, marker: string, token: string, slot: string): Fields => [
    ...form.reply(key, marker, token, true),
    ['slot', slot],
  ],
  /** The first is chosen, the next two stand in reserve; the letters carry the marker. */
  drawUp: (key: string, marker: string, ids: readonly string[], today: string): Fields => [
    ['_key', key],
    ['confirmed', '1'],
    ['applicants', String(ids.length)],
    ...ids.flatMap(
      (id, i): Fields => [
        [`outcome-${id}`, i === 0 ? 'selected' : i < 3 ? 'reserve' : ''],
        [`rank-${id}`, i === 1 || i === 2 ? String(i) : ''],
      ],
    ),
    ...rocBoxes('settledOn', today),
    ['reserveMonths', '3'],
    ['letter-selected', marker],
    ['letter-reserve', marker],
    ['letter-notSelected', marker],
  ],
  decide: (key: string, version: number, reason: string): Fields => [
    ['_key', key],
    ['version', String(version)],
    ['reason', reason],
  ],
  reply: (key: string, marker: string, token: string, accept: boolean): Fields => [
    ['_key', key],
    ['token', token],
    ['reply', accept ? 'accepted' : 'declined'],
    ['message', marker],
  ],
  notice: (key: string, marker: string, ids: readonly string[], today: string): Fields => [
    ['_key', key],
    ...ids.map((id): [string, string] => ['notice', id]),
    ['do', 'send'],
    ['content', marker],
    ['contactPerson', '測試承辦'],
    ['contactPhone', '02-23979298'],
    ['contactEmail', 'hr@agency.example'],
    ['place', '10 樓會議室'],
    ...rocBoxes('interviewDay', later(today, 9)),
    ['interviewTime', '10:00'],
    ...rocBoxes('replyByDay', later(today, 7)),
    ['replyByTime', ''],
  ],
  retrieve: (key: string, ids: readonly string[]): Fields => [
    ['_key', key],
    ['step', 'archive'],
    ['purpose', 'shortlist'],
    ['password', 'Faults-window-115'],
    ...ids.map((id): [string, string] => ['resume', id]),
  ],
  draft: (key: string, marker: string, m: Material): Fields => [
    ['_key', key],
    ['do', 'save'],
    ['version', '0'],
    ['agencyCode', m.agencyCode],
    ['agencyAddress', '臺北市中正區測試路 1 號'],
    ['title', '測試職缺'],
    ['personnelCategory', '8'],
    ['mode', 'civilService'],
    ['sections', 'all'],
    ['duties', marker],
  ],
  edit: (key: string, draftMarker: string, marker: string, version: number, m: Material): Fields => [
    ...form.draft(key, draftMarker, m).filter(([name]) => name !== 'version'),
    ['version', String(version)],
    ['qualifications', marker],
  ],
  extend: (key: string, listedTo: string): Fields => [
    ['_key', key],
    ...rocBoxes('listedTo', listedTo),
    ['reason', 'fewApplicants'],
  ],
  close: (key: string): Fields => [
    ['_key', key],
    ['reason', 'postFilled'],
  ],
};

/** The ISO day so many days later. */
export function later(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
