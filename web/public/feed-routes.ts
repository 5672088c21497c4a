import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { listedAfter, listedChangedAt } from '../../db/queries/vacancy-lists.ts';
import { feedAtom, feedJson, feedXml } from '../../documents/open-data.ts';
import { toFeedRow } from '../../domain/feed-mapping.ts';
import { formatRocCompact, taipeiDay } from '../../domain/roc-date.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';

const PAGE = 1_000;

/**
 * The open-data feeds of what is listed now. The answer carries an ETag over its bytes and the time of the
 * newest change, and 304 where the reader has it already. Only what the public page shows is in it.
 */
export function feedRoutes(s: Services): Hono {
  const app = new Hono();
  for (const format of ['xml', 'json', 'atom'] as const) {
    app.get(paths.public.feed(format), async (c) => {
      const { rows, newest } = await listedRows(s);
      const day = formatRocCompact(taipeiDay(s.now()));
      const body =
        format === 'xml'
          ? feedXml(
              rows.map((r) => r.row),
              day,
            )
          : format === 'json'
            ? feedJson(
                rows.map((r) => r.row),
                day,
              )
            : feedAtom(
                rows.map((r) => ({ no: r.no, row: r.row, updatedAt: r.updatedAt })),
                s.config.publicUrl,
                newest,
              );
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
      c.header('ETag', etag);
      c.header('Last-Modified', newest.toUTCString());
      c.header('Cache-Control', 'public, max-age=60');
      const seen = c.req.header('if-none-match');
      const since = c.req.header('if-modified-since');
      if (
        seen
          ? seen.split(/\s*,\s*/).includes(etag)
          : since && Date.parse(since) >= Math.floor(newest.getTime() / 1000) * 1000
      )
        return c.body(null, 304);
      return c.body(body, 200, { 'Content-Type': TYPES[format] });
    });
  }
  return app;
}

const TYPES = {
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
} as const;

async function listedRows(s: Services) {
  return withActor(s.db, { kind: 'public' }, async (trx) => {
    const rows: { no: string; row: ReturnType<typeof toFeedRow>; updatedAt: Date }[] = [];
    const newest = await listedChangedAt(trx);
    for (let after = ''; ; ) {
      const page = await listedAfter(trx, after, PAGE);
      for (const v of page)
        rows.push({ no: v.no, row: toFeedRow(v.content, v.no, s.config.publicUrl), updatedAt: v.updated_at });
      const last = page.at(-1);
      if (page.length < PAGE || !last) return { rows, newest };
      after = last.no;
    }
  });
}
