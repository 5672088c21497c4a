import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanPending } from '../../../activities/scanner.ts';
import { withActor } from '../../../db/actor.ts';
import { sweep } from '../../../db/queries/reconcile.ts';
import { odt } from '../../documents/odf.ts';
import { png } from '../../documents/png.ts';
import { startClamd, VIRUS } from '../../support/clamd.ts';
import { goodContent, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { pdf, pdfOf } from '../applicant/support.ts';
import { fieldsOf, messageAt, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let stranger: SignedIn;
let reviewer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  stranger = await web.signIn(s.stranger);
  reviewer = await web.signIn(s.reviewer);
});
afterAll(() => s.close());

type File = { name: string; bytes: Uint8Array };
const PDF_FILE = async (name = '簡章.pdf'): Promise<File> => ({ name, bytes: await pdf(1) });
const edit = (no: string): string => `/officer/vacancies/${no}/edit`;
const page = async (path: string, as?: SignedIn): Promise<string> => (await web.get(path, as)).text();
const recorded = async (no: string) =>
  (await s.admin.selectFrom('vacancy').select('content').where('no', '=', no).executeTakeFirstOrThrow())
    .content;

/** Sends the form as it stands on a page, with files, as a browser without script does. */
async function send(
  path: string,
  change: Record<string, string | string[]>,
  files: readonly File[] = [],
  html?: string,
): Promise<Response> {
  const fields = { ...fieldsOf(html ?? (await page(path, officer)), 'vacancy-form'), ...change };
  delete fields.files;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, one);
  for (const { name, bytes } of files) form.append('files', new File([new Uint8Array(bytes)], name));
  return web.upload(path, form, officer);
}
const draft = (): Promise<string> => vacancyOf(s, { until: 'draft' });
/** A draft with these files. */
async function draftWith(files: readonly File[]): Promise<string> {
  const no = await draft();
  expect((await send(edit(no), { do: 'save' }, files)).status).toBe(303);
  return no;
}
const list = async (no: string): Promise<void> => {
  await s.admin
    .updateTable('vacancy')
    .set({ stage: 'listed', listed_at: new Date(), workflow_started_at: new Date() })
    .where('no', '=', no)
    .execute();
};
const approve = async (no: string): Promise<string> => {
  const html = await page(`/review/${no}`, reviewer);
  const r = await web.post(`/review/${no}`, { ...fieldsOf(html), decision: 'approve' }, reviewer);
  expect(r.status).toBe(303);
  return html;
};
const count = async (table: 'vacancy_file' | 'blob'): Promise<number> =>
  (await s.admin.selectFrom(table).select('id').execute()).length;

