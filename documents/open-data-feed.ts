/** R16: each feed, from rows as the database gives them to the pieces of its text. */
import { toFeedExtras, toFeedRow } from '../domain/feed-mapping.ts';
import type { FeedName } from '../domain/open-data.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { type FeedItem, feedAtomPieces, feedJsonPieces, feedXmlPieces } from './open-data.ts';

/** A listed vacancy with all that a feed tells of it. */
export interface ListedRow {
  no: string;
  content: VacancyContent;
  listed_at: Date;
  updated_at: Date;
  closes_at: Date;
}

/**
 * @param rows in the order of the feed
 * @param o.publicUrl without a slash at its end; the paths behind it are contracts of the web's
 * @param o.today ISO day in Taipei, which the official layout names
 */
export function feedPieces(
  name: FeedName,
  rows: AsyncIterable<ListedRow>,
  o: { publicUrl: string; today: string; changedAt: Date },
): AsyncGenerator<string> {
  if (name === 'xml' || name === 'xml2') return feedXmlPieces(xmlRows(name, rows, o.publicUrl), o.today);
  const meta = {
    url: `${o.publicUrl}/open-data/vacancies.${name}`,
    siteUrl: `${o.publicUrl}/vacancies`,
    schemaUrl: `${o.publicUrl}/open-data/vacancies.schema.json`,
    updatedAt: o.changedAt.toISOString(),
  };
  const pieces = name === 'json' ? feedJsonPieces : feedAtomPieces;
  return pieces(items(rows, o.publicUrl), meta);
}

async function* xmlRows(name: FeedName, rows: AsyncIterable<ListedRow>, publicUrl: string) {
  for await (const { content, no } of rows) {
    const row = toFeedRow(content, no, publicUrl);
    yield name === 'xml2' ? { ...row, ...toFeedExtras(content) } : row;
  }
}

async function* items(rows: AsyncIterable<ListedRow>, publicUrl: string): AsyncGenerator<FeedItem> {
  for await (const v of rows)
    yield {
      no: v.no,
      content: v.content,
      publishedAt: v.listed_at.toISOString(),
      updatedAt: v.updated_at.toISOString(),
      closesAt: v.closes_at.toISOString(),
      url: `${publicUrl}/vacancies/${v.no}`,
    };
}
