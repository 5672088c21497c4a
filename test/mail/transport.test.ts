import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultMode } from '../../dev/mailbox/faults.ts';
import { type Mailbox, startMailbox } from '../../dev/mailbox.ts';
import { createTransport, type OutgoingMail, type Transport } from '../../mail/transport.ts';
import { letters } from './letters.ts';

const from = { name: '事求人機關徵才系統', address: 'no-reply@example.gov.tw' };
let box: Mailbox;
let transport: Transport;

beforeAll(async () => {
  box = await startMailbox({ smtpPort: 0, httpPort: 0 });
  transport = createTransport(box.smtpUrl, { from, socketTimeoutMs: 700 });
});
afterAll(async () => {
  transport.close();
  await box.stop();
});
afterEach(() => {
  box.setFault({ mode: 'none' });
  box.clear();
});

let serial = 0;
const mail = (o: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: `<inv-${++serial}.v1@example.gov.tw>`,
  to: { name: '測試姓名3', address: 'applicant@example.com' },
  subject: '面試通知',
  text: '純文字',
  html: '<p>網頁</p>',
  ...o,
});

interface Detail {
  subject: string;
  text: string;
  html: string;
  toName: string;
  fromName: string;
  messageId: string;
  to: string[];
  headers: { name: string; value: string }[];
  attachments: { filename: string; contentType: string; size: number }[];
}
async function newest(): Promise<Detail> {
  const [first] = box.messages();
  const answer = await fetch(`${box.url}/api/messages/${first?.id}`);
  return (await answer.json()) as Detail;
}

