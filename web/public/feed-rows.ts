import { withActor } from '../../db/actor.ts';
import { feedOrder, feedRowsOf } from '../../db/queries/feed.ts';
import type { FeedLayout } from '../../documents/open-data.ts';
import type { ListedRow } from '../../documents/open-data-feed.ts';
import type { FeedName } from '../../domain/open-data.ts';
import type { Services } from '../services.ts';

interface RowText {
  version: string;
  bytes: Uint8Array;
}

/** Rows read at a time: the first text of a process reads all of them. */
const PAGE = 1_000;
const anyone = { kind: 'public' } as const;

/**
 * A feed's text over the rows of now, made of the last one: of its rows only those that were written since are read and
 * set. They are cut out of the last text, so that nothing is held twice.
 */
export function feedFromLast(s: Services, name: FeedName) {
  let last: ReadonlyMap<string, RowText> = new Map();

  return async function text(layout: FeedLayout<ListedRow>): Promise<Buffer> {
    const order = await withActor(s.db, anyone, (trx) => feedOrder(trx, name));
    const known = last;
    const fresh = new Map<string, RowText>();
    const unread = order.filter(({ no, version }) => known.get(no)?.version !== version);
    for (let from = 0; from < unread.length; from += PAGE) {
      const nos = unread.slice(from, from + PAGE).map(({ no }) => no);
      for (const row of await withActor(s.db, anyone, (trx) => feedRowsOf(trx, nos)))
        fresh.set(row.no, { version: row.version, bytes: Buffer.from(layout.row(row)) });
    }
    const changed = new Set(unread.map(({ no }) => no));
    const rows = order.flatMap(({ no }) => {
      const row = changed.has(no) ? fresh.get(no) : known.get(no);
      return row ? [[no, row] as const] : [];
    });
    const { whole, kept } = joined(layout, rows);
    last = kept;
    return whole;
  };
}

function joined(layout: FeedLayout<ListedRow>, rows: readonly (readonly [no: string, row: RowText])[]) {
  const head = Buffer.from(layout.head);
  const between = Buffer.from(layout.between);
  const pieces: Uint8Array[] = [head];
  for (const [i, [, { bytes }]] of rows.entries()) pieces.push(...(i > 0 ? [between, bytes] : [bytes]));
  pieces.push(Buffer.from(layout.foot(rows.length)));
  const whole = Buffer.concat(pieces);
  const kept = new Map<string, RowText>();
  let at = head.length;
  for (const [no, { version, bytes }] of rows) {
    kept.set(no, { version, bytes: whole.subarray(at, at + bytes.length) });
    at += bytes.length + between.length;
  }
  return { whole, kept };
}
