import { writeOds } from 'hucre';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { saveDraft } from '../../../db/queries/vacancies.ts';
import { decideRevision } from '../../../db/queries/vacancy-review.ts';
import { importTemplate } from '../../../documents/import-template.ts';
import { IMPORT_COLUMNS } from '../../../domain/import-columns.ts';
import { addDays, formatRoc, taipeiDay } from '../../../domain/roc-date.ts';
import { row as feedRow } from '../../domain/feed-row-fixture.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());
beforeEach(async () => {
  await sql`delete from vacancy_import`.execute(s.admin);
});

const today = taipeiDay(new Date());
const PERIOD = {
  填寫人電話: '02-23979298',
  上網有效期間起日: formatRoc(today),
  上網有效期間迄日: formatRoc(addDays(today, 10)),
};
const HEADS = IMPORT_COLUMNS.map(({ head }) => head);
const row = (change: Record<string, string> = {}): string[] =>
  IMPORT_COLUMNS.map(
    ({ head, example }) => ({ ...PERIOD, ...change })[head as keyof typeof PERIOD] ?? example,
  );
/** A sheet with the template's caption and heads; row 3 is the first vacancy. */
const sheet = (...rows: string[][]): Promise<Uint8Array> =>
  writeOds({ sheets: [{ name: '職缺', rows: [['說明'], HEADS, ...rows] }] });
const key = () => crypto.randomUUID();

function send(bytes: Uint8Array | null, target = 'draft', as = officer): Promise<Response> {
  const form = new FormData();
  form.set('_key', key());
  form.set('target', target);
  if (bytes) form.set('file', new File([new Uint8Array(bytes)], 'list.ods'));
  return web.upload('/officer/import', form, as);
}
/** Sends a good file; answers the address of its dry run. */
async function dryRun(bytes: Uint8Array, target = 'draft'): Promise<string> {
  const response = await send(bytes, target);
  if (response.status !== 303) throw new Error(summary(await response.text()));
  return response.headers.get('location') ?? '';
}
const vacancies = (title: string) =>
  s.admin.selectFrom('vacancy').selectAll().where('title', '=', title).orderBy('no').execute();
const count = async (): Promise<number> =>
  (await s.admin.selectFrom('vacancy').select('no').execute()).length;
const confirm = (path: string, again: string = key()) => web.post(path, { _key: again }, officer);

