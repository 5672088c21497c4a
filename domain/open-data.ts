/** R16: which texts the open data has, and which of them belongs to a state of the records. */
import { taipeiInstant } from './roc-date.ts';

/** `xml2` is the official layout with its newer elements. */
export const FEEDS = ['xml', 'xml2', 'json', 'atom'] as const;
export type FeedName = (typeof FEEDS)[number];

/** Above this many vacancies a whole feed is written while it is sent and kept nowhere. */
const MOST_KEPT = 5_000;
/** A news reader wants what is new; the other feeds hold everything. */
export const NEWEST = 1_000;

/** Whether a feed over so many vacancies is kept as a text. */
export const isKept = (name: FeedName, vacancies: number): boolean =>
  name === 'atom' || vacancies <= MOST_KEPT;

/** What is listed, without its contents. */
export interface FeedState {
  /** How many vacancies are listed now. */
  count: number;
  /** Changes with every row that comes, changes or goes. */
  print: string;
  /** When what is listed last changed: an edit, a new listing, or one that ended. */
  changedAt: Date;
}

export interface FeedEdition {
  /** Equal for equal texts: everything a text is made of. */
  key: string;
  lastModified: Date;
}

/**
 * Which edition of a feed a state of the records gives.
 * @param today ISO day in Taipei: the official layout names it, so that it changes at midnight whatever is listed
 */
export function feedEdition(
  name: FeedName,
  o: { state: FeedState; today: string; publicUrl: string },
): FeedEdition {
  const { count, print, changedAt } = o.state;
  const midnight = new Date(taipeiInstant(o.today));
  const lastModified = name.startsWith('xml') && midnight > changedAt ? midnight : changedAt;
  return { key: [name, o.publicUrl, count, print, lastModified.toISOString()].join('\n'), lastModified };
}
