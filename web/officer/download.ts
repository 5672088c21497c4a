/** Files an officer keeps: never shown in the page, never stored on the way. */
import type { Context } from 'hono';
import { taipeiDay, taipeiTime } from '../../domain/roc-date.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const ODS = 'application/vnd.oasis.opendocument.spreadsheet';
export const PDF = 'application/pdf';

/** Sets the headers of a file to keep; its name must be neutral, never a person's. */
export function download(c: Context, name: string, type: string): void {
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
}

/** The minute of a file's making for its name: `202611240905`. */
export const minuteStamp = (at: Date): string => `${taipeiDay(at)}${taipeiTime(at)}`.replace(/\D/g, '');

/** Answers with the whole file. */
export function sendFile(c: Context, name: string, type: string, bytes: Uint8Array): Response {
  download(c, name, type);
  return c.body(new Uint8Array(bytes)) as Response;
}
