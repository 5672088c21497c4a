/** R16 職缺Open Data: listed vacancies in the official XML layout, as JSON, and as an Atom feed. */
import { nameOf, PERSONNEL_CATEGORIES, RETRIEVAL_MODES, workplaceLabel } from '../domain/codes.ts';
import { FEED_ELEMENTS, FEED_NEWER, type FeedNewer, type FeedRow } from '../domain/feed-row.ts';
import { JOB_SERIES } from '../domain/job-series.ts';
import { formatRocCompact, formatRocRange } from '../domain/roc-date.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { escapeXml } from './xml-text.ts';

/** A listed vacancy as JSON and Atom tell of it. */
export interface FeedItem {
  no: string;
  content: VacancyContent;
  /** ISO instants. */
  publishedAt: string;
  updatedAt: string;
  closesAt: string;
  /** Address of its public page. */
  url: string;
}
export interface FeedMeta {
  /** Address of this feed. */
  url: string;
  /** Address of the list of vacancies. */
  siteUrl: string;
  /** ISO instant: the newest change among the rows, so that unchanged data gives unchanged bytes. */
  updatedAt: string;
}

const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

/** A row of the official layout, with or without the newer elements. */
type AnyFeedRow = FeedRow & Partial<Record<FeedNewer, string>>;

/**
 * The official ROOT/ROW layout, piece by piece: all 22 elements in their order, empty ones as `<RANK />`, and after
 * them the newer ones where a row has them.
 * @param announceDay ISO day
 */
export async function* feedXmlPieces(
  rows: Iterable<AnyFeedRow> | AsyncIterable<AnyFeedRow>,
  announceDay: string,
): AsyncGenerator<string> {
  yield `${XML_HEAD}<ROOT>\n  <ANNOUNCE_DATE>${formatRocCompact(announceDay)}</ANNOUNCE_DATE>\n`;
  for await (const row of rows) yield rowXml(row);
  yield '</ROOT>\n';
}

/** All pieces as one text. */
export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** The same as one text. */
export async function feedXml(
  rows: Iterable<AnyFeedRow> | AsyncIterable<AnyFeedRow>,
  announceDay: string,
): Promise<string> {
  return whole(feedXmlPieces(rows, announceDay));
}

function rowXml(row: AnyFeedRow): string {
  const elements = [...FEED_ELEMENTS, ...FEED_NEWER.filter((name) => row[name] !== undefined)].map((name) => {
    const text = escapeXml(row[name] ?? '');
    return text === '' ? `    <${name} />\n` : `    <${name}>${text}</${name}>\n`;
  });
  return `  <ROW>\n${elements.join('')}  </ROW>\n`;
}

/** JSON with our own names, piece by piece; codes and their words side by side, days as ISO dates. */
export async function* feedJsonPieces(
  items: Iterable<FeedItem> | AsyncIterable<FeedItem>,
  meta: FeedMeta & { schemaUrl: string },
): AsyncGenerator<string> {
  const head = {
    $schema: meta.schemaUrl,
    url: meta.url,
    updatedAt: meta.updatedAt,
    licence: '政府資料開放授權條款第1版',
  };
  yield `${JSON.stringify(head).slice(0, -1)},"vacancies":[`;
  let count = 0;
  for await (const item of items) {
    yield `${count > 0 ? ',' : ''}\n${JSON.stringify(jsonItem(item))}`;
    count += 1;
  }
  // at the end, since rows are counted while they are written
  yield `\n],"count":${count}}\n`;
}

function jsonItem({ no, content: c, publishedAt, updatedAt, closesAt, url }: FeedItem) {
  return {
    vacancyNo: no,
    url,
    agencyCode: c.agencyCode,
    agencyName: c.agencyName,
    title: c.title,
    personnelCategory: { code: c.personnelCategory, name: nameOf(PERSONNEL_CATEGORIES, c.personnelCategory) },
    rankClasses: c.rankClasses,
    grade: c.grade,
    jobSeries: { code: c.jobSeries, name: jobSeriesName(c) },
    openings: c.openings,
    openingsText: c.openingsText,
    reserves: c.reserves,
    sex: c.sex || 'any',
    workplaces: c.workplaces.map((code) => ({ code, name: workplaceLabel(code).slice(code.length + 1) })),
    listedFrom: c.listedFrom,
    listedTo: c.listedTo,
    closesAt,
    conditions: c.conditions,
    retrieval: c.mode === '' ? null : { mode: c.mode, name: RETRIEVAL_MODES[c.mode].name },
    email: c.email,
    qualifications: c.qualifications,
    duties: c.duties,
    location: c.location,
    contact: c.contact,
    publishedAt,
    updatedAt,
  };
}

const jobSeriesName = (c: VacancyContent): string =>
  c.jobSeries === '' ? c.jobSeriesText : nameOf(JOB_SERIES, c.jobSeries);

/** Atom 1.0, newest first as given; a reader shows agency, post, place and period of each. */
export async function* feedAtomPieces(
  items: Iterable<FeedItem> | AsyncIterable<FeedItem>,
  meta: FeedMeta,
): AsyncGenerator<string> {
  const head = [
    element('title', '事求人機關徵才'),
    element('subtitle', '刊登中之職缺'),
    element('id', meta.url),
    link('self', meta.url),
    link('alternate', meta.siteUrl),
    element('updated', meta.updatedAt),
  ];
  yield `${XML_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant-TW">\n${head.join('')}`;
  for await (const item of items) yield entry(item);
  yield '</feed>\n';
}

function entry({ content: c, url, publishedAt, updatedAt }: FeedItem): string {
  const places = c.workplaces.map(workplaceLabel).join('、');
  const summary = [
    `職系：${jobSeriesName(c)}`,
    `官職等：${c.grade}`,
    `工作地：${places}`,
    `名額：${c.openings ?? c.openingsText}`,
    `上網有效期間：${formatRocRange(c.listedFrom, c.listedTo)}`,
  ].join('\n');
  const parts = [
    element('title', `${c.agencyName} ${c.title}`),
    element('id', url),
    link('alternate', url),
    element('published', publishedAt),
    element('updated', updatedAt),
    `<author>${element('name', c.agencyName).trim()}</author>\n`,
    element('summary', summary),
  ];
  return `<entry>\n${parts.join('')}</entry>\n`;
}

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>\n`;
const link = (rel: string, href: string): string => `<link rel="${rel}" href="${escapeXml(href)}" />\n`;
