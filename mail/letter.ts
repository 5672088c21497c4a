/**
 * A letter as its parts. The HTML and the text of a mail are both made from it, so neither can say more or less
 * than the other; whoever reads text only loses nothing.
 */

/** A piece of a sentence: as it is, or of weight. */
export type Phrase = string | { strong: string };

export type Part =
  /** What one looks for first: a time, a number, a result. */
  | { kind: 'key'; label: string; value: string; unbroken?: string }
  | { kind: 'paragraph'; phrases: readonly Phrase[] }
  /** Labels with values; a value may have several lines. `compose` leaves out rows with an empty value. */
  | { kind: 'facts'; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: 'list'; items: readonly string[] }
  /** Words another person wrote. */
  | { kind: 'quote'; text: string }
  /** Things with an address each. */
  | { kind: 'links'; items: readonly LinkItem[] }
  /** One address behind one or two buttons, and bare beneath them. The first button is the filled one. */
  | { kind: 'action'; buttons: readonly string[]; link: string; note: string };

export interface LinkItem {
  title: string;
  /** One line each. */
  details: readonly string[];
  link: string;
}

export interface Letter {
  subject: string;
  /** What inboxes show after the subject. */
  preview: string;
  /** The reader's name; '' where the reader is an office. */
  name: string;
  heading: string;
  parts: readonly Part[];
  /** Small print at the end, one paragraph each. */
  foot: readonly string[];
}

/** What a mail consists of. */
export interface Composed {
  subject: string;
  text: string;
  html: string;
}

export const paragraph = (...phrases: Phrase[]): Part => ({ kind: 'paragraph', phrases });
export const facts = (...rows: (readonly [string, string])[]): Part => ({ kind: 'facts', rows });
export const strong = (text: string): Phrase => ({ strong: text });

/** Buttons that all open `link`; `note` says what opening does. */
export function action(buttons: readonly string[], link: string, note = ''): Part {
  return { kind: 'action', buttons, link, note };
}

export const FOOT_OF_SYSTEM = '本信由系統寄發，請勿直接回信。';
