import * as fc from 'fast-check';
import { raw } from 'hono/html';
import * as hono from 'hono/jsx/jsx-dev-runtime';
import { describe, expect, it } from 'vitest';
import * as ours from '../../markup/runtime.ts';

/** A page as data, so that both runtimes can make it. */
type Node =
  | {
      kind: 'element';
      tag: string;
      props: Record<string, string | number | boolean | null>;
      children: Node[];
    }
  | { kind: 'component'; children: Node[] }
  | { kind: 'fragment'; children: Node[] }
  | { kind: 'value'; value: string | number | boolean | null }
  | { kind: 'list'; children: Node[] };

type Runtime = { jsx: (tag: never, props: never) => unknown; Fragment: unknown };
const runtimes = {
  ours: { jsx: ours.jsx, Fragment: ours.Fragment } as unknown as Runtime,
  hono: { jsx: hono.jsxDEV, Fragment: hono.Fragment } as unknown as Runtime,
};

function make(r: Runtime, node: Node): unknown {
  if (node.kind === 'value') return node.value;
  const children = node.children.map((child) => make(r, child));
  if (node.kind === 'list') return children;
  const given = children.length === 0 ? {} : { children: children.length === 1 ? children[0] : children };
  const Section = (props: { children?: unknown }) => r.jsx('section' as never, props as never);
  if (node.kind === 'component') return r.jsx(Section as never, given as never);
  if (node.kind === 'fragment') return r.jsx(r.Fragment as never, given as never);
  return r.jsx(node.tag as never, { ...node.props, ...given } as never);
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '中', '文', '𠮷', 'a', ' ') }),
);
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
// those that Hono gives a meaning of its own (title, form, input …) are compared by name below
const tag = fc.constantFrom('p', 'div', 'td', 'a', 'tr', 'label', 'option', 'select', 'textarea', 'h2');
const name = fc.constantFrom(
  'class',
  'id',
  'href',
  'aria-label',
  'data-label',
  'checked',
  'disabled',
  'hidden',
  'tabindex',
);
const props = fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)), {
  maxKeys: 4,
});
const { node } = fc.letrec<{ node: Node }>((tie) => {
  const children = fc.array(tie('node'), { maxLength: 4 });
  return {
    node: fc.oneof(
      { depthSize: 'small' },
      fc.record({ kind: fc.constant('value' as const), value }),
      fc.record({ kind: fc.constant('element' as const), tag, props, children }),
      fc.record({ kind: fc.constant('component' as const), children }),
      fc.record({ kind: fc.constant('fragment' as const), children }),
      fc.record({ kind: fc.constant('list' as const), children }),
    ),
  };
});

const page = (r: Runtime, tree: Node): string =>
  String(make(r, { kind: 'element', tag: 'main', props: {}, children: [tree] }));

describe('the JSX runtime', () => {
  it('writes the same markup as Hono’s, for any tree', () => {
    fc.assert(
      fc.property(node, (tree) => {
        expect(page(runtimes.ours, tree)).toBe(page(runtimes.hono, tree));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['br', 'hr', 'img', 'input', 'link', 'meta'])('closes <%s> as Hono does', (empty) => {
    const tree: Node = { kind: 'element', tag: empty, props: { class: 'a', checked: true }, children: [] };
    expect(page(runtimes.ours, tree)).toBe(page(runtimes.hono, tree));
  });

  it('escapes text in content and in attributes', () => {
    const made = ours.jsx('p', { title: '"<&>\'', children: '<script>alert(1)</script>' });
    expect(String(made)).toBe(
      '<p title="&quot;&lt;&amp;&gt;&#39;">&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    );
  });

  it('keeps raw markup as it is', () => {
    expect(String(ours.jsx('p', { children: raw('<b>1</b>') }))).toBe('<p><b>1</b></p>');
  });

  it.each([
    ['a promise', Promise.resolve('x')],
    ['an object', { a: 1 }],
    ['what only calls itself escaped', { isEscaped: true, toString: (): string => '<script>' }],
  ])('refuses %s instead of showing it', (_, child) => {
    expect(() => ours.jsx('p', { children: child })).toThrow(TypeError);
  });

  it('writes a fixed element as the same one written out', () => {
    const cell = ours.fixed('td', { class: 'a"b', 'data-label': '電話' } as never);
    const given = { id: '<1>', children: ['五 < 六', null] };
    expect(String(cell(given as never))).toBe(
      String(ours.jsx('td', { class: 'a"b', 'data-label': '電話', ...given })),
    );
    const box = ours.fixed('input', { type: 'checkbox', hidden: undefined });
    expect(String(box({ checked: true }))).toBe('<input type="checkbox" checked=""/>');
    expect(String(box({}))).toBe('<input type="checkbox"/>');
  });

  it('refuses an attribute name that would end the attribute', () => {
    expect(() => ours.jsx('p', { 'x" onclick="': '1' })).toThrow(TypeError);
  });
});
