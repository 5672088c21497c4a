import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';

/** What lists show of a mail. `to` and `from` are the envelope's; times are ISO instants. */
export interface StoredMail {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  text: string;
  size: number;
}
interface Kept {
  mail: StoredMail;
  raw: Buffer;
}

export interface MailFilter {
  /** Parts of the address, subject or Message-ID, case ignored. */
  to?: string;
  subject?: string;
  messageId?: string;
}

/** How many mails are kept; the oldest go first. */
export const CAPACITY = 5_000;

/** The mails received, in memory, and in a file of JSON lines when one is named, so that a restart keeps them. */
export class MailStore {
  #mails: Kept[] = [];
  #lines = 0;
  readonly #file: string | undefined;
  readonly #capacity: number;

  constructor(file?: string, capacity = CAPACITY) {
    this.#file = file;
    this.#capacity = capacity;
    if (file && fs.existsSync(file)) this.#load(file);
  }

  /** Keeps a mail; when this returns it is in the file too. */
  async add(raw: Buffer, envelope: { from: string; to: string[] }): Promise<StoredMail> {
    const parsed = await readMail(raw);
    const mail: StoredMail = {
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      from: envelope.from,
      to: envelope.to,
      subject: parsed.subject ?? '',
      messageId: parsed.messageId ?? '',
      text: parsed.text ?? '',
      size: raw.length,
    };
    this.#mails.push({ mail, raw });
    if (this.#mails.length > this.#capacity) this.#mails.shift();
    this.#append({ mail, raw });
    return mail;
  }

  /** Newest first. */
  list(filter: MailFilter = {}): StoredMail[] {
    const has = (text: string, part: string | undefined): boolean =>
      part === undefined || text.toLowerCase().includes(part.toLowerCase());
    return this.#mails
      .map((kept) => kept.mail)
      .filter(
        (m) =>
          (filter.to === undefined || m.to.some((to) => has(to, filter.to))) &&
          has(m.subject, filter.subject) &&
          has(m.messageId, filter.messageId),
      )
      .reverse();
  }

  get(id: string): { mail: StoredMail; raw: Buffer } | undefined {
    return this.#mails.find((kept) => kept.mail.id === id);
  }

  /** Forgets one mail. */
  remove(id: string): boolean {
    const index = this.#mails.findIndex((kept) => kept.mail.id === id);
    if (index < 0) return false;
    this.#mails.splice(index, 1);
    this.#rewrite();
    return true;
  }

  clear(): void {
    this.#mails = [];
    this.#rewrite();
  }

  #append(kept: Kept): void {
    if (!this.#file) return;
    if (this.#lines >= this.#capacity * 2) {
      this.#rewrite();
      return;
    }
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.appendFileSync(this.#file, line(kept), { mode: 0o600 });
    this.#lines += 1;
  }

  /** By way of a second file: a crash in between leaves the old one whole. */
  #rewrite(): void {
    if (!this.#file) return;
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    const next = `${this.#file}.new`;
    fs.writeFileSync(next, this.#mails.map(line).join(''), { mode: 0o600 });
    fs.renameSync(next, this.#file);
    this.#lines = this.#mails.length;
  }

  #load(file: string): void {
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
    for (const text of lines.slice(-this.#capacity)) {
      try {
        const { raw, ...mail } = JSON.parse(text) as StoredMail & { raw: string };
        this.#mails.push({ mail, raw: Buffer.from(raw, 'base64') });
      } catch {
        // The last line of a process that was killed while writing it: that mail was never acknowledged.
      }
    }
    this.#rewrite();
  }
}

const line = ({ mail, raw }: Kept): string => `${JSON.stringify({ ...mail, raw: raw.toString('base64') })}\n`;

/** A mail taken apart; one that cannot be read is shown as its own source. */
export async function readMail(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    return { headers: [], headerLines: [], attachments: [], text: raw.toString('latin1') };
  }
}
