import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../../documents/png.ts';
import { fullRecord } from '../../documents/resume-fixture.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';
import { keptBy, letKeep } from './resume-record.ts';
import { type Person, person } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

const AT = '/applicant/resume';
const upload = async (who: Person, path: string, file: Uint8Array | null) => {
  const form = new FormData();
  const { _key } = fieldsOf(await (await web.get(`${AT}${path}`, who.as)).text());
  form.set('_key', _key?.[0] ?? '');
  if (file) form.set('file', new File([new Uint8Array(file)], 'photo'));
  return web.upload(`${AT}${path}`, form, who.as);
};
const metadata = async (who: Person) => {
  const photo = Buffer.from((await keptBy(s, who)).basic.photo, 'base64');
  return { secret: photo.includes('SECRET'), ...(await sharp(photo).metadata()) };
};
const taken = () =>
  sharp(png(1800, 2280))
    .withExif({ IFD0: { Copyright: 'SECRET-OWNER' } })
    .png()
    .toBuffer();

describe('the photograph of a résumé [R62]', () => {
  it('is written anew, small, and shown to its owner alone', async () => {
    const who = await person(s, web);
    expect((await web.get(`${AT}/photo/file`, who.as)).status).toBe(404);
    expect((await upload(who, '/photo', await taken())).status).toBe(303);
    expect(await metadata(who)).toMatchObject({ format: 'jpeg', height: 900, secret: false });
    const shown = await web.get(`${AT}/photo/file`, who.as);
    expect([shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
      'image/jpeg',
      'no-store',
    ]);
    expect((await web.get(`${AT}/photo/file`)).headers.get('location')).toContain('/applicant/sign-in');
  });

  it('is refused with words when it is none, broken or missing, and the old one stays', async () => {
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    for (const [file, said] of [
      [Buffer.from('%PDF-1.7'), '照片請使用 JPEG 或 PNG 檔'],
      [png().subarray(0, 200), '圖檔不完整'],
      [Buffer.alloc(11 * 1024 * 1024), '照片超過 10 MB'],
      [null, '請選擇照片檔'],
    ] as const) {
      const r = await upload(who, '/photo', file);
      expect(r.status).toBe(422);
      expect(messageAt(await r.text(), 'file')).toContain(said);
    }
    expect((await keptBy(s, who)).basic.photo).toBe(fullRecord().basic.photo);
  });

  it('is removed after a question', async () => {
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    const asked = await (await web.get(`${AT}/photo/remove`, who.as)).text();
    expect((await web.post(`${AT}/photo/remove`, fieldsOf(asked), who.as)).status).toBe(303);
    expect((await keptBy(s, who)).basic).toEqual({ ...fullRecord().basic, photo: '', email: who.email });
  });

  it('is written anew too when it comes with a résumé as JSON', async () => {
    const who = await person(s, web);
    await letKeep(s, who, fullRecord());
    const photo = (await taken()).toString('base64');
    const file = Buffer.from(JSON.stringify({ version: 1, basic: { photo } }));
    expect((await upload(who, '/import', file)).headers.get('location')).toBe(`${AT}/import/confirm`);
    const asked = await (await web.get(`${AT}/import/confirm`, who.as)).text();
    expect(words(asked)).toContain('刪去 1 項、新增 1 項');
    await web.post(`${AT}/import/confirm`, fieldsOf(asked), who.as);
    expect(await metadata(who)).toMatchObject({ format: 'jpeg', height: 900, secret: false });
    const broken = Buffer.from(png(64, 64));
    broken.fill(0, 60, 90);
    const wrong = { version: 1, basic: { photo: broken.toString('base64') } };
    const r = await upload(who, '/import', Buffer.from(JSON.stringify(wrong)));
    expect(r.status).toBe(422);
    expect(await r.text()).toContain('basic.photo');
  });
});
