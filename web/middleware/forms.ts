import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Services } from '../services.ts';
import { readMultipart } from './multipart.ts';
import { type PostedForm, signInOf, stateOf } from './state.ts';

/** The form's token is not that of the sign-in; the error handler shows what was posted and asks once more. */
export class StaleForm extends Error {
  constructor() {
    super('staleForm');
    this.name = 'StaleForm';
  }
}

export interface FormRules {
  /** Bytes of an ordinary form. */
  maxBytes: number;
  /** Paths that take files, and how many bytes of them. */
  uploads: readonly { path: RegExp; filesBytes: number; maxFiles: number }[];
  /**
   * Paths whose form carries a proof of its own: the reply page is sent with `no-referrer`, so Origin is null; a mail
   * programme's button to unsubscribe has none.
   */
  ownProof: RegExp;
  /** Paths that use no sign-in, so that a token of one is not asked for; the Origin still is. */
  noToken: RegExp;
}

/** Above this a multipart body is refused unread. */
const HARD_LIMIT = 64 * 1024 * 1024;

/**
 * Every request that may change something (facts: security §5): comes from our own pages by Origin and
 * Sec-Fetch-Site, is a form by its content type, is not too large, and carries the token of its sign-in.
 * Reads the form once; handlers take it by `posted` or `postedForm`.
 * @throws HTTPException 403 (foreign origin), 413, 415; StaleForm (token)
 */
export function forms(services: Services, rules: FormRules): MiddlewareHandler {
  return async (c, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next();
    const proofOfItsOwn = rules.ownProof.test(c.req.path);
    if (!proofOfItsOwn && !fromOurPages(c, services.config.origins)) throw new HTTPException(403);
    stateOf(c).form = await readForm(c, rules);
    const signIn = signInOf(c);
    if (signIn && !proofOfItsOwn && !rules.noToken.test(c.req.path)) {
      const given =
        stateOf(c).form?.entries.find(([n]) => n === '_csrf')?.[1] ?? c.req.header('x-csrf-token');
      if (!sameText(given ?? '', signIn.csrf)) throw new StaleForm();
    }
    await next();
  };
}

/** Browsers send at least one of the two with every POST; whoever sends neither is no page of ours. */
function fromOurPages(c: Context, origins: readonly string[]): boolean {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined) return origins.includes(origin);
  return site === 'same-origin';
}

async function readForm(c: Context, rules: FormRules): Promise<PostedForm> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (type === 'multipart/form-data') {
    if (length > HARD_LIMIT) throw new HTTPException(413);
    const upload = rules.uploads.find((u) => u.path.test(c.req.path));
    if (!upload && !(length <= rules.maxBytes)) throw new HTTPException(413);
    const form = await readMultipart(c, {
      filesBytes: upload?.filesBytes ?? rules.maxBytes,
      maxFiles: upload?.maxFiles ?? 10,
      keepFiles: upload === undefined || signInOf(c) !== null,
    });
    return form;
  }
  if (type !== 'application/x-www-form-urlencoded' && !(type === '' && length === 0))
    throw new HTTPException(415);
  const text = await readText(c, length, rules.maxBytes);
  return {
    entries: [...new URLSearchParams(text)],
    files: [],
    filesDropped: false,
    filesTooLarge: false,
  };
}

/** Content-Length is what the sender says; a body sent in chunks says nothing and is counted. */
async function readText(c: Context, length: number, most: number): Promise<string> {
  if (length > most) throw new HTTPException(413);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new HTTPException(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
