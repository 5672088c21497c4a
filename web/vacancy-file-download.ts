import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Trx } from '../db/actor.ts';
import { isId } from '../db/ids.ts';
import { type VacancyFileBytes, vacancyFile } from '../db/queries/vacancy-files.ts';
import { mayBeOffered } from '../domain/scan.ts';

/**
 * One 附件 to be had, for whoever the transaction acts for.
 * @throws HTTPException 404 when there is none for this reader, or the virus scanner has not let it through
 */
export async function offeredFile(
  trx: Trx,
  o: { id: string; no?: string },
  scanning: boolean,
): Promise<VacancyFileBytes> {
  const file = isId(o.id) ? await vacancyFile(trx, o) : undefined;
  if (!file || !mayBeOffered(file.scan, scanning)) throw new HTTPException(404);
  return file;
}

/** Sends it as a file to keep: a browser neither shows it in our name nor guesses what it is. */
export function sendVacancyFile(c: Context, { name, mediaType, bytes }: VacancyFileBytes): Response {
  c.header('Content-Type', mediaType);
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encoded}`);
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  // asked for again each time: a vacancy taken down takes its files along
  c.header('Cache-Control', 'no-store');
  return c.body(new Uint8Array(bytes)) as Response;
}
