import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTypesetter, type ResumePdf, type Typesetter } from '../../documents/resume-pdf.ts';
import { RESUME_PARTS } from '../../domain/resume-selection.ts';
import { checkStructure, pdfText } from './pdf-tools.ts';
import { full } from './resume-fixture.ts';

let typesetter: Typesetter;
let form: ResumePdf;
beforeAll(async () => {
  typesetter = createTypesetter();
  form = await typesetter.blankForm();
}, 60_000);
afterAll(() => typesetter.close());

describe('[R18] the blank form', () => {
  it('asks for every part and every column a résumé prints', async () => {
    const text = await pdfText(form.bytes);
    for (const part of RESUME_PARTS) expect(text).toContain(part.name);
    const filled = await pdfText((await typesetter.resume(full())).bytes);
    for (const words of [
      '畢結肄',
      '職務列等',
      '核定獎懲',
      '證書日期文號',
      '測驗名稱',
      '教師資格',
      '英文姓名',
    ])
      for (const document of [text, filled]) expect(document).toContain(words);
    for (const words of ['外國國籍', '護照號碼', '緊急通知人', '戶籍地']) expect(text).toContain(words);
  });

  it('is a sound archival document of a few pages, names nobody, and has the same bytes each time', async () => {
    await checkStructure(form.bytes);
    expect(form.missing).toEqual([]);
    expect(form.pages).toBe(4);
    const last = await pdfText(form.bytes, 4);
    for (const words of ['十三、簡要自述', '填表人', '機關首長']) expect(last).toContain(words);
    expect(await pdfText(form.bytes)).not.toMatch(/林雅婷|A\d{9}/);
    const again = await typesetter.blankForm();
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(again.bytes)).toBe(hash(form.bytes));
  });
});
