/** Reads what a page's HTML holds, as a browser without script would send or show it. */

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
export const decode = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? decode(found[1] ?? '') : undefined;
};

/** The fields a form would send; `id` picks the form, else the last with a `_key`. */
export function fieldsOf(html: string, id?: string): Record<string, string[]> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = id
    ? forms.find((f) => f.includes(`id="${id}"`))
    : forms.findLast((f) => f.includes('name="_key"'));
  if (!form) throw new Error('no such form');
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string): void => {
    if (name) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if (attribute(tag, 'disabled') !== undefined) continue;
    if ((type === 'checkbox' || type === 'radio') && attribute(tag, 'checked') === undefined) continue;
    add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [tag, body] of form.matchAll(/<textarea\b[^>]*>([\s\S]*?)<\/textarea>/g))
    add(attribute(`${tag.slice(0, tag.indexOf('>'))} >`, 'name'), decode((body ?? '').replace(/^\n/, '')));
  for (const [tag, options] of form.matchAll(/<select\b[^>]*>([\s\S]*?)<\/select>/g)) {
    const all = (options ?? '').match(/<option\b[^>]*>/g) ?? [];
    const chosen = all.find((o) => attribute(o, 'selected') !== undefined) ?? all[0];
    add(attribute(tag, 'name'), (chosen && attribute(chosen, 'value')) ?? '');
  }
  return fields;
}

/** The page's words without its tags. */
export const words = (html: string): string =>
  decode(
    html
      .replace(/<head[\s\S]*?<\/head>|<script[\s\S]*?<\/script>/g, '')
      .replace(/<wbr\s*\/?>/g, '')
      .replace(/<[^>]+>/g, ' '),
  ).replace(/\s+/g, ' ');

/** The message at one field, or ''. */
export function messageAt(html: string, field: string): string {
  const found = new RegExp(
    `<p class="govuk-error-message" id="${field}(?:-group)?-error">([\\s\\S]*?)</p>`,
  ).exec(html);
  return found ? words(found[1] ?? '').trim() : '';
}

/** The words of the error summary, or ''. */
export function summary(html: string): string {
  return words(/<ul class="govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? '').trim();
}
