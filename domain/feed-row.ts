/** The shape of one ROW of the official open-data feed (data.gov.tw dataset 7229). */

/** What an import writes where the form demands something the feed does not carry. */
export const NOT_PROVIDED = '未提供';

/** The 22 elements in their order; `IS_TRANING` is the official spelling. */
export const FEED_ELEMENTS = [
  'ORG_NAME',
  'PERSON_KIND',
  'RANK',
  'TITLE',
  'SYSNAM',
  'NUMBER_OF',
  'GENDER_TYPE',
  'WORK_PLACE_TYPE',
  'DATE_FROM',
  'DATE_TO',
  'IS_HANDICAP',
  'IS_ORIGINAL',
  'IS_LOCAL_ORIGINAL',
  'IS_TRANING',
  'TYPE',
  'VITAE_EMAIL',
  'WORK_QUALITY',
  'WORK_ITEM',
  'WORK_ADDRESS',
  'CONTACT_METHOD',
  'URL_LINK',
  'VIEW_URL',
] as const;
export type FeedElement = (typeof FEED_ELEMENTS)[number];

/** A complete row. */
export type FeedRow = Record<FeedElement, string>;

/** Elements of newer feeds; read when present. Work_Type is ignored: the meaning of its values is not known. */
export const FEED_EXTRAS = ['ORG_ID', 'RESERVE_NUM', 'IS_TRANSFER'] as const;
export type FeedExtra = (typeof FEED_EXTRAS)[number];

/**
 * The newer elements in the order we write them. The official values of `Work_Type` are not published; ours are
 * 1 須具, 2 不須具, 3 不使用 (R53), and our open-data page says so.
 */
export const FEED_NEWER = ['ORG_ID', 'RESERVE_NUM', 'Work_Type', 'IS_TRANSFER'] as const;
export type FeedNewer = (typeof FEED_NEWER)[number];

/** A row as a reader hands it over: element name → text; an absent element is absent. */
export type RawFeedRow = Readonly<Partial<Record<string, string>>>;
