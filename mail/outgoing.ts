import { checkEmail, cleanLine } from '../domain/contact.ts';

/** One mail to one person. Its Message-ID is fixed by the ledger, so that every try carries the same one. */
export interface OutgoingMail {
  /** With angle brackets: `<id@domain>`. */
  messageId: string;
  to: { name?: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** `List-…` and `X-…` only; everything else is the transport's. */
  headers?: Readonly<Record<string, string>>;
  attachments?: readonly MailAttachment[];
}

/** Content in memory: a path or an address is never followed. */
export interface MailAttachment {
  filename: string;
  contentType: string;
  content: string | Buffer;
}

/** What the SMTP client is given: single addresses as objects, texts of one line, nothing to look up. */
export interface PreparedMail {
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  /** Base64, so that every byte arrives as it is: line ends of a calendar file are part of it. */
  attachments: (MailAttachment & { contentTransferEncoding: 'base64' })[];
}

export type Prepared = { ok: true; mail: PreparedMail } | { ok: false; code: string };

const MESSAGE_ID = /^<[^<>\s@]+@[^<>\s@]+>$/;
const HEADER_NAME = /^(List|X)-[A-Za-z0-9-]+$/i;
const CONTENT_TYPE = /^[a-z]+\/[a-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9-]+)*$/i;

/**
 * Judges a mail before anything is sent. A list of addresses in one text would be sent to all of them, and a line
 * break in a name or subject could become a header: so one address exactly (R44), and names and subjects lose
 * control and bidirectional characters.
 * @returns the mail as the client may have it, or a code: EADDRESS, EMESSAGEID, EHEADER, ECONTENT
 */
export function prepareMail(mail: OutgoingMail): Prepared {
  const address = checkEmail(mail.to.address);
  if (!address.ok || mail.to.address !== mail.to.address.trim()) return { ok: false, code: 'EADDRESS' };
  if (!MESSAGE_ID.test(mail.messageId)) return { ok: false, code: 'EMESSAGEID' };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(mail.headers ?? {})) {
    if (!HEADER_NAME.test(name)) return { ok: false, code: 'EHEADER' };
    headers[name] = cleanLine(value);
  }
  // An object such as `{ path }` in place of a text would be read from this machine by the client.
  if (typeof mail.text !== 'string' || typeof mail.html !== 'string') return { ok: false, code: 'ECONTENT' };
  const attachments: PreparedMail['attachments'] = [];
  for (const { filename, contentType, content } of mail.attachments ?? []) {
    const inMemory = typeof content === 'string' || Buffer.isBuffer(content);
    if (!inMemory || !CONTENT_TYPE.test(contentType)) return { ok: false, code: 'ECONTENT' };
    attachments.push({
      filename: cleanLine(filename),
      contentType,
      content,
      contentTransferEncoding: 'base64',
    });
  }
  return {
    ok: true,
    mail: {
      messageId: mail.messageId,
      to: { name: cleanLine(mail.to.name ?? ''), address: address.normal },
      subject: cleanLine(mail.subject),
      text: mail.text,
      html: mail.html,
      headers,
      attachments,
    },
  };
}
