import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfText } from '../../documents/pdf-tools.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const FILE = '/blank-form/resume-form.pdf';

describe('[R18] 公務人員履歷空白表格下載', () => {
  it('has a page that leads to the file and says that applying needs none', async () => {
    const html = await (await web.get('/blank-form')).text();
    expect(html).toContain(`href="${FILE}"`);
    expect(words(html)).toContain('不需上傳本表');
  });

  it('is a PDF with a Chinese name, kept by its hash: the second reader gets the same, the third only a 304', async () => {
    const [first, second] = await Promise.all([web.get(FILE), web.get(FILE)]);
    expect(first.headers.get('content-type')).toBe('application/pdf');
    expect(first.headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%87%89");
    const etag = first.headers.get('etag') as string;
    expect(second.headers.get('etag')).toBe(etag);
    expect(await pdfText(new Uint8Array(await first.arrayBuffer()))).toContain('應徵人員履歷表');
    const third = await web.get(FILE, undefined, { 'if-none-match': etag });
    expect([third.status, await third.text()]).toEqual([304, '']);
  }, 60_000);
});
