import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { Gauge, type Registry } from 'prom-client';
import { withActor } from '../../db/actor.ts';
import { snapshotAge } from '../../db/queries/feed-snapshots.ts';
import { feedSchema } from '../../documents/open-data-schema.ts';
import { paths } from '../paths.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import { etagOf, hasIt, takes } from './caching.ts';
import { type FeedNow, feedTexts } from './feed-texts.ts';
import { OpenDataPage } from './open-data-page.tsx';
import { respondShared } from './shared-page.tsx';

const TYPES = {
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
} as const;

/**
 * R16: the open-data feeds of what is listed now, their schema and their page. An answer carries an ETag and the time
 * of the newest change, and is 304 where the reader has it already. Only what the public page shows is in it.
 */
export function feedRoutes(s: Services, registry: Registry): Hono {
  const app = new Hono();
  const feeds = feedTexts(s);
  const snapshot = () => withActor(s.db, { kind: 'public' }, snapshotAge);

  for (const format of ['xml', 'json', 'atom'] as const)
    app.get(paths.public.feed(format), async (c) => {
      const now = await feeds.now(format === 'xml' && c.req.query('version') === '2' ? 'xml2' : format);
      // weak, as the same one names what is sent zipped and what is not (RFC 9110 §8.8.3)
      c.header('ETag', `W/${now.etag}`);
      c.header('Last-Modified', now.lastModified.toUTCString());
      openData(c);
      if (hasIt(c, now.etag, now.lastModified)) return c.body(null, 304);
      c.header('Content-Type', TYPES[format]);
      return send(c, now);
    });

  app.get(paths.public.feedSchema(), (c) => {
    const body = JSON.stringify(feedSchema(s.config.publicUrl + paths.public.feedSchema()), null, 2);
    c.header('ETag', etagOf(body));
    openData(c);
    if (hasIt(c, etagOf(body))) return c.body(null, 304);
    return c.body(body, 200, { 'Content-Type': 'application/schema+json; charset=utf-8' });
  });

  app.get(paths.public.openData(), async (c) => {
    const [state, made] = await Promise.all([feeds.state(), snapshot()]);
    const ctx = pageContext(c);
    return respondShared(
      c,
      ctx,
      <OpenDataPage ctx={ctx} publicUrl={s.config.publicUrl} {...state} snapshot={made} />,
    );
  });

  const gauge = (name: string, help: string, read: () => Promise<number | undefined>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set((await read().catch(() => undefined)) ?? Number.NaN);
      },
    });
  const secondsSince = (at: Date): number =>
    Math.max(0, Math.round((s.now().getTime() - at.getTime()) / 1_000));
  gauge('open_data_vacancies', 'Vacancies listed now', async () => (await feeds.state()).count);
  gauge('open_data_changed_seconds', 'Age of the newest change among them', async () =>
    secondsSince((await feeds.state()).changedAt),
  );
  gauge(
    'open_data_snapshot_vacancies',
    'Vacancies in the oldest snapshot of the feeds',
    async () => (await snapshot())?.vacancies,
  );
  gauge('open_data_snapshot_age_seconds', 'Age of the oldest snapshot of the feeds', async () => {
    const made = await snapshot();
    return made && secondsSince(made.madeAt);
  });
  return app;
}

/** Other sites may read it from their pages: it is open data. */
function openData(c: Context): void {
  c.header('Cache-Control', 'public, max-age=60');
  c.header('Vary', 'Accept-Encoding');
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
}

async function send(c: Context, now: FeedNow): Promise<Response> {
  const zip = takes(c, 'gzip');
  if (zip) c.header('Content-Encoding', 'gzip');
  const text = await now.text();
  if (text) return c.body(new Uint8Array(await (zip ? text.gzipped() : text.plain())));
  const bytes = Readable.from(blocksOf(now.pieces()), { objectMode: false });
  // a reader who goes ends both, and there is nobody left to tell
  const sent = zip ? pipeline(bytes, createGzip(), () => {}) : bytes;
  return c.body(Readable.toWeb(sent) as ReadableStream);
}

/** Characters sent at a time: many rows, as each block costs a trip through the streams and the compressor. */
const BLOCK = 32_768;

/** Written as fast as the reader takes it: the next rows are read when these are gone. */
async function* blocksOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < BLOCK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