describe('機關徵才匯入', () => {
  it.each(['xlsx', 'ods', 'csv'])('[R13] gives a template as %s', async (kind) => {
    const response = await web.get(`/officer/import/template.${kind}`, officer);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="vacancy-import.${kind}"`);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500);
    expect((await web.get(`/officer/import/template.${kind}`)).status).toBe(303);
  });

  it('[R13] a dry run shows every row and writes nothing; confirmed, all become drafts', async () => {
    const before = await count();
    const path = await dryRun(await sheet(row({ 職稱: '匯入一' }), row({ 職稱: '匯入二', 人員區分: '13' })));
    const html = await (await web.get(path, officer)).text();
    expect(words(html)).toContain('檢查通過，尚未寫入');
    for (const part of ['匯入一', '匯入二', '約僱人員', '10-臺北市、20-基隆市', '匯入 2 筆草稿'])
      expect(words(html)).toContain(part);
    expect(await count()).toBe(before);

    const again = fieldsOf(html)._key?.[0] ?? '';
    expect((await confirm(path, again)).headers.get('location')).toBe(path);
    const [one] = await vacancies('匯入一');
    expect(one).toMatchObject({
      review_outcome: 'draft',
      stage: 'preparing',
      agency_id: s.agencyId,
      created_by: s.officer.accountId,
      mode: 'civilService',
      submitted_at: null,
    });
    expect(one?.content).toMatchObject({
      agencyAddress: '臺北市中正區濟南路1段2之2號10樓',
      agencyName: '行政院人事行政總處',
      writerName: '測試officer',
    });
    // the same press again, and another press: neither writes anything more
    await confirm(path, again);
    const other = await confirm(path);
    expect(other.status).toBe(303);
    expect(await count()).toBe(before + 2);
    const shown = words(await (await web.get(path, officer)).text());
    expect(shown).toContain(one?.no ?? '-');
    expect(shown).toContain('前可整批復原');
  });

  it('[R13, R28] with 送出審核 every row is in review, each with its workflow asked for', async () => {
    const path = await dryRun(await sheet(row({ 職稱: '送審一' }), row({ 職稱: '送審二' })), 'review');
    await confirm(path);
    for (const title of ['送審一', '送審二']) {
      const [one] = await vacancies(title);
      expect(one).toMatchObject({ review_outcome: 'inReview', version: 2 });
      const outbox = await s.admin
        .selectFrom('outbox')
        .select('key')
        .where('target', '=', one?.no ?? '')
        .execute();
      expect(outbox.map((o) => o.key)).toContain(`start:${one?.no}`);
    }
  });

  it('[R13] one bad row and nothing is written; each problem stands at its cell and in the summary', async () => {
    const before = await count();
    const response = await send(
      await sheet(
        row({ 職稱: '好的' }),
        row({ 職稱: '', 人員區分: '一般職員', 官等類別: '' }),
        row({ 職稱: '西元', 上網有效期間起日: '2026/12/1' }),
      ),
      'review',
    );
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(words(html)).toContain('3 筆中有 2 筆需要修正');
    const letter = (head: string): string => {
      const at = HEADS.indexOf(head);
      return `${at >= 26 ? String.fromCharCode(64 + Math.floor(at / 26)) : ''}${String.fromCharCode(65 + (at % 26))}`;
    };
    expect(summary(html)).toContain(`第 4 列 ${letter('職稱')} 欄「職稱」：請輸入職稱`);
    expect(summary(html)).toContain('請選擇官等類別，若「無」官職等請勾選「其他」!');
    expect(summary(html)).toContain('年請填民國年：西元 2026 年是民國 115 年');
    expect(messageAt(html, 'r4-人員區分')).toContain('人員區分「一般職員」不在代碼表');
    expect(messageAt(html, 'r5-上網有效期間起日')).toContain('西元 2026 年');
    expect(messageAt(html, 'r3-職稱')).toBe('');
    // every link of the summary leads somewhere
    for (const [, id] of html.matchAll(/<a href="#(r\d[^"]*)"/g)) expect(html).toContain(`id="${id}"`);
    expect(await count()).toBe(before);
    expect(await s.admin.selectFrom('vacancy_import').selectAll().execute()).toEqual([]);
    // the same rows as drafts: what is only missing may be
    const draft = await send(await sheet(row({ 職稱: '', 官等類別: '' })), 'draft');
    expect(draft.status).toBe(303);
  });

  it('a file that cannot be read, none at all, or no choice: told at its field', async () => {
    const none = await (await send(null)).text();
    expect(messageAt(none, 'file')).toContain('請選擇要匯入的檔案');
    const odd = await send(Buffer.from('%PDF-1.7\0'));
    expect(odd.status).toBe(422);
    expect(messageAt(await odd.text(), 'file')).toContain('不是 XLSX、ODS、CSV 或官方 XML 檔');
    const unchosen = await (await send(await sheet(row()), '')).text();
    expect(messageAt(unchosen, 'target')).toContain('請選擇匯入後');
    const empty = await (await send(await importTemplate('xlsx'))).text();
    expect(messageAt(empty, 'file')).toContain('沒有要匯入的職缺');
  });

  it('[R31] rows of an agency that is not hers are refused', async () => {
    const response = await send(await sheet(row({ 機關代碼: 'A02000000A' })));
    expect(messageAt(await response.text(), 'r3-機關代碼')).toContain('不是您所屬的機關');
  });

  it('[R13] the official XML: hers become drafts, one that was imported before is refused', async () => {
    const roc = (iso: string): string => formatRoc(iso).replaceAll('/', '');
    const xml = (change: Record<string, string>): Buffer =>
      Buffer.from(
        `<?xml version="1.0" encoding="utf-8"?>\n<ROOT>\n<ANNOUNCE_DATE>${roc(today)}</ANNOUNCE_DATE>\n<ROW>${Object.entries(
          feedRow({
            ORG_NAME: '行政院人事行政總處',
            DATE_FROM: roc(today),
            DATE_TO: roc(addDays(today, 9)),
            TITLE: '公開資料科員',
            ...change,
          }),
        )
          .map(([name, text]) => `<${name}>${text.replaceAll('&', '&amp;')}</${name}>`)
          .join('')}</ROW>\n</ROOT>`,
      );
    await confirm(await dryRun(xml({})));
    expect(await vacancies('公開資料科員')).toHaveLength(1);
    const no = await vacancyOf(s);
    await sql`update vacancy set source_no = '1151100042' where no = ${no}`.execute(s.admin);
    const known = await send(xml({ VIEW_URL: 'http://feed.example/x?work_id=1151100042' }));
    expect(summary(await known.text())).toContain(`第 4 行 VIEW_URL：這筆已匯入為職缺 ${no}`);
    const foreign = await send(xml({ ORG_NAME: '國民大會' }));
    expect(summary(await foreign.text())).toContain('第 4 行 ORG_NAME：「國民大會」不是您所屬的機關');
  });

  it('[R13] what looks like a vacancy she has, or another row of the file, is said, not refused', async () => {
    const no = await vacancyOf(s, {
      content: { title: '雷同', listedFrom: today, listedTo: addDays(today, 10) },
    });
    const path = await dryRun(await sheet(row({ 職稱: '雷同' }), row({ 職稱: '雷同' })));
    const text = words(await (await web.get(path, officer)).text());
    expect(text).toContain(`與既有職缺 ${no} 的機關、職稱、期間相同`);
    expect(text).toContain('與第 3 列的機關、職稱、期間相同');
  });
});

describe('taking an import back', () => {
  const nosOf = async (path: string): Promise<string[]> =>
    (
      await s.admin
        .selectFrom('vacancy_import')
        .select('nos')
        .where('id', '=', path.split('/').at(-1) ?? '')
        .executeTakeFirstOrThrow()
    ).nos;

  it('[R13] drafts go, those in review are withdrawn, once and for all rows', async () => {
    const path = await dryRun(await sheet(row({ 職稱: '復原草稿' }), row({ 職稱: '復原草稿' })));
    await confirm(path);
    expect(await vacancies('復原草稿')).toHaveLength(2);
    await confirm(`${path}/undo`);
    expect(await vacancies('復原草稿')).toHaveLength(0);
    expect(words(await (await web.get(path, officer)).text())).toContain('已整批復原');
    expect((await confirm(`${path}/undo`)).status).toBe(422);

    const sent = await dryRun(await sheet(row({ 職稱: '復原送審' })), 'review');
    await confirm(sent);
    await confirm(`${sent}/undo`);
    expect(await vacancies('復原送審')).toMatchObject([{ stage: 'withdrawn' }]);
    const events = await s.admin
      .selectFrom('audit_event')
      .select(['act', 'details'])
      .where('subject_kind', '=', 'vacancyImport')
      .where('subject_id', '=', sent.split('/').at(-1) ?? '')
      .orderBy('id')
      .execute();
    expect(events.map((e) => e.act)).toEqual(['vacancy.import', 'vacancy.importUndo']);
  });

  it('one that was edited or decided meanwhile keeps all of them, and is named', async () => {
    const path = await dryRun(await sheet(row({ 職稱: '改過一' }), row({ 職稱: '改過二' })));
    await confirm(path);
    const [, second = ''] = await nosOf(path);
    await withActor(s.web, s.officer, (trx) =>
      saveDraft(trx, s.officer, { no: second, version: 1, content: goodContent(), agencyId: s.agencyId }),
    );
    const refused = await confirm(`${path}/undo`);
    expect(refused.status).toBe(422);
    expect(summary(await refused.text())).toContain(`職缺 ${second} 已修改或已審核`);
    expect(await vacancies('改過一')).toHaveLength(1);

    const sent = await dryRun(await sheet(row({ 職稱: '已審' })), 'review');
    await confirm(sent);
    const [no = ''] = await nosOf(sent);
    await withActor(s.web, s.reviewer, (trx) =>
      decideRevision(trx, s.reviewer, { no, number: 1, decision: 'approve' }),
    );
    expect((await confirm(`${sent}/undo`)).status).toBe(422);
    expect(await vacancies('已審')).toMatchObject([{ stage: 'scheduled' }]);
  });

  it('after an hour no more', async () => {
    const path = await dryRun(await sheet(row({ 職稱: '太晚' })));
    await confirm(path);
    await sql`update vacancy_import set applied_at = now() - interval '61 minutes'`.execute(s.admin);
    expect(words(await (await web.get(path, officer)).text())).toContain('已超過可整批復原的時間');
    expect((await confirm(`${path}/undo`)).status).toBe(422);
    expect(await vacancies('太晚')).toHaveLength(1);
  });

  it('is hers alone: another officer finds none of it', async () => {
    const path = await dryRun(await sheet(row({ 職稱: '不給看' })));
    const stranger = await web.signIn(s.stranger);
    expect((await web.get(path, stranger)).status).toBe(404);
    expect((await web.post(path, { _key: key() }, stranger)).status).toBe(404);
    expect((await web.post(`${path}/undo`, { _key: key() }, stranger)).status).toBe(404);
    expect((await web.get('/officer/import', await web.signIn(s.reviewer))).status).toBe(403);
    expect((await web.get('/officer/import/nonsense', officer)).status).toBe(404);
    expect(await vacancies('不給看')).toHaveLength(0);
  });
});
