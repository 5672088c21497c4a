import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Context } from 'hono';
import { VisitCounters } from '../components/header.tsx';
import { html, type View } from '../components/layout.tsx';
import { respond, VARY } from '../render.tsx';
import type { PageContext } from '../view.ts';
import { etagOf, hasIt, takes } from './caching.ts';

/** A page as everybody sees it who is not signed in: the text around the counters of its head. */
export interface SharedPage {
  before: Buffer;
  after: Buffer;
  /** Of the text without the counters, which are no part of what the page says. */
  etag: string;
  /** As it was last sent, by coding, with the counters of that moment. */
  zipped: Map<Coding, { counters: string; bytes: Promise<Buffer> }>;
}

type Coding = 'br' | 'gzip';
const CODINGS: readonly Coding[] = ['br', 'gzip'];
const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);
const gzip = promisify<Buffer, Buffer>(zlib.gzip);
/** Of eleven steps: pages as small as by gzip's best, in less time. */
const BROTLI = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Whether the page is the same for everybody: nobody is signed in, and nothing is to be said to one reader alone. */
export const isForAll = (ctx: PageContext): boolean =>
  ctx.actor.kind === 'public' && ctx.banner === undefined;

/** The counters as they were last written; they change every few seconds. */
let lastCounters = { of: '', text: '' };

function countersOf(ctx: PageContext): string {
  const { online, today, total } = ctx.counters;
  const of = [online, today, total, ctx.today].join(' ');
  if (of !== lastCounters.of) lastCounters = { of, text: String(<VisitCounters ctx={ctx} />) };
  return lastCounters.text;
}

export function sharedPage(ctx: PageContext, view: View): SharedPage {
  const text = html(view);
  const counters = countersOf(ctx);
  const at = text.indexOf(counters);
  const [before, after] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + counters.length)];
  const parts = [Buffer.from(before), Buffer.from(after)] as const;
  return {
    before: parts[0],
    after: parts[1],
    etag: etagOf(...parts),
    zipped: new Map(),
  };
}

/**
 * Answers with a public page. For everybody alike it may be stored anywhere, but must be asked for each time
 * (`no-cache`): a revision shows at once, and every look reaches the counter of visits. Signed in, it is one person's.
 */
export async function respondShared(c: Context, ctx: PageContext, view: View): Promise<Response> {
  return isForAll(ctx) ? sendShared(c, ctx, sharedPage(ctx, view)) : respond(c, view);
}

/**
 * Sends it compressed where the reader takes that. Only pages without anything secret come this way: what a form's
 * token stands in, next to text a stranger chose, would tell the token by its compressed length (BREACH), so pages of
 * people who are signed in or hold a mailed link are never compressed.
 */
export async function sendShared(c: Context, ctx: PageContext, page: SharedPage): Promise<Response> {
  c.header('Cache-Control', 'public, no-cache');
  c.header('Vary', `${VARY}, Accept-Encoding`);
  c.header('ETag', `W/${page.etag}`);
  if (hasIt(c, page.etag)) return c.body(null, 304);
  c.header('Content-Type', 'text/html; charset=UTF-8');
  const counters = countersOf(ctx);
  const coding = CODINGS.find((one) => takes(c, one));
  if (!coding) return c.body(new Uint8Array(wholeOf(page, counters)));
  c.header('Content-Encoding', coding);
  return c.body(new Uint8Array(await zippedOf(page, counters, coding)));
}

const wholeOf = (page: SharedPage, counters: string): Buffer =>
  Buffer.concat([page.before, Buffer.from(counters), page.after]);

function zippedOf(page: SharedPage, counters: string, coding: Coding): Promise<Buffer> {
  const last = page.zipped.get(coding);
  if (last?.counters === counters) return last.bytes;
  const whole = wholeOf(page, counters);
  const bytes = coding === 'br' ? brotli(whole, BROTLI) : gzip(whole);
  page.zipped.set(coding, { counters, bytes });
  return bytes;
}