describe('[R30] files of a vacancy', () => {
  it('go with a draft, are shown, previewed, kept by every way of saving, and removed', async () => {
    const no = await draft();
    const picture = png(40, 40);
    const files = [await PDF_FILE('C:\\表單\\簡章.pdf'), { name: '報名表.odt', bytes: await odt() }];
    const saved = await send(edit(no), { do: 'save' }, [...files, { name: '位置圖.png', bytes: picture }]);
    expect(saved.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    const { files: kept } = await recorded(no);
    expect(kept.map((f) => [f.name, f.mediaType])).toEqual([
      ['簡章.pdf', 'application/pdf'],
      ['報名表.odt', 'application/vnd.oasis.opendocument.text'],
      ['位置圖.png', 'image/png'],
    ]);
    // a picture is written anew
    const [, , image] = kept;
    const got = await web.get(`/officer/files/${image?.id}`, officer);
    expect(Buffer.from(await got.arrayBuffer()).equals(picture)).toBe(false);
    expect(words(await page(`/officer/vacancies/${no}/preview`, officer))).toMatch(
      /附件下載 簡章\.pdf（PDF，\d+ KB）/,
    );
    expect(words(await page(`/officer/vacancies/${no}`, officer))).toContain('報名表.odt（ODT，');

    // saving by itself while it is typed keeps them; a page of before there were any changes nothing
    const html = await page(edit(no), officer);
    const fields = { ...fieldsOf(html, 'vacancy-form'), title: '打到一半' };
    const auto = await web.post(`/officer/vacancies/${no}/autosave`, fields, officer);
    expect(auto.status).toBe(200);
    expect(await recorded(no)).toMatchObject({ title: '打到一半', files: kept });
    const { filesAsked: _, keepFile: __, ...old } = fieldsOf(await page(edit(no), officer), 'vacancy-form');
    await web.post(edit(no), { ...old, do: 'save' }, officer);
    expect((await recorded(no)).files).toEqual(kept);

    // the preview of what is typed carries them on
    const preview = await (await send(edit(no), { do: 'preview' }, [await PDF_FILE('後來.pdf')])).text();
    expect(words(preview)).toContain('後來.pdf（PDF');
    await web.post(edit(no), { ...fieldsOf(preview), do: 'save' }, officer);
    expect((await recorded(no)).files.map((f) => f.name)).toEqual([...kept.map((f) => f.name), '後來.pdf']);

    await send(edit(no), { do: 'save', keepFile: [kept[1]?.id ?? ''] });
    expect((await recorded(no)).files).toEqual([kept[1]]);
  });

  it('begin with a new registration, and stay while something else is wrong with it', async () => {
    const path = '/officer/vacancies/new';
    const wrong = await send(path, { do: 'save', title: '新職缺', openings: '很多' }, [await PDF_FILE()]);
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(messageAt(html, 'openings')).toContain('名額請填數字');
    expect(words(html)).toContain('簡章.pdf（PDF');
    const saved = await send(path, { do: 'save', openings: '1' }, [], html);
    const no = saved.headers.get('location')?.split('/').at(-1) ?? '';
    expect((await recorded(no)).files.map((f) => f.name)).toEqual(['簡章.pdf']);
  });

  it('a bad, a sixth or too large a file is told at its field; nothing is written, what was typed stays', async () => {
    const no = await draftWith([await PDF_FILE()]);
    const before = await count('vacancy_file');
    const seven = await pdfOf(7 * 1024 * 1024);
    const one = await pdf(1);
    const cases: [what: string, files: File[], said: string][] = [
      ['words', [{ name: '公告.pdf', bytes: new TextEncoder().encode('不是 PDF') }], '「公告.pdf」不是 PDF'],
      [
        'a macro among good ones',
        [await PDF_FILE(), { name: '報名表.odt', bytes: await odt('', { 'Basic/a.xml': '<a/>' }) }],
        '「報名表.odt」含有巨集',
      ],
      [
        'five more',
        Array.from({ length: 5 }, (_, i) => ({ name: `${i}.pdf`, bytes: one })),
        '附件至多 5 個，目前選了 5 個、保留 1 個',
      ],
      [
        'eleven megabytes',
        [{ name: '大.pdf', bytes: await pdfOf(11 * 1024 * 1024) }],
        '「大.pdf」超過 10 MB',
      ],
      ['21 megabytes', ['a', 'b', 'c'].map((name) => ({ name: `${name}.pdf`, bytes: seven })), '20 MB'],
      ['28 megabytes', ['a', 'b', 'c', 'd'].map((name) => ({ name: `${name}.pdf`, bytes: seven })), '20 MB'],
    ];
    for (const [what, files, said] of cases) {
      const r = await send(edit(no), { do: 'save', title: '打好的職稱' }, files);
      expect(r.status, what).toBe(422);
      const html = await r.text();
      expect(messageAt(html, 'files'), what).toContain(said);
      expect(fieldsOf(html, 'vacancy-form').title, what).toEqual(['打好的職稱']);
    }
    expect(await count('vacancy_file')).toBe(before);
    expect((await recorded(no)).title).not.toBe('打好的職稱');
  });

  it('the same form with another file is another act; the same press twice is one', async () => {
    const no = await draft();
    const html = await page(edit(no), officer);
    const press = async (name: string) => send(edit(no), { do: 'save' }, [await PDF_FILE(name)], html);
    expect((await press('一.pdf')).status).toBe(303);
    await press('一.pdf');
    expect((await recorded(no)).files.map((f) => f.name)).toEqual(['一.pdf']);
    // the browser's way back: told that the record is newer, with the file kept for the next press
    const back = await press('二.pdf');
    expect(back.status).toBe(409);
    expect(words(await back.text())).toContain('二.pdf');
  });

  it('no form takes a file of another vacancy or another agency', async () => {
    const [mine] = (await recorded(await draftWith([await PDF_FILE()]))).files;
    const other = await draft();
    await send(edit(other), {
      do: 'save',
      filesAsked: 'yes',
      keepFile: [mine?.id ?? '', 'x', crypto.randomUUID()],
    });
    expect((await recorded(other)).files).toEqual([]);
    await s.admin
      .updateTable('vacancy_file')
      .set({ agency_id: s.otherAgencyId, vacancy_no: null })
      .where('id', '=', mine?.id ?? '')
      .execute();
    await send(edit(other), { do: 'save', keepFile: [mine?.id ?? ''] });
    expect((await recorded(other)).files).toEqual([]);
  });
});

describe('[R30, R54] who has them when', () => {
  it('nobody but her agency before they are handed in, then reviewers, and everybody while the page names them', async () => {
    const no = await draftWith([await PDF_FILE()]);
    const [file] = (await recorded(no)).files;
    const at = {
      officer: `/officer/files/${file?.id}`,
      review: `/review/${no}/files/${file?.id}`,
      public: `/vacancies/${no}/files/${file?.id}`,
    };
    const seen = async () => ({
      officer: (await web.get(at.officer, officer)).status,
      stranger: (await web.get(at.officer, stranger)).status,
      reviewer: (await web.get(at.review, reviewer)).status,
      public: (await web.get(at.public)).status,
    });
    expect(await seen()).toEqual({ officer: 200, stranger: 404, reviewer: 404, public: 404 });
    expect((await send(edit(no), { do: 'submit' })).status).toBe(303);
    expect(await seen()).toEqual({ officer: 200, stranger: 404, reviewer: 200, public: 404 });
    expect(await approve(no)).toContain(at.review);
    await list(no);
    expect(await seen()).toMatchObject({ officer: 200, reviewer: 200, public: 200 });
    expect(words(await page(`/vacancies/${no}`))).toMatch(/附件下載 簡章\.pdf（PDF，\d+ KB）/);
    const got = await web.get(at.public);
    expect(
      Buffer.from(await got.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('簡章.pdf')}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    for (const id of ['x', crypto.randomUUID()])
      expect((await web.get(`/vacancies/${no}/files/${id}`)).status).toBe(404);
    expect((await web.get(`/vacancies/${await vacancyOf(s)}/files/${file?.id}`)).status).toBe(404);
    for (const stage of ['withdrawn', 'archived'] as const) {
      const withdrawn = { stage, withdrawn_at: new Date() };
      await s.admin.updateTable('vacancy').set(withdrawn).where('no', '=', no).execute();
      expect((await web.get(at.public)).status).toBe(404);
    }
  });

  it('a listed vacancy adds and removes them by review: side by side, and not public before', async () => {
    const no = await draftWith([await PDF_FILE('舊簡章.pdf')]);
    await send(edit(no), { do: 'submit' });
    await approve(no);
    await list(no);
    const sent = await send(edit(no), { do: 'submit', keepFile: [] }, [await PDF_FILE('新簡章.pdf')]);
    expect(sent.status).toBe(303);
    const { content } = await s.admin
      .selectFrom('vacancy_revision')
      .select('content')
      .where('vacancy_no', '=', no)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const [added] = content.files;
    const now = await page(`/vacancies/${no}`);
    expect(now).toContain('舊簡章.pdf');
    expect(now).not.toContain('新簡章.pdf');
    expect((await web.get(`/vacancies/${no}/files/${added?.id}`)).status).toBe(404);
    const review = words(await page(`/review/${no}`, reviewer));
    expect(review).toContain('修改了 1 欄： 附件');
    expect(review).toContain('舊簡章.pdf');
    // digits that both digests share stand apart from those that are marked
    expect(review.replaceAll(' ', '')).toContain(`檢查碼${added?.digest}`);
    await approve(no);
    const then = await page(`/vacancies/${no}`);
    expect(then).toContain('新簡章.pdf');
    expect(then).not.toContain('舊簡章.pdf');
    expect((await web.get(`/vacancies/${no}/files/${added?.id}`)).status).toBe(200);
  });

  it('a copy has files of its own; a template has none', async () => {
    const no = await draftWith([await PDF_FILE()]);
    const blobs = await count('blob');
    const r = await web.post(`/officer/vacancies/${no}/copy`, { _key: crypto.randomUUID() }, officer);
    const copy = r.headers.get('location')?.split('/').at(-2) ?? '';
    const [mine] = (await recorded(no)).files;
    const [copied] = (await recorded(copy)).files;
    expect(copied).toEqual({ ...mine, id: copied?.id });
    expect(copied?.id).not.toBe(mine?.id);
    expect(await count('blob')).toBe(blobs);
    await web.post(`/officer/vacancies/${no}/delete`, { _key: crypto.randomUUID() }, officer);
    expect((await web.get(`/officer/files/${copied?.id}`, officer)).status).toBe(200);
    const path = `/officer/vacancies/${copy}/template`;
    await web.post(path, { ...fieldsOf(await page(path, officer)), name: '有附件的' }, officer);
    const template = await s.admin.selectFrom('vacancy_template').select('content').executeTakeFirstOrThrow();
    expect(template.content.files).toEqual([]);
  });

  it('what nothing names any more is swept after a day, with its bytes', async () => {
    const no = await draftWith([await PDF_FILE('留.pdf'), await PDF_FILE('去.pdf')]);
    const [kept, gone] = (await recorded(no)).files;
    await send(edit(no), { do: 'save', keepFile: [kept?.id ?? ''] });
    const run = () => withActor(s.worker, { kind: 'worker' }, sweep);
    const there = async () =>
      (await s.admin.selectFrom('vacancy_file').select('id').where('vacancy_no', '=', no).execute()).map(
        (f) => f.id,
      );
    await run();
    expect(new Set(await there())).toEqual(new Set([kept?.id, gone?.id]));
    const blobs = await count('blob');
    await s.admin
      .updateTable('vacancy_file')
      .set({ added_at: new Date(0) })
      .where('vacancy_no', '=', no)
      .execute();
    await run();
    expect(await there()).toEqual([kept?.id]);
    expect(await count('blob')).toBe(blobs - 1);
  });
});

it('[R30] with a scanner nothing is to be had before it passed, and never what it refused', async () => {
  const clamd = await startClamd();
  const watched = await webOf(s, { config: { scanning: true } });
  const infected = Buffer.concat([
    Buffer.from('%PDF-1.7\n%'),
    Buffer.from(VIRUS),
    Buffer.from('\n'),
    await pdf(1),
  ]);
  const no = await draftWith([await PDF_FILE('好.pdf'), { name: '壞.pdf', bytes: infected }]);
  await send(edit(no), { do: 'submit' });
  await approve(no);
  await list(no);
  const { files } = await recorded(no);
  const seen = () =>
    Promise.all(files.map(async ({ id }) => (await watched.get(`/vacancies/${no}/files/${id}`)).status));
  const says = async () => words(await (await watched.get(`/vacancies/${no}`)).text());
  expect(await seen()).toEqual([404, 404]);
  expect((await says()).match(/病毒掃描中，完成後即可下載/g)).toHaveLength(2);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  await scanPending({ db: s.worker, keyring: s.keyring, log }, clamd.address, new Set());
  await clamd.close();
  expect(await seen()).toEqual([200, 404]);
  const after = await says();
  expect(after).toMatch(/壞\.pdf（PDF，\d+ KB） 未通過檢查，不提供下載/);
  expect(after).not.toContain('病毒掃描中');
  const event = await s.admin
    .selectFrom('audit_event')
    .select('subject_id')
    .where('act', '=', 'vacancyFile.scanFailed')
    .execute();
  expect(event).toEqual([{ subject_id: no }]);
});

it('[R30] a listing without files says nothing of any', async () => {
  const no = await vacancyOf(s, { content: goodContent() });
  expect(await page(`/vacancies/${no}`)).not.toContain('附件下載');
});
