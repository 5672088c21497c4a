import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codePointName } from '../../../documents/printable.ts';
import { createTypesetter, type Typesetter } from '../../../documents/resume-pdf.ts';
import { NOTHING_ENTERED, NOTHING_IN_RANGE } from '../../../documents/resume-view.ts';
import type { ResumeRecord } from '../../../domain/resume-record.ts';
import { recordForVacancy, selectResume } from '../../../domain/resume-selection.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { full, fullRecord } from '../../documents/resume-fixture.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf } from '../officer/html.ts';
import { keptBy, letKeep } from './resume-record.ts';
import { type Fields, handIn, opened, type Person, person, stored } from './support.ts';

let s: Scene;
let web: Web;
let typesetter: Typesetter;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  typesetter = createTypesetter();
});
afterAll(async () => {
  await typesetter.close();
  await s.close();
});

const AT = '/applicant/resume';
const send = async (who: Person, path: string, typed: Fields) => {
  const fields = fieldsOf(await (await web.get(`${AT}${path}`, who.as)).text());
  return (await web.post(`${AT}${path}`, { ...fields, ...typed }, who.as)).status;
};
const preview = async (who: Person): Promise<string> =>
  pdfText(new Uint8Array(await (await web.get(`${AT}/preview.pdf`, who.as)).arrayBuffer()));

/** What a person may type or paste, and how it is kept and printed. */
const TEXTS: [name: string, typed: string, kept: string, printed: string][] = [
  // no font of ours has these: 〓 is printed, and the character is named for whoever writes it in by hand
  ['𠮷', '𠮷田一郎', '𠮷田一郎', '〓田一郎'],
  ['𤧛', '林𤧛', '林𤧛', '林〓'],
  ['䶮', '王䶮', '王䶮', '王〓'],
  ['combining marks', 'Jose\u0301 Nun\u0303ez', 'José Nuñez', 'JoséNuñez'],
  ['right-to-left marks', '林\u202e雅\u200f婷\u2066', '林雅婷', '林雅婷'],
  ['control characters', '林\u0000雅\u0007婷\u001b', '林雅婷', '林雅婷'],
  ['markup and Typst’s own signs', '#林<b>*雅*</b>_婷_$x$', '#林<b>*雅*</b>_婷_$x$', '#林<b>*雅*</b>_婷_$x$'],
];

describe('unusual words, from the entry to the printed text [R62]', () => {
  it.each(TEXTS)('%s', async (_what, typed, kept, printed) => {
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    expect(await send(who, '/basic', { name: typed })).toBe(303);
    expect(await send(who, '/screening/new', { name: typed, result: '合格' })).toBe(303);
    expect(await send(who, '/statement', { statement: `一。\n${typed}` })).toBe(303);
    const now = await keptBy(s, who);
    expect([now.basic.name, now.screening[0]?.name, now.statement]).toEqual([kept, kept, `一。\n${kept}`]);
    const text = await preview(who);
    // the head of each page, the row, the statement
    expect(text.split(printed).length - 1).toBeGreaterThanOrEqual(3);
    for (const character of ['𠮷', '𤧛', '䶮'])
      expect(text.includes(codePointName(character))).toBe(typed.includes(character));
  });

  it('a statement of 500 lines is printed to its last line', async () => {
    const who = await person(s, web);
    const lines = Array.from({ length: 500 }, (_, i) => `第${i + 1}行自述。`);
    expect(await send(who, '/statement', { statement: lines.join('\r\n') })).toBe(303);
    expect((await keptBy(s, who)).statement).toBe(lines.join('\n'));
    const text = await preview(who);
    for (const line of [lines[0], lines[249], lines[499]]) expect(text).toContain(line);
  });

  it('three hundred courses are printed to the last', async () => {
    const who = await person(s, web);
    const [course] = fullRecord().training;
    const training = Array.from({ length: 300 }, (_, i) => ({ ...course, name: `課程第${i + 1}號` }));
    await letKeep(s, who, { ...fullRecord(), training } as ResumeRecord);
    const text = await preview(who);
    for (const name of ['課程第1號', '課程第150號', '課程第300號']) expect(text).toContain(name);
  });

  it('parts left empty say so, each under its heading', async () => {
    const who = await person(s, web);
    const text = await preview(who);
    // all but part 1, which prints its own lines
    expect(text.split(NOTHING_ENTERED).length - 1).toBe(11);
  });

  it('ranges that exclude everything say so in the document the officer gets [R64]', async () => {
    const content = {
      ...{ allSections: true, trainingRange: { from: '1950-01-01', to: '1950-12-31' } },
      ...{ rewardRange: { from: '1950-01-01', to: '1950-12-31' }, appraisalRange: { from: 1950, to: 1951 } },
    };
    const no = await vacancyOf(s, { content });
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    const form = fieldsOf(await (await web.get(`/apply/${no}`, who.as)).text());
    const review = await web.post(`/apply/${no}`, { ...form, act: 'review' }, who.as);
    await handIn(web, who, no, fieldsOf(await review.text()));
    const [row] = await stored(s, who);
    const { record } = await opened(s, who, row?.id as string);
    expect([record.training, record.rewards, record.appraisals]).toEqual([[], [], []]);
    // as production typesets it
    const selection = { sections: [], ...content };
    const { parts, ...cut } = selectResume(record, selection, 'civilService');
    expect(cut).toEqual(recordForVacancy(record, selection, 'civilService'));
    const { bytes } = await typesetter.resume(full({ record: cut, parts, ranges: selection }));
    const text = await pdfText(bytes);
    expect(text.split(NOTHING_IN_RANGE).length - 1).toBe(3);
    expect(text).toContain('調閱區間：39/01/01~39/12/31');
  });
});
