import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTypesetter, type Typesetter } from '../../documents/resume-pdf.ts';
import { goodContent } from '../support/scene.ts';
import { bare, full } from './resume-fixture.ts';
import { findVeraPdf } from './verapdf/verapdf.ts';

const CONTENT = goodContent({
  qualifications: '一、具任用資格。\n二、https://example.gov.tw/very/long/address',
});
const PAGE = 'https://recruit.example/vacancies/1151100001';
const vacancy = { no: '1151100001', agencyName: '行政院人事行政總處', content: CONTENT, url: PAGE };

const retrieval = { agencyName: vacancy.agencyName, vacancyNo: vacancy.no, title: '科員' };
const held = { attachments: 1, heldBack: 0, missing: ['𠮷'] };

let typesetter: Typesetter;
let documents: Record<string, Uint8Array>;
beforeAll(async () => {
  typesetter = createTypesetter({ compilers: 2 });
  const rare = bare();
  rare.record.basic.name = '王\u{2e000}明';
  const made = await Promise.all([
    typesetter.resume(full()),
    typesetter.resume(rare),
    typesetter.blankForm(),
    typesetter.posting({ ...vacancy, publishedOn: '2026-11-20', madeOn: '2026-11-24' }),
    typesetter.listingCertificate({
      ...vacancy,
      ...{ stage: 'listed', imported: false, closedAt: null, withdrawnAt: null, withdrawReason: null },
      ...{ revisions: [], turns: [], madeBy: '陳怡君' },
      listedAt: '2026-11-20T00:00:00Z',
      madeAt: '2026-11-24T00:00:00Z',
    }),
    typesetter.retrievalSheet({
      ...retrieval,
      ...{ retrievedBy: '陳怡君', retrievedAt: '2026-11-24T03:04:05Z', purpose: '書面審查' },
      entries: [
        { ...{ applicationNo: 'A1151124-000001', version: 1, fileName: '1151100001-01.pdf' }, ...held },
      ],
    }),
    typesetter.roster({ ...retrieval, kind: 'roster', madeAt: '2026-11-24T03:04:05Z', people: [] }),
  ]);
  const names = ['resume', 'resume-rare', 'blank-form', 'posting', 'listing-certificate', 'sheet', 'roster'];
  documents = Object.fromEntries(names.map((name, i) => [`${name}.pdf`, made[i]?.bytes ?? new Uint8Array()]));
}, 60_000);
afterAll(() => typesetter.close());

it('[R67] every document claims an archival profile and is tagged in Chinese', () => {
  for (const [name, bytes] of Object.entries(documents)) {
    const text = Buffer.from(bytes).toString('latin1');
    expect(text, name).toMatch(/<pdfaid:part>2<\/pdfaid:part>/);
    expect(text, name).toMatch(/<dc:language>[\s\S]{0,80}zh-TW/);
  }
});

const validate = await findVeraPdf();
if (typeof validate === 'string') console.info(`PDF/A is not validated here: ${validate}.`);
else
  it('[R67] keeps what it claims, says veraPDF', { timeout: 120_000 }, async () => {
    const lines = await validate(documents);
    expect(lines.map((line) => line.replace(/ 2[ab] /, ' '))).toEqual(
      Object.keys(documents).map((name) => `${name} true`),
    );
  });
