import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** A strong ETag of what is sent, in one part or several. */
export function etagOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `"${hash.digest('base64url').slice(0, 27)}"`;
}

/** RFC 9110 §13.1: the ETag decides where the reader sends one, else the time, in whole seconds. */
export function hasIt(c: Context, etag: string, lastModified?: Date): boolean {
  const seen = c.req.header('if-none-match');
  if (seen !== undefined)
    return seen.trim() === '*' || seen.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(c.req.header('if-modified-since') ?? '');
  if (!lastModified || Number.isNaN(since)) return false;
  return since >= Math.floor(lastModified.getTime() / 1000) * 1000;
}

/** Whether the reader takes answers in this coding, by Accept-Encoding (RFC 9110 §12.5.3). */
export function takes(c: Context, coding: 'br' | 'gzip'): boolean {
  const asked = (c.req.header('accept-encoding') ?? '').split(',').map((one) => one.trim().toLowerCase());
  return asked.some((one) => one.split(';')[0]?.trim() === coding && !/;\s*q=0(\.0*)?$/.test(one));
}
