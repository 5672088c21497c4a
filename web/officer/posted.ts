/** A posted form as `parseBody({ all: true })` gives it: repeated names are arrays, files are no text. */
export type Posted = Record<string, unknown>;

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
