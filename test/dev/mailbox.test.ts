import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MailStore } from '../../dev/mailbox/store.ts';
import { type Mailbox, type StoredMail, startMailbox } from '../../dev/mailbox.ts';
import { createTransport, type OutgoingMail } from '../../mail/transport.ts';

const from = { name: '事求人', address: 'no-reply@example.gov.tw' };
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sq-mailbox-'));
const file = path.join(dir, 'box', 'mailbox.jsonl');
let box: Mailbox;

beforeAll(async () => {
  box = await startMailbox({ smtpPort: 3430, httpPort: 3431, file });
});
afterAll(async () => {
  await box.stop();
  fs.rmSync(dir, { recursive: true });
});
beforeEach(() => {
  box.clear();
  box.setFault({ mode: 'none' });
});

let serial = 0;
async function send(o: Partial<OutgoingMail> = {}, smtpUrl = box.smtpUrl): Promise<string> {
  const transport = createTransport(smtpUrl, { from });
  const result = await transport.send({
    messageId: `<box-${++serial}@example.gov.tw>`,
    to: { address: 'applicant@example.com' },
    subject: '主旨',
    text: '請開啟 https://recruit.example.gov.tw/r/abc。',
    html: '<p><a href="https://recruit.example.gov.tw/r/abc">連結</a></p>',
    ...o,
  });
  transport.close();
  return result.outcome;
}
const get = (where: string, init?: RequestInit): Promise<Response> => fetch(`${box.url}${where}`, init);

describe('the interface', () => {
  it('lists newest first, filters by recipient and subject, and tells links and attachments of one mail', async () => {
    await send({ to: { address: 'one@example.com' }, subject: '面試通知' });
    const attachments = [{ filename: '附件.pdf', contentType: 'application/pdf', content: '%PDF' }];
    await send({ to: { address: 'two@example.com' }, subject: '收件通知', attachments });
    const list = (await (await get('/api/messages')).json()) as StoredMail[];
    expect(list.map((m) => m.to[0])).toEqual(['two@example.com', 'one@example.com']);
    const found = (await (await get('/api/messages?to=ONE@&subject=面試')).json()) as StoredMail[];
    expect(found.map((m) => m.subject)).toEqual(['面試通知']);
    const one = (await (await get(`/api/messages/${list[0]?.id}`)).json()) as {
      links: string[];
      attachments: { index: number; filename: string }[];
    };
    expect(one.links).toEqual(['https://recruit.example.gov.tw/r/abc']);
    expect(one.attachments[0]).toMatchObject({ index: 0, filename: '附件.pdf' });
    const bytes = await get(`/messages/${list[0]?.id}/attachments/0`);
    expect(await bytes.text()).toBe('%PDF');
    expect(bytes.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it('forgets one and all', async () => {
    await send();
    await send();
    const [first] = box.messages();
    expect((await get(`/api/messages/${first?.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(box.messages()).toHaveLength(1);
    expect((await get(`/api/messages/${first?.id}`)).status).toBe(404);
    expect((await get('/api/messages', { method: 'DELETE' })).status).toBe(204);
    expect(box.messages()).toHaveLength(0);
  });

  it('sets a fault, for one recipient and so many times; refuses one it does not know', async () => {
    const put = (fault: unknown): Promise<Response> =>
      get('/api/fault', { method: 'PUT', body: JSON.stringify(fault) });
    expect((await put({ mode: 'greylist', to: 'slow@', times: 1 })).status).toBe(200);
    expect(await send()).toBe('handedOver');
    expect(await send({ to: { address: 'slow@example.com' } })).toBe('temporaryFailure');
    expect(await send({ to: { address: 'slow@example.com' } })).toBe('handedOver');
    for (const fault of [{ mode: 'fire' }, { mode: 'toString' }, { mode: 'full', times: -1 }, null])
      expect((await put(fault)).status).toBe(400);
  });

  it('answers no page of elsewhere', async () => {
    const foreign = await get('/clear', { method: 'POST', headers: { Origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    const own = await get('/clear', { method: 'POST', headers: { Origin: box.url }, redirect: 'manual' });
    expect(own.status).toBe(303);
  });
});

describe('the pages', () => {
  it('escape whatever a mail carries, and give its HTML no rights', async () => {
    const evil = '<script>alert(1)</script>';
    await send({ subject: evil, to: { name: evil, address: 'a@example.com' }, html: `<b>x</b>${evil}` });
    const [mail] = box.messages();
    const inbox = await get('/');
    const page = await get(`/messages/${mail?.id}`);
    for (const answer of [inbox, page]) {
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const html = await answer.text();
      expect(html).not.toContain('<script');
      expect(html).toContain('&lt;script&gt;');
    }
    const frame = await get(`/messages/${mail?.id}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups/);
    expect(frame.headers.get('content-security-policy')).not.toContain('allow-scripts');
  });

  it('link what the text links to, so that it can be followed', async () => {
    await send();
    const html = await (await get(`/messages/${box.messages()[0]?.id}`)).text();
    expect(html).toContain('href="https://recruit.example.gov.tw/r/abc"');
    expect((await get('/messages/none')).status).toBe(404);
  });
});

describe('the file', () => {
  it('keeps mails over a restart, also when its last line was cut off', async () => {
    await send({ subject: '留下' });
    fs.appendFileSync(file, '{"id":"cut');
    const again = await startMailbox({ smtpPort: 0, httpPort: 0, file });
    expect(again.messages().map((m) => m.subject)).toEqual(['留下']);
    const detail = await fetch(`${again.url}/api/messages/${again.messages()[0]?.id}`);
    expect(((await detail.json()) as { html: string }).html).toContain('連結');
    await again.stop();
  });

  it('holds no more than its capacity, in memory and on disk', async () => {
    const small = path.join(dir, 'small.jsonl');
    const store = new MailStore(small, 3);
    for (let n = 1; n <= 10; n++)
      await store.add(Buffer.from(`Subject: ${n}\r\n\r\nx`), { from: 'a@x.tw', to: ['b@x.tw'] });
    expect(store.list().map((m) => m.subject)).toEqual(['10', '9', '8']);
    expect(fs.readFileSync(small, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(6);
    expect(new MailStore(small, 3).list().map((m) => m.subject)).toEqual(['10', '9', '8']);
  });
});

it('says when a port is taken, and frees the other one', async () => {
  await expect(startMailbox({ smtpPort: 3432, httpPort: 3431 })).rejects.toThrow(/EADDRINUSE/);
  await expect(startMailbox({ smtpPort: 3430, httpPort: 3433 })).rejects.toThrow(/EADDRINUSE/);
  const free = await startMailbox({ smtpPort: 3432, httpPort: 3433 });
  await free.stop();
});
