import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedIn, State } from './acts.ts';

/** A person gives up waiting after this long and presses again. */
const PATIENCE_MS = 6_000;

export interface Answer {
  status: number;
  location: string;
  /** The banner of the next page, when the answer leads to one. */
  said: { kind: string; text: string } | null;
  requestId: string;
  type: string;
  bytes: number;
}
export type Sent = { answer: Answer } | { lost: 'refused' | 'unknown' };

/**
 * Posts a form as a page of the site does. Never throws: a connection that was refused carried nothing; anything
 * else that ends without a whole answer may have been acted on.
 */
export async function post(
  url: string,
  path: string,
  fields: readonly (readonly [string, string])[],
  as?: SignedIn,
): Promise<Sent> {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  if (as) body.append('_csrf', as.csrf);
  try {
    const r = await fetch(`${url}${path}`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { origin: url, 'sec-fetch-site': 'same-origin', ...(as ? { cookie: as.cookie } : {}) },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const bytes = (await r.arrayBuffer()).byteLength;
    return {
      answer: {
        status: r.status,
        location: r.headers.get('location') ?? '',
        said: bannerOf(r.headers.getSetCookie()),
        requestId: r.headers.get('x-request-id') ?? '',
        type: r.headers.get('content-type') ?? '',
        bytes,
      },
    };
  } catch (e) {
    const code = (e as { cause?: { code?: unknown } }).cause?.code;
    return { lost: code === 'ECONNREFUSED' ? 'refused' : 'unknown' };
  }
}

function bannerOf(cookies: readonly string[]): Answer['said'] {
  const value = cookies.map((c) => /^(?:__Host-)?said=([\w-]+)/.exec(c)?.[1]).find((v) => v !== undefined);
  if (value === undefined) return null;
  return JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Answer['said'];
}

/** `again`: a plain "not now, nothing was done". */
export type Reading = State | 'again';

/** What every kind of act reads alike: lost answers and faults of the server. */
export function readSent(sent: Sent, read: (a: Answer) => Reading): Reading {
  if ('lost' in sent) return sent.lost === 'refused' ? 'again' : 'unknown';
  // A fault of the server may come after the commit: whether it was done is not known.
  if (sent.answer.status >= 500) return 'unknown';
  // Braked: it was not even looked at.
  if (sent.answer.status === 429) return 'again';
  return read(sent.answer);
}

export interface Mail {
  to: readonly string[];
  text: string;
}

/** The newest mails, as a person opens her mailbox. */
export async function newestMails(mailboxUrl: string): Promise<Mail[]> {
  try {
    const r = await fetch(`${mailboxUrl}/api/messages?limit=60`, { signal: AbortSignal.timeout(2_000) });
    return (await r.json()) as Mail[];
  } catch {
    await sleep(100);
    return [];
  }
}

/** Reply links; not those of notices that another may replace, whose replies would rightly be refused. */
export const replyLinks = (mails: readonly Mail[]): string[] => [
  ...new Set(
    mails
      .filter((m) => !m.text.includes('-correct-'))
      .flatMap((m) => /\/r\/([\w-]{43})/.exec(m.text)?.[1] ?? []),
  ),
];

/** Links that confirm the mailbox they lie in. */
export const confirmLinks = (mails: readonly Mail[]): { email: string; token: string }[] =>
  mails.flatMap((m) => {
    const token = /\/applicant\/confirm\/([\w-]{43})/.exec(m.text)?.[1];
    return token && m.to[0] ? [{ email: m.to[0], token }] : [];
  });
