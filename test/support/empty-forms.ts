export interface EmptyForm {
  action: string;
  /** Hidden fields and the first button's; whatever a person would fill in is left out. */
  fields: Record<string, string[]>;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

/** The forms of a page that change something, as somebody sends them who has filled in nothing. */
export function emptyFormsOf(html: string): EmptyForm[] {
  return [...html.matchAll(/<form\b[^>]*method="post"[\s\S]*?<\/form>/g)].map(([form]) => {
    const fields: Record<string, string[]> = {};
    const add = (tag: string): void => {
      const name = attribute(tag, 'name');
      if (name) fields[name] = [...(fields[name] ?? []), attribute(tag, 'value') ?? ''];
    };
    for (const [tag] of form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) add(tag);
    const button = /<(?:button|input)\b(?=[^>]*type="submit")[^>]*>/.exec(form)?.[0];
    if (button) add(button);
    return { action: attribute(form, 'action') ?? '', fields };
  });
}
