import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { onError } from '../../../web/middleware/errors.tsx';
import { readMultipart } from '../../../web/middleware/multipart.ts';

const LIMITS = { filesBytes: 1_000, maxFiles: 2, keepFiles: true };

async function read(form: FormData, limits: Partial<typeof LIMITS> = {}) {
  let found: Awaited<ReturnType<typeof readMultipart>> | undefined;
  const app = new Hono();
  app.onError((e, c) => ('status' in e ? c.text('', e.status as 400) : onError(e, c)));
  app.post('/', async (c) => {
    found = await readMultipart(c, { ...LIMITS, ...limits });
    return c.text('');
  });
  const { status } = await app.request('/', { method: 'POST', body: form });
  return { status, form: found };
}
const file = (bytes: number, name = '證明 1.pdf') =>
  new File([new Uint8Array(bytes).fill(7)], name, { type: 'application/pdf' });

describe('reading a form with files', () => {
  it('keeps texts in order and files whole, with their Chinese names', async () => {
    const data = new FormData();
    data.append('name', '測試姓名1');
    data.append('tick', 'a');
    data.append('tick', 'b');
    data.append('file', file(400));
    data.append('empty', new File([], ''));
    const { form } = await read(data);
    expect(form?.entries).toEqual([
      ['name', '測試姓名1'],
      ['tick', 'a'],
      ['tick', 'b'],
    ]);
    expect(form?.files).toHaveLength(1);
    expect(form?.files[0]).toMatchObject({ field: 'file', name: '證明 1.pdf', mediaType: 'application/pdf' });
    expect(form?.files[0]?.bytes.equals(Buffer.alloc(400, 7))).toBe(true);
  });

  it.each([
    ['too many bytes', [file(600), file(600)]],
    ['too many files', [file(1), file(1), file(1)]],
  ])('%s: no file is kept, every text is', async (_what, files) => {
    const data = new FormData();
    for (const f of files) data.append('file', f);
    data.append('after', 'kept');
    const { form } = await read(data);
    expect(form).toMatchObject({ entries: [['after', 'kept']], files: [], filesTooLarge: true });
  });

  it('without a sign-in files are read past, and that is told', async () => {
    const data = new FormData();
    data.append('file', file(10));
    data.append('after', 'kept');
    expect((await read(data, { keepFiles: false })).form).toMatchObject({
      entries: [['after', 'kept']],
      files: [],
      filesDropped: true,
    });
  });

  it('refuses a text that is too long', async () => {
    const data = new FormData();
    data.append('text', 'x'.repeat(200_001));
    expect((await read(data)).status).toBe(413);
  });
});
