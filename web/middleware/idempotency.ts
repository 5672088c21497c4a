import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { posted } from './state.ts';

/** A fresh key for a form about to be shown (hidden field `_key`). */
export const newFormKey = (): string => randomUUID();

/**
 * The key the posted form carries; `claimKey` of the database makes a repeated post one act.
 * @throws HTTPException 400 when the form has none: it was not made by us
 */
export function formKey(c: Context): string {
  const key = posted(c, '_key');
  if (!/^[\w-]{8,64}$/.test(key)) throw new HTTPException(400);
  return key;
}
