/**
 * What JSX of this tree compiles to (tsconfig's jsxImportSource): elements become their markup at once. Hono's own
 * runtime builds a tree of nodes and prints it afterwards; for pages that wait for nothing the markup is the same
 * (test/markup compares them) at a fifth of the time, which was the largest part of a list page.
 */
import type { JSX } from 'hono/jsx/jsx-runtime';

export type { JSX } from 'hono/jsx/jsx-runtime';

/** Markup that is already escaped. It is no string, so that nobody takes a text for markup. */
class Markup {
  readonly isEscaped = true;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Props = { [name: string]: unknown; children?: unknown };
type Component = (props: Props) => unknown;

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);
/** True writes an empty value, false nothing; other attributes write the word. */
const BOOLEAN = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden ' +
    'inert loop multiple muted nomodule novalidate open playsinline readonly required reversed selected'
  ).split(' '),
);
const SPECIAL = /[&<>"']/;
const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Names are written in this tree, but a spread might carry any. */
const NAME = /^[a-zA-Z0-9:._-]+$/;
const known = new Set<string>();

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITY[c] as string) : text;

/** @throws TypeError for what cannot be written: a promise (await it in the route), a plain object */
function written(child: unknown): string {
  if (typeof child === 'string') return escaped(child);
  if (child instanceof Markup) return child.text;
  if (child === null || child === undefined || typeof child === 'boolean') return '';
  if (typeof child === 'number') return String(child);
  if (Array.isArray(child)) {
    let text = '';
    for (const one of child) text += written(one);
    return text;
  }
  // `raw()` of hono/html
  if (child instanceof String && 'isEscaped' in child) return String(child);
  throw new TypeError('A page is made of elements, texts and numbers');
}

function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!known.has(name)) {
    if (!NAME.test(name)) throw new TypeError('An attribute has no such name');
    known.add(name);
  }
  if (typeof value === 'string') return ` ${name}="${escaped(value)}"`;
  if (typeof value === 'number') return ` ${name}="${value}"`;
  if (typeof value === 'boolean')
    return BOOLEAN.has(name) ? (value ? ` ${name}=""` : '') : ` ${name}="${value}"`;
  throw new TypeError(`The attribute ${name} takes text`);
}

/** @example jsx('p', { class: 'sq-note', children: '五 < 六' }) // <p class="sq-note">五 &lt; 六</p> */
export function jsx(tag: string | Component, props: Props): JSX.Element {
  if (typeof tag === 'function') {
    const made = tag(props);
    return (made instanceof Markup ? made : new Markup(written(made))) as unknown as JSX.Element;
  }
  return element(tag, `<${tag}`, props);
}

/** @param open its opening tag up to the attributes in `props` */
function element(tag: string, open: string, props: Props): JSX.Element {
  let text = open;
  for (const name in props) if (name !== 'children') text += attribute(name, props[name]);
  const { children } = props;
  if (VOID.has(tag) && children === undefined) text += '/>';
  else text += `>${written(children)}</${tag}>`;
  return new Markup(text) as unknown as JSX.Element;
}

/**
 * A component that is one element with attributes it always has: they are written once, here, and what it is given
 * besides goes behind them. For what stands in every row of a long table, where they are most of what is drawn.
 * @example const Sex = fixed('td', { role: 'cell', 'data-label': '性別' });
 */
export function fixed<K extends keyof JSX.IntrinsicElements & string>(
  tag: K,
  always: JSX.IntrinsicElements[K],
): (props: JSX.IntrinsicElements[K]) => JSX.Element {
  // joined, so that it is one piece of text whenever it is written
  const open = [`<${tag}`, ...Object.entries(always).map(([name, value]) => attribute(name, value))].join('');
  return (props) => element(tag, open, props as Props);
}

export const jsxs = jsx;
export const jsxDEV = jsx;
export const Fragment = ({ children }: Props): JSX.Element =>
  new Markup(written(children)) as unknown as JSX.Element;
