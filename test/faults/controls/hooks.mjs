// Gives a broken twin in place of one module of the product to whoever imports it; the twin itself gets the real one.
const ROOT = new URL('../../../', import.meta.url);
const PAIRS = {
  dedupe: ['db/idempotency.ts', 'test/faults/controls/idempotency.ts'],
  'early-done': ['db/outbox.ts', 'test/faults/controls/outbox.ts'],
};
let real = '';
let twin = '';

export function initialize(control) {
  [real, twin] = PAIRS[control].map((file) => new URL(file, ROOT).href);
}

const bare = (url) => url?.split('?')[0];

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (bare(found.url) !== real || bare(context.parentURL) === twin) return found;
  return { ...found, url: twin };
}
