import { HtmlValidate } from 'html-validate';

/**
 * The HTML standard's rules of content, attributes and references, by a validator that works off line. Left out is
 * what it counts as style; accessibility beyond the standard is axe's part.
 */
const validator = new HtmlValidate({ extends: ['html-validate:standard'] });

/** What is wrong with a page, each with its place; nothing in '', which is no page. */
export function htmlFaults(html: string): string[] {
  if (html === '') return [];
  const { results } = validator.validateStringSync(html);
  return results.flatMap(({ messages }) =>
    messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
  );
}