describe('a mail that arrives', () => {
  it('[R84] carries Chinese whole, its fixed Message-ID and the mark of a machine', async () => {
    const { notice } = letters();
    const outgoing = mail({ ...notice });
    expect(await transport.send(outgoing)).toEqual({ outcome: 'handedOver', code: '250' });
    const got = await newest();
    expect(got.subject).toBe(notice?.subject);
    expect(got.text.trim()).toBe(notice?.text.trim());
    expect(got.html.trim()).toBe(notice?.html.trim());
    expect([got.fromName, got.toName]).toEqual([from.name, '測試姓名3']);
    expect(got.messageId).toBe(outgoing.messageId);
    expect(got.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
    expect(got.headers.some((h) => /^list-unsubscribe/i.test(h.name))).toBe(false);
  });

  it('carries attachments from memory and headers of the List- and X- kind', async () => {
    const attachments = [
      { filename: '面試.ics', contentType: 'text/calendar; method=PUBLISH', content: 'BEGIN:VCALENDAR\r\n' },
    ];
    await transport.send(mail({ attachments, headers: { 'List-Unsubscribe': '<https://x.example/u>' } }));
    const got = await newest();
    expect(got.attachments[0]).toMatchObject({ filename: '面試.ics', contentType: 'text/calendar' });
    const source = await fetch(`${box.url}/messages/${box.messages()[0]?.id}/raw`);
    expect(await source.text()).toContain(Buffer.from('BEGIN:VCALENDAR\r\n').toString('base64'));
    expect(got.headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://x.example/u>' });
  });

  it('goes out beside many others over few connections, each once', async () => {
    const mails = Array.from({ length: 40 }, () => mail());
    const results = await Promise.all(mails.map((m) => transport.send(m)));
    expect(results.every((r) => r.outcome === 'handedOver')).toBe(true);
    expect(
      box
        .messages()
        .map((m) => m.messageId)
        .sort(),
    ).toEqual(mails.map((m) => m.messageId).sort());
  });
});

describe('what the server does decides the outcome', () => {
  // The rows of the table of measured SMTP faults: what is told, and how many copies lie there after one more try.
  const rows: [FaultMode, string, string, number, number][] = [
    ['dropBeforeData', 'temporaryFailure', 'ECONNECTION', 0, 1],
    ['greylist', 'temporaryFailure', '450', 0, 1],
    ['refuse', 'permanentFailure', '550', 0, 1],
    ['full', 'temporaryFailure', '452', 0, 1],
    ['reject', 'permanentFailure', '554', 0, 1],
    ['dropBeforeStoring', 'uncertain', 'ECONNECTION', 0, 1],
    ['dropAfterData', 'uncertain', 'ECONNECTION', 1, 2],
    ['hang', 'uncertain', 'ETIMEDOUT', 1, 2],
  ];
  it.each(rows)('%s → %s (%s)', async (mode, outcome, code, copies, copiesAfterRetry) => {
    const outgoing = mail();
    box.setFault({ mode });
    expect(await transport.send(outgoing)).toEqual({ outcome, code });
    expect(box.messages()).toHaveLength(copies);
    box.setFault({ mode: 'none' });
    expect(await transport.send(outgoing)).toEqual({ outcome: 'handedOver', code: '250' });
    expect(box.messages().map((m) => m.messageId)).toEqual(
      Array.from({ length: copiesAfterRetry }, () => outgoing.messageId),
    );
  });

  it('unavailable → temporaryFailure, with a connection kept open and with a new one', async () => {
    const fresh = createTransport(box.smtpUrl, { from });
    const outgoing = mail();
    await transport.send(mail());
    box.clear();
    box.setFault({ mode: 'unavailable' });
    expect(await fresh.send(outgoing)).toEqual({ outcome: 'temporaryFailure', code: '421' });
    expect(await transport.send(outgoing)).toEqual({ outcome: 'temporaryFailure', code: '421' });
    expect(box.messages()).toHaveLength(0);
    box.setFault({ mode: 'none' });
    expect((await fresh.send(outgoing)).outcome).toBe('handedOver');
    fresh.close();
  });

  it('an answer after the time-out is uncertain too', async () => {
    box.setFault({ mode: 'hang', delayMs: 1_500 });
    expect(await transport.send(mail())).toEqual({ outcome: 'uncertain', code: 'ETIMEDOUT' });
  });

  it('nobody listening is temporary', async () => {
    const lonely = createTransport('smtp://127.0.0.1:3425', { from });
    expect(await lonely.send(mail())).toEqual({ outcome: 'temporaryFailure', code: 'ESOCKET' });
    lonely.close();
  });

  it('a server that never greets is temporary', async () => {
    const silent = net.createServer(() => {});
    await new Promise<void>((done) => silent.listen(3426, '127.0.0.1', done));
    const patient = createTransport('smtp://127.0.0.1:3426', { from, greetingTimeoutMs: 300 });
    expect(await patient.send(mail())).toEqual({ outcome: 'temporaryFailure', code: 'ETIMEDOUT' });
    patient.close();
    silent.close();
  });

  it('a fault of our own set-up stops no mail for good: 5xx to the greeting, the sign-in, the sender', async () => {
    for (const refusing of ['greeting', 'AUTH', 'MAIL FROM'] as const) {
      const server = scripted(refusing);
      await new Promise<void>((done) => server.listen(3427, '127.0.0.1', done));
      const user = refusing === 'AUTH' ? 'hub:wrong@' : '';
      const out = createTransport(`smtp://${user}127.0.0.1:3427`, { from });
      expect((await out.send(mail())).outcome, refusing).toBe('temporaryFailure');
      out.close();
      await new Promise((done) => server.close(done));
    }
  });

  it('[ASVS 12.3.1] with requireTLS nothing goes out in clear to a server without TLS', async () => {
    const strict = createTransport(`${box.smtpUrl}?requireTLS=true`, { from });
    expect((await strict.send(mail())).outcome).toBe('temporaryFailure');
    expect(box.messages()).toHaveLength(0);
    strict.close();
  });

  it('is a temporary failure once closed', async () => {
    const closed = createTransport(box.smtpUrl, { from });
    closed.close();
    expect((await closed.send(mail())).outcome).toBe('temporaryFailure');
  });
});

describe('[R44] what cannot be one clean mail to one person is not sent', () => {
  it.each([
    'a@example.com\r\nBcc: evil@example.com',
    'a@example.com, b@example.com',
    'A <a@example.com>',
    'a@example.com ',
    '',
  ])('the address %j', async (address) => {
    expect(await transport.send(mail({ to: { address } }))).toEqual({
      outcome: 'permanentFailure',
      code: 'EADDRESS',
    });
    expect(box.messages()).toHaveLength(0);
  });

  it('line breaks and hidden marks in name and subject become no header and no disguise', async () => {
    const to = { name: '王\u202e小明\r\nBcc: evil@example.com\u0007', address: 'a@example.com' };
    await transport.send(mail({ to, subject: '甲\r\nBcc: evil@example.com\r\n\r\n乙\u2066' }));
    const got = await newest();
    expect(got.to).toEqual(['a@example.com']);
    expect(got.headers.map((h) => h.name.toLowerCase())).not.toContain('bcc');
    expect(got.subject).toBe('甲 Bcc: evil@example.com 乙');
    expect(got.toName).toBe('王小明 Bcc: evil@example.com');
  });

  it('a header that is the transport’s own, or breaks its line', async () => {
    for (const name of ['Bcc', 'From', 'X-A\r\nBcc', 'Auto-Submitted'])
      expect((await transport.send(mail({ headers: { [name]: 'x@example.com' } }))).code).toBe('EHEADER');
    await transport.send(mail({ headers: { 'X-Note': 'a\r\nBcc: evil@example.com' } }));
    expect((await newest()).headers).toContainEqual({ name: 'X-Note', value: 'a Bcc: evil@example.com' });
  });

  it('a Message-ID with anything else in it', async () => {
    expect((await transport.send(mail({ messageId: '<a@b>\r\nBcc: x@example.com' }))).code).toBe(
      'EMESSAGEID',
    );
  });

  it('a file or an address in place of content', async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sq-mail-'));
    const file = path.join(dir, 'secret.txt');
    fs.writeFileSync(file, 'canary');
    for (const content of [{ path: file }, { href: 'http://127.0.0.1:3428/' }]) {
      const html = content as unknown as string;
      expect((await transport.send(mail({ html }))).code).toBe('ECONTENT');
      const attachments = [{ filename: 'a', contentType: 'text/plain', content: html }];
      expect((await transport.send(mail({ attachments }))).code).toBe('ECONTENT');
    }
    expect(box.messages()).toHaveLength(0);
    fs.rmSync(dir, { recursive: true });
  });
});

/** A server that refuses at one point with 5xx. */
function scripted(refusing: 'greeting' | 'AUTH' | 'MAIL FROM'): net.Server {
  return net.createServer((socket) => {
    socket.on('error', () => {});
    socket.write(refusing === 'greeting' ? '554 No service\r\n' : '220 ready\r\n');
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        if (/^EHLO/.test(line)) socket.write('250-ready\r\n250 AUTH PLAIN\r\n');
        else socket.write(line.startsWith('AUTH') ? '535 Wrong password\r\n' : '550 Sender refused\r\n');
      }
    });
  });
}
