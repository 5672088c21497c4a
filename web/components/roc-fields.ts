/** Names of the boxes of a ROC date, and how a posted form is read back. Shared by the component and the pages. */
import { isDay, type RocBox, type RocParts, rocYear } from '../../domain/roc-date.ts';

/** `listedTo` → `listedTo-y`, `listedTo-m`, `listedTo-d`. */
export const rocName = (name: string, box: RocBox): string => `${name}-${box}`;

/**
 * The three boxes of one date as posted, for `parseRocParts`.
 * @example readRocParts(await c.req.parseBody(), 'listedTo') // { y: '115', m: '12', d: '4' }
 */
export function readRocParts(form: Record<string, unknown>, name: string): RocParts {
  const box = (which: RocBox): string => {
    const value = form[rocName(name, which)];
    return typeof value === 'string' ? value : '';
  };
  return { y: box('y'), m: box('m'), d: box('d') };
}

/** What the boxes show for an ISO day; empty boxes for an empty or unreadable day. */
export function rocPartsOf(value: RocParts | string | null | undefined): RocParts {
  if (value && typeof value === 'object') return value;
  if (!value || !isDay(value)) return { y: '', m: '', d: '' };
  return { y: rocYear(value), m: String(Number(value.slice(5, 7))), d: String(Number(value.slice(8, 10))) };
}
