// Gives a broken twin in place of one module of the product to whoever imports it; the twin itself gets the real one.
const ROOT = new URL('../../../', import.meta.url);
const PAIRS = {
  dedupe: ['db/idempotency.ts', 'test/faults/controls/idempotency.ts'],
  'early-done': ['db/outbox.ts', 'test/faults/controls/outbox.ts'],
};
/** Address of a module of the product → that of its twin; a process may have both controls. */
const twins = new Map();

export function initialize(control) {
  const [real, twin] = PAIRS[control].map((file) => new URL(file, ROOT).href);
  twins.set(real, twin);
}

const bare = (url) => url?.split('?')[0];

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const twin = twins.get(bare(found.url));
  if (!twin || bare(context.parentURL) === twin) return found;
  return { ...found, url: twin };
}
