import type { Hono } from 'hono';

/** Of a method, the patterns the app answers, in the order it asks them; middleware is none. */
export const patternsOf = (app: Hono, method: 'GET' | 'POST'): string[] => [
  ...new Set(app.routes.filter((route) => route.method === method).map((route) => route.path)),
];

/** `/vacancies/:no{[0-9]{10}}/edit` as an expression. */
function expression(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    const [, asked] = /^:\w+(?:\{(.+)\})?$/.exec(part) ?? [null, null];
    if (part.startsWith(':')) return asked ?? '[^/]+';
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}

/** Finds the pattern that answers an address; the first that fits, as the app does. */
export function routeTable(patterns: readonly string[]): (path: string) => string | undefined {
  const table = patterns.map((pattern) => ({ pattern, fits: expression(pattern) }));
  return (path) => table.find(({ fits }) => fits.test(path.split('?')[0] as string))?.pattern;
}
