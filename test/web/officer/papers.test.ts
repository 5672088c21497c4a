import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { endListing, extendListing } from '../../../db/queries/listing-changes.ts';
import { reviseListed } from '../../../db/queries/vacancies.ts';
import { decideRevision } from '../../../db/queries/vacancy-review.ts';
import { formatRoc } from '../../../domain/roc-date.ts';
import type { VacancyContent } from '../../../domain/vacancy-content.ts';
import { paths } from '../../../web/paths.ts';
import { pdfText } from '../../documents/pdf-tools.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

/** The text of a PDF that must be one, with a neutral name. */
async function paper(path: string, no: string, kind: string): Promise<string> {
  const r = await web.get(path, officer);
  expect(r.status).toBe(200);
  expect(r.headers.get('content-type')).toBe('application/pdf');
  expect(r.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="${no}-\\d{12}-${kind}\\.pdf"$`),
  );
  return pdfText(new Uint8Array(await r.arrayBuffer()));
}
const posting = (no: string) => paper(paths.officer.posting(no), no, 'posting');
const certificate = (no: string) => paper(paths.officer.listingCertificate(no), no, 'listing-certificate');
const asWorker = <T>(fn: Parameters<typeof withActor<T>>[2]) => withActor(s.worker, { kind: 'worker' }, fn);
const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

it('職缺公告 says what the public page says, and not who filled in the form', async () => {
  const content = goodContent({
    title: '科員',
    qualifications: '一、公務人員普通考試及格。\n二、熟悉文書處理。',
    writerName: '填表人甲',
  });
  const no = await vacancyOf(s, { content });
  await apply(s, no, { name: '林應徵' });
  const text = await posting(no);
  for (const said of [
    '科員',
    no,
    '一、公務人員普通考試及格。',
    '二、熟悉文書處理。',
    '受理應徵至',
    formatRoc(content.listedTo),
  ])
    expect(text).toContain(said.replaceAll(' ', ''));
  expect(text).toContain(`${web.services.config.publicUrl}${paths.public.vacancy(no)}`);
  expect(text).not.toContain('填表人甲');
  expect(text).not.toContain('林應徵');
});

it('[R62] [R64] 職缺公告 names the parts always given, and the ranges of no section that is not asked for', async () => {
  const open = { from: '', to: '' };
  const asking = (sections: VacancyContent['sections']) =>
    goodContent({
      mode: 'civilService',
      allSections: false,
      sections,
      trainingRange: open,
      rewardRange: open,
      appraisalRange: { from: 2021, to: 2025 },
    });
  const some = await posting(await vacancyOf(s, { content: asking(['appraisals', 'training']) }));
  expect(some).toContain('一律提供基本資料、學歷、經歷及現職、簡要自述');
  expect(some).toContain('訓練日期區間全部');
  expect(some).toContain('考績年度區間110~114年度');
  expect(some).not.toContain('獎懲');
  const none = await posting(await vacancyOf(s, { content: asking([]) }));
  expect(none).toContain('一律提供基本資料、學歷、經歷及現職、簡要自述');
  expect(none).toContain('調閱項目未另外調閱其他資料');
  expect(none).not.toContain('區間');
});

it('刊登證明 has the listing, every extension, correction and the early end with their times', async () => {
  const content = goodContent();
  const no = await vacancyOf(s, { content });
  const days = [later(content.listedTo, 7), later(content.listedTo, 14)];
  for (const listedTo of days) {
    const change = {
      vacancyNo: no,
      key: randomUUID(),
      accountId: s.officer.accountId,
      reason: 'fewApplicants',
      listedTo,
    };
    expect(await asWorker((trx) => extendListing(trx, change))).toMatchObject({ ok: true });
  }
  const { version } = await s.admin
    .selectFrom('vacancy')
    .select('version')
    .where('no', '=', no)
    .executeTakeFirstOrThrow();
  const corrected = { ...content, listedTo: days[1] as string, duties: '更正後的工作項目，內容與先前不同。' };
  await withActor(s.web, s.officer, (trx) =>
    reviseListed(trx, s.officer, { no, version, content: corrected }),
  );
  await withActor(s.web, s.reviewer, (trx) =>
    decideRevision(trx, s.reviewer, { no, number: 2, decision: 'approve' }),
  );
  const listed = await certificate(no);
  expect(listed).toContain(`延長2次，迄日延至${formatRoc(days[1] as string)}`);
  expect(listed).toContain(
    `迄日${formatRoc(content.listedTo)}延至${formatRoc(days[0] as string)}：應徵人數不足`,
  );
  expect(listed).toContain(
    `迄日${formatRoc(days[0] as string)}延至${formatRoc(days[1] as string)}：應徵人數不足`,
  );
  expect(listed).toContain('刊登後1次');
  expect(listed).toContain('送出審核（第2次）');
  expect(listed).toContain('二、工作項目');
  expect(listed).toContain('測試officer');

  const end = { vacancyNo: no, key: randomUUID(), accountId: s.officer.accountId, reason: 'postFilled' };
  expect(await asWorker((trx) => endListing(trx, end))).toMatchObject({ ok: true });
  const closed = await certificate(no);
  expect(closed).toContain(`原定迄日${formatRoc(days[1] as string)}：職缺已由其他途徑補實`);
  expect(closed).toContain('已截止');
});

it('neither is offered before there is something to say, nor to another agency', async () => {
  const draft = await vacancyOf(s, { until: 'draft' });
  const approved = await vacancyOf(s, { until: 'approved' });
  const listed = await vacancyOf(s);
  const page = async (no: string) => words(await (await web.get(paths.officer.vacancy(no), officer)).text());
  expect(await page(draft)).not.toContain('公告與證明');
  expect(await page(approved)).toContain('刊登證明於開始刊登後提供');
  expect(await page(listed)).toContain('刊登證明（PDF）');
  const stranger = await web.signIn(s.stranger);
  for (const [path, as] of [
    [paths.officer.posting(draft), officer],
    [paths.officer.listingCertificate(approved), officer],
    [paths.officer.posting(listed), stranger],
    [paths.officer.listingCertificate(listed), stranger],
  ] as const)
    expect((await web.get(path, as)).status).toBe(404);
});
