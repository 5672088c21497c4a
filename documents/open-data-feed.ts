/** R16: each feed, from rows as the database gives them to its text. */
import { toFeedExtras, toFeedRow } from '../domain/feed-mapping.ts';
import type { FeedName } from '../domain/open-data.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import {
  type AnyFeedRow,
  atomLayout,
  type FeedItem,
  type FeedLayout,
  jsonLayout,
  piecesOf,
  xmlLayout,
} from './open-data.ts';

/** A listed vacancy with all that a feed tells of it. */
export interface ListedRow {
  no: string;
  content: VacancyContent;
  listed_at: Date;
  updated_at: Date;
  closes_at: Date;
}

export interface FeedAbout {
  /** Without a slash at its end; the paths behind it are contracts of the web's. */
  publicUrl: string;
  /** ISO day in Taipei, which the official layout names. */
  today: string;
  changedAt: Date;
}

export function feedLayout(name: FeedName, about: FeedAbout): FeedLayout<ListedRow> {
  const { publicUrl } = about;
  if (name === 'xml' || name === 'xml2') {
    const layout = xmlLayout(about.today);
    return { ...layout, row: (v) => layout.row(xmlRow(name, v, publicUrl)) };
  }
  const meta = {
    url: `${publicUrl}/open-data/vacancies.${name}`,
    siteUrl: `${publicUrl}/vacancies`,
    schemaUrl: `${publicUrl}/open-data/vacancies.schema.json`,
    updatedAt: about.changedAt.toISOString(),
  };
  const layout = name === 'json' ? jsonLayout(meta) : atomLayout(meta);
  return { ...layout, row: (v) => layout.row(item(v, publicUrl)) };
}

/** @param rows in the order of the feed */
export const feedPieces = (
  name: FeedName,
  rows: Iterable<ListedRow> | AsyncIterable<ListedRow>,
  about: FeedAbout,
): AsyncGenerator<string> => piecesOf(feedLayout(name, about), rows);

function xmlRow(name: FeedName, { content, no }: ListedRow, publicUrl: string): AnyFeedRow {
  const row = toFeedRow(content, no, publicUrl);
  return name === 'xml2' ? { ...row, ...toFeedExtras(content) } : row;
}

const item = (v: ListedRow, publicUrl: string): FeedItem => ({
  no: v.no,
  content: v.content,
  publishedAt: v.listed_at.toISOString(),
  updatedAt: v.updated_at.toISOString(),
  closesAt: v.closes_at.toISOString(),
  url: `${publicUrl}/vacancies/${v.no}`,
});
