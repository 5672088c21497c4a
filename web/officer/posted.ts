import type { Context } from 'hono';
import { type PostedForm, postedForm } from '../middleware/state.ts';

/** Fields as posted or asked for: repeated names are arrays. */
export type Posted = Record<string, unknown>;

/** The form the middleware read, by name. */
export const bodyOf = (c: Context): Posted => byName(postedForm(c).entries);

/** Posted fields by name; a name posted once is a text. */
export function byName(entries: PostedForm['entries']): Posted {
  const body: Record<string, string | string[]> = {};
  for (const [name, value] of entries) {
    const before = body[name];
    body[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return body;
}

/** Every text posted under a name, in order. */
export function texts(body: Posted, name: string): string[] {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

/** The last text posted under a name; '' when there is none. */
export function text(body: Posted, name: string): string {
  return texts(body, name).at(-1) ?? '';
}

/** Everything a form held but its tokens, for hidden fields of a page in between. */
export function carried(body: Posted): Record<string, string[]> {
  const names = Object.keys(body).filter((name) => !name.startsWith('_') && name !== 'do');
  return Object.fromEntries(names.map((name) => [name, texts(body, name)]));
}
