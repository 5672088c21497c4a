import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { listedAfter, listedChangedAt } from '../../db/queries/public-vacancies.ts';
import { type FeedItem, feedAtom, feedJson, feedXml } from '../../documents/open-data.ts';
import { toFeedRow } from '../../domain/feed-mapping.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';
import { etagOf, hasIt } from './caching.ts';

const PAGE = 1_000;
const TYPES = {
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
} as const;
type Format = keyof typeof TYPES;

/**
 * The open-data feeds of what is listed now (R16). The answer carries an ETag over its bytes and the time of the
 * newest change, and 304 where the reader has it already. Only what the public page shows is in it.
 */
export function feedRoutes(s: Services): Hono {
  const app = new Hono();
  for (const format of ['xml', 'json', 'atom'] as const)
    app.get(paths.public.feed(format), async (c) => {
      const { items, changedAt } = await listedItems(s);
      const { body, lastModified } = await written(s, format, items, changedAt);
      const etag = etagOf(body);
      c.header('ETag', etag);
      c.header('Last-Modified', lastModified.toUTCString());
      c.header('Cache-Control', 'public, max-age=60');
      // other sites may read it from their pages: it is open data
      c.header('Access-Control-Allow-Origin', '*');
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
      if (hasIt(c, etag, lastModified)) return c.body(null, 304);
      return c.body(body, 200, { 'Content-Type': TYPES[format] });
    });
  return app;
}

async function written(s: Services, format: Format, items: readonly FeedItem[], changedAt: Date) {
  const { publicUrl } = s.config;
  if (format === 'xml') {
    const today = taipeiDay(s.now());
    const rows = items.map((v) => toFeedRow(v.content, v.no, publicUrl));
    // the official layout names the day, so that it changes at midnight whatever is listed
    const midnight = new Date(taipeiInstant(today));
    return { body: await feedXml(rows, today), lastModified: midnight > changedAt ? midnight : changedAt };
  }
  const meta = {
    url: publicUrl + paths.public.feed(format),
    siteUrl: publicUrl + paths.public.vacancies(),
    updatedAt: changedAt.toISOString(),
  };
  const newestFirst = items.toSorted((a, b) => b.publishedAt.localeCompare(a.publishedAt));
  const body = format === 'json' ? feedJson(items, meta) : feedAtom(newestFirst, meta);
  return { body, lastModified: changedAt };
}

async function listedItems(s: Services): Promise<{ items: FeedItem[]; changedAt: Date }> {
  return withActor(s.db, { kind: 'public' }, async (trx) => {
    const items: FeedItem[] = [];
    const changedAt = await listedChangedAt(trx);
    for (let after = ''; ; ) {
      const page = await listedAfter(trx, after, PAGE);
      for (const v of page)
        items.push({
          no: v.no,
          content: v.content,
          publishedAt: (v.listed_at ?? v.updated_at).toISOString(),
          updatedAt: v.updated_at.toISOString(),
          closesAt: v.closes_at?.toISOString() ?? '',
          url: s.config.publicUrl + paths.public.vacancy(v.no),
        });
      const last = page.at(-1);
      if (page.length < PAGE || !last) return { items, changedAt };
      after = last.no;
    }
  });
}
