import { cleanLine, cleanText } from '../domain/contact.ts';
import { letterHtml } from './html.tsx';
import type { Composed, Letter, Part, Phrase } from './letter.ts';
import { letterText } from './text.ts';

/**
 * Makes a mail of a letter. Texts lose control and bidirectional characters here, once for all templates: a name
 * must not be shown other than it is, nor turn the reading direction of a sentence.
 * @throws RangeError when an action's link is not a web address
 */
export function compose(letter: Letter): Composed {
  const clean: Letter = {
    subject: cleanLine(letter.subject),
    preview: cleanLine(letter.preview),
    name: cleanLine(letter.name),
    heading: cleanLine(letter.heading),
    parts: letter.parts.map(cleanPart).filter((part) => !isEmpty(part)),
    foot: letter.foot.map(cleanLine),
  };
  return { subject: clean.subject, text: letterText(clean), html: letterHtml(clean) };
}

function cleanPart(part: Part): Part {
  switch (part.kind) {
    case 'key':
      return { ...part, value: cleanLine(part.value) };
    case 'paragraph':
      return { ...part, phrases: part.phrases.map(cleanPhrase) };
    case 'facts':
      return { ...part, rows: cleanRows(part.rows) };
    case 'list':
      return { ...part, items: part.items.map(cleanText) };
    case 'quote':
      return { ...part, text: cleanText(part.text) };
    case 'links':
      return {
        ...part,
        items: part.items.map((item) => ({
          title: cleanLine(item.title),
          details: item.details.map(cleanLine).filter((line) => line !== ''),
          link: webAddress(item.link),
        })),
      };
    case 'action':
      return { ...part, link: webAddress(part.link) };
  }
}

/** A `javascript:` address in a mail would be ours to answer for. */
function webAddress(link: string): string {
  if (!/^https?:\/\/[^\s"'<>]+$/.test(link)) throw new RangeError('link is not a web address');
  return link;
}

/** Blanks at the ends of a phrase belong to the sentence, so nothing is trimmed here. */
function cleanPhrase(phrase: Phrase): Phrase {
  const clean = (text: string): string => cleanText(`|${text}|`).slice(1, -1);
  return typeof phrase === 'string' ? clean(phrase) : { strong: clean(phrase.strong) };
}

/** Rows without a value say nothing: they go. */
function cleanRows(rows: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return rows.map(([label, value]) => [label, cleanText(value)] as const).filter(([, value]) => value !== '');
}

function isEmpty(part: Part): boolean {
  if (part.kind === 'facts') return part.rows.length === 0;
  if (part.kind === 'links') return part.items.length === 0;
  return part.kind === 'paragraph' && part.phrases.every((phrase) => phrase === '');
}
