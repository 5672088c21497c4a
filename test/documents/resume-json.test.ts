import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ReadResume, readResumeJson, resumeJson } from '../../documents/resume-json.ts';
import { resumeSchema } from '../../documents/resume-json-schema.ts';
import { RESUME_LISTS } from '../../domain/resume-fields.ts';
import { withParts } from '../../domain/resume-parts.ts';
import { emptyResumeRecord, type ResumeRecord } from '../../domain/resume-record.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import { records } from './resume-arbitrary.ts';
import { fullRecord } from './resume-fixture.ts';

const URL = 'https://jobs.example.tw/open-data/resume.schema.json';
const schema = z.fromJSONSchema(resumeSchema(URL) as unknown as Parameters<typeof z.fromJSONSchema>[0]);
const TODAY = { today: '2026-11-24' };
const kept = (): ResumeRecord => {
  const record = emptyResumeRecord();
  return { ...record, basic: { ...record.basic, email: 'own@mail.example' } };
};
const read = (file: unknown, into = kept()): ReadResume =>
  readResumeJson(
    file instanceof Uint8Array ? file : Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)),
    into,
    TODAY,
  );
/** `path：message` of each problem. */
const told = (file: unknown): string[] => {
  const r = read(file);
  return r.ok ? [] : r.problems.map((p) => `${p.field}：${p.message}`);
};

describe('a résumé as JSON', () => {
  it('carried away and brought in again is the same record, and keeps the published schema', () => {
    fc.assert(
      fc.property(records(), (record) => {
        const text = resumeJson(record, URL);
        expect(schema.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
        const r = read(text);
        if (!r.ok) throw new Error(JSON.stringify(r.problems));
        const { email: _, ...basic } = record.basic;
        expect(withParts(kept(), r.parts)).toEqual({
          ...record,
          basic: { ...basic, email: 'own@mail.example' },
        });
      }),
      { numRuns: 30 },
    );
  });

  it('replaces the parts it gives, fields of part 1 one by one, and leaves the others', () => {
    const before = fullRecord();
    const r = read(
      { version: 1, basic: { name: '新名' }, exams: [{ year: 2020, name: '高考' }], notes: {} },
      before,
    );
    if (!r.ok) throw new Error(JSON.stringify(r.problems));
    const after = withParts(before, r.parts);
    expect(after.basic).toEqual({ ...before.basic, name: '新名' });
    expect(after.exams).toEqual([{ year: 2020, name: '高考', category: '', certificate: '' }]);
    expect(after.notes).toEqual(kept().notes);
    expect([after.training, after.statement]).toEqual([before.training, before.statement]);
  });

  it.each<[string, unknown, string]>([
    ['not JSON', '{"version": 1', '：檔案不是 UTF-8 編碼的 JSON'],
    ['not UTF-8', new Uint8Array([0x7b, 0xa4, 0xa4, 0x7d]), '：檔案不是 UTF-8 編碼的 JSON'],
    ['a list', [], '：檔案最外層應為一個物件'],
    ['too large', new Uint8Array(4 * 1024 * 1024 + 1), '：檔案超過 4 MB'],
    ['without version', {}, 'version：請註明 version：1'],
    ['of a later version', { version: 2 }, 'version：version 應為 1'],
    ['with family, part 11', { version: 1, family: [] }, 'family：不認得「family」這個項目'],
    ['with a prototype', '{"version":1,"__proto__":{"a":1}}', '__proto__：不認得'],
    ['with a list that is none', { version: 1, training: {} }, 'training：訓練及進修應為陣列'],
    ['with a row that is none', { version: 1, exams: ['高考'] }, 'exams[0]：應為一個物件'],
    [
      'with an unknown field',
      { version: 1, exams: [{ year: 2020, name: '高考', x: 1 }] },
      'exams[0].x：不認得',
    ],
    [
      'with a number for a text',
      { version: 1, exams: [{ year: 2020, name: 5 }] },
      'exams[0].name：考試或訓練名稱應為文字',
    ],
    [
      'with a text for a year',
      { version: 1, licences: [{ year: '109', name: '牙醫師' }] },
      'licences[0].year：年度應為西元年的整數',
    ],
    [
      'with a ROC year',
      { version: 1, licences: [{ year: 109, name: '牙醫師' }] },
      'licences[0].year：第 1 筆專門職業及技術人員資格請輸入年度',
    ],
    [
      'with a row lacking what it must have',
      { version: 1, rewards: [{ reason: 'a', result: 'b' }, {}] },
      'rewards[1].reason：第 2 筆獎懲請輸入事由',
    ],
    [
      'with an unknown code',
      { version: 1, training: [{ place: 'moon', name: 'a' }] },
      'training[0].place：第 1 筆訓練及進修請選擇國內外',
    ],
    [
      'with dates in the wrong order',
      { version: 1, training: [{ place: 'abroad', name: 'a', from: '2020-02', to: '2020-01' }] },
      'training[0].to：第 1 筆訓練及進修的迄日早於起日',
    ],
    [
      'with a day that is none',
      { version: 1, screening: [{ name: 'a', date: '2021-02-29' }] },
      'screening[0].date：第 1 筆檢覈或甄審請輸入完整的日期',
    ],
    [
      'with a day to come',
      { version: 1, screening: [{ name: 'a', date: '2026-11-25' }] },
      'screening[0].date：第 1 筆檢覈或甄審日期晚於今日',
    ],
    ['with a wrong ID number', { version: 1, basic: { idNumber: 'A123456788' } }, 'basic.idNumber：'],
    ['with a broken picture', { version: 1, basic: { photo: 'AAAA' } }, 'basic.photo：照片應為完整的'],
    [
      'with a picture that is no text',
      { version: 1, basic: { photo: '照片' } },
      'basic.photo：照片應為 base64',
    ],
    [
      'with too many rows',
      { version: 1, screening: Array.from({ length: 41 }, () => ({ name: 'a' })) },
      'screening：檢覈或甄審最多 40 筆',
    ],
    ['with a long statement', { version: 1, statement: '字'.repeat(20_001) }, 'statement：簡要自述最多'],
  ])('%s is refused at its place', (_what, file, said) => {
    const all = told(file);
    expect(
      all.some((one) => one.startsWith(said)),
      all.join('\n'),
    ).toBe(true);
  });

  it('names every wrong place of a file, not the first alone', () => {
    const rows = [
      { year: 2020, name: '' },
      { year: 2020, name: '高考' },
      { year: 3000, name: '' },
    ];
    expect(told({ version: 1, exams: rows }).map((one) => one.split('：')[0])).toEqual([
      'exams[0].name',
      'exams[2].year',
      'exams[2].name',
    ]);
  });

  it('is cleaned like what is typed: control characters and marks that reorder text never arrive', () => {
    const r = read({ version: 1, exams: [{ year: 2020, name: ' 高\u202e考\u0007\n三級 ' }] });
    expect(r.ok && r.parts.exams?.[0]?.name).toBe('高考 三級');
  });

  it('is described field by field in the published page', () => {
    const page = readFileSync(new globalThis.URL('../../docs/resume-json.md', import.meta.url), 'utf8');
    const names = Object.values(RESUME_LISTS).flatMap((list) => [
      `\`${list.name}\``,
      ...list.fields.map((field) => `\`${field.name}\``),
    ]);
    for (const name of [...names, ...[...BASIC_FIELDS, ...NOTES_FIELDS].map((f) => `\`${f.name}\``)])
      expect(page).toContain(name);
  });
});
