import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';
import {
  encryptedPdf,
  handIn,
  opened,
  type Person,
  pdf,
  pdfOf,
  person,
  stored,
  toReview,
} from './support.ts';

const MB = 1024 * 1024;
let s: Scene;
let web: Web;
let no: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  no = await vacancyOf(s, { content: { mode: 'open' } });
});
afterAll(() => s.close());

type File = { name: string; bytes: Uint8Array };
/** Hands in these files and expects them refused at their field, with everything else kept and nothing written. */
async function refused(who: Person, files: File[]): Promise<string> {
  const blobs = async () => (await s.admin.selectFrom('blob').select('id').execute()).length;
  const before = await blobs();
  const r = await handIn(web, who, no, await toReview(web, who, no), files);
  expect(r.status).toBe(422);
  const html = await r.text();
  expect(fieldsOf(html)).toMatchObject({ name: ['王小明'], consent: ['yes'] });
  expect(words(html)).toContain('請重新選擇要上傳的檔案');
  expect(await stored(s, who)).toEqual([]);
  expect(await blobs()).toBe(before);
  return messageAt(html, 'files');
}

describe('documents of an application [R19]', () => {
  it('are kept sealed, with their names, and named on the receipt', async () => {
    const who = await person(s, web);
    const files = [
      { name: '畢業證書.pdf', bytes: await pdf(2) },
      { name: 'C:\\文件\\考試及格證書.PDF', bytes: await pdf(1) },
    ];
    const r = await handIn(web, who, no, await toReview(web, who, no), files);
    expect(r.status).toBe(303);
    const text = words(await (await web.get(r.headers.get('location') as string, who.as)).text());
    expect(text).toContain('畢業證書.pdf');
    const [row] = await stored(s, who);
    const kept = await opened(s, who, row?.id as string);
    expect(kept.files.map((f) => [f.mediaType, f.size])).toEqual(
      files.map((f) => ['application/pdf', f.bytes.length]),
    );
    const raw = await s.admin
      .selectFrom('blob')
      .select('bytes')
      .where('application_id', '=', row?.id as string)
      .execute();
    for (const { bytes } of raw) expect(bytes.toString('latin1')).not.toContain('%PDF');
    const names = await s.admin
      .selectFrom('attachment')
      .select('name_enc')
      .where('application_id', '=', row?.id as string)
      .execute();
    for (const { name_enc } of names) expect(name_enc.toString('utf8')).not.toContain('證書');
  });

  it('may be left out', async () => {
    const who = await person(s, web);
    expect((await handIn(web, who, no, await toReview(web, who, no))).status).toBe(303);
    const [row] = await stored(s, who);
    expect((await opened(s, who, row?.id as string)).files).toEqual([]);
  });

  it('are refused when a text calls itself PDF', async () => {
    const said = await refused(await person(s, web), [
      { name: '履歷.pdf', bytes: new TextEncoder().encode('這不是 PDF') },
    ]);
    expect(said).toContain('「履歷.pdf」不是 PDF');
    expect(said.match(/履歷\.pdf/g)).toHaveLength(1);
  });

  it('are refused when empty, so that nobody believes they arrived', async () => {
    expect(await refused(await person(s, web), [{ name: '空.pdf', bytes: new Uint8Array() }])).toContain(
      '是空的檔案',
    );
  });

  it('are refused when locked by a password', async () => {
    expect(await refused(await person(s, web), [{ name: '鎖.pdf', bytes: await encryptedPdf() }])).toContain(
      '請移除保護',
    );
  });

  it('are all refused when one of them is: nothing is half accepted', async () => {
    const said = await refused(await person(s, web), [
      { name: '好.pdf', bytes: await pdf() },
      { name: '壞.pdf', bytes: new TextEncoder().encode('%PDF-1.7 broken') },
    ]);
    expect(said).toContain('「壞.pdf」');
  });

  it('are at most five', async () => {
    const one = await pdf();
    const six = Array.from({ length: 6 }, (_, i) => ({ name: `${i}.pdf`, bytes: one }));
    expect(await refused(await person(s, web), six)).toContain('至多 5 個，目前選了 6 個');
    const many = Array.from({ length: 13 }, (_, i) => ({ name: `${i}.pdf`, bytes: one }));
    expect(await refused(await person(s, web), many)).toContain('至多 5 個');
    const who = await person(s, web);
    expect((await handIn(web, who, no, await toReview(web, who, no), six.slice(1))).status).toBe(303);
  });

  it('are at most 10 MB each', async () => {
    const said = await refused(await person(s, web), [{ name: '大.pdf', bytes: await pdfOf(11 * MB) }]);
    expect(said).toContain('「大.pdf」超過 10 MB');
    const who = await person(s, web);
    const exactly = [{ name: '剛好.pdf', bytes: await pdfOf(10 * MB) }];
    expect((await handIn(web, who, no, await toReview(web, who, no), exactly)).status).toBe(303);
  });

  it('are at most 20 MB together, also far beyond', async () => {
    const seven = await pdfOf(7 * MB);
    const three = ['a', 'b', 'c'].map((name) => ({ name: `${name}.pdf`, bytes: seven }));
    expect(await refused(await person(s, web), three)).toContain('20 MB');
    const more = ['a', 'b', 'c', 'd'].map((name) => ({ name: `${name}.pdf`, bytes: seven }));
    expect(await refused(await person(s, web), more)).toContain('20 MB');
  });

  it('never reach the page as markup by their names', async () => {
    const who = await person(s, web);
    const r = await handIn(web, who, no, await toReview(web, who, no), [
      { name: '<img src=x onerror=alert(1)>.pdf', bytes: new TextEncoder().encode('x') },
    ]);
    expect(await r.text()).not.toContain('<img src=x');
  });

  it('are no way in for who is not signed in: the files are not even kept in memory', async () => {
    const data = new FormData();
    data.set('_key', crypto.randomUUID());
    data.set('name', '王小明');
    data.append('files', new File([new Uint8Array(await pdf())], 'a.pdf'));
    const r = await web.upload(`/apply/${no}`, data);
    expect(r.status).toBe(401);
    expect(words(await r.text())).toContain('檔案與密碼不會保留');
  });
});
