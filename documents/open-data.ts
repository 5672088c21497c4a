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

/**
 * A feed's text in the parts it is joined from. A row's text depends on nothing but the row, so that it can be kept from
 * one edition to the next.
 */
export interface FeedLayout<Row> {
  head: string;
  row: (row: Row) => string;
  /** Between two rows. */
  between: string;
  /** @param count of the rows above it, which are counted while they are written */
  foot: (count: number) => string;
}

/** A feed piece by piece, as its rows come. */
export async function* piecesOf<Row>(
  layout: FeedLayout<Row>,
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string> {
  yield layout.head;
  let count = 0;
  for await (const row of rows) {
    yield count > 0 ? layout.between + layout.row(row) : layout.row(row);
    count += 1;
  }
  yield layout.foot(count);
}

/** A row of the official layout, with or without the newer elements. */
export type AnyFeedRow = FeedRow & Partial<Record<FeedNewer, string>>;

/**
 * The official ROOT/ROW layout: all 22 elements in their order, empty ones as `<RANK />`, and after them the newer ones
 * where a row has them.
 * @param announceDay ISO day
 */
export const xmlLayout = (announceDay: string): FeedLayout<AnyFeedRow> => ({
  head: `${XML_HEAD}<ROOT>\n  <ANNOUNCE_DATE>${formatRocCompact(announceDay)}</ANNOUNCE_DATE>\n`,
  row: rowXml,
  between: '',
  foot: () => '</ROOT>\n',
});

/** All pieces as one text. */
export async function whole(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** The official layout as one text. */
export async function feedXml(
  rows: Iterable<AnyFeedRow> | AsyncIterable<AnyFeedRow>,
  announceDay: string,
): Promise<string> {
  return whole(piecesOf(xmlLayout(announceDay), rows));
}

function rowXml(row: AnyFeedRow): string {
  const elements = [...FEED_ELEMENTS, ...FEED_NEWER.filter((name) => row[name] !== undefined)].map((name) => {
    const text = escapeXml(row[name] ?? '');
    return text === '' ? `    <${name} />\n` : `    <${name}>${text}</${name}>\n`;
  });
  return `  <ROW>\n${elements.join('')}  </ROW>\n`;
}

/** JSON with our own names; codes and their words side by side, days as ISO dates. */
export function jsonLayout(meta: FeedMeta & { schemaUrl: string }): FeedLayout<FeedItem> {
  const head = {
    $schema: meta.schemaUrl,
    url: meta.url,
    updatedAt: meta.updatedAt,
    licence: '政府資料開放授權條款第1版',
  };
  return {
    head: `${JSON.stringify(head).slice(0, -1)},"vacancies":[`,
    row: (item) => `\n${JSON.stringify(jsonItem(item))}`,
    between: ',',
    foot: (count) => `\n],"count":${count}}\n`,
  };
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
export function atomLayout(meta: FeedMeta): FeedLayout<FeedItem> {
  const head = [
    element('title', '事求人機關徵才'),
    element('subtitle', '刊登中之職缺'),
    element('id', meta.url),
    link('self', meta.url),
    link('alternate', meta.siteUrl),
    element('updated', meta.updatedAt),
  ];
  return {
    head: `${XML_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant-TW">\n${head.join('')}`,
    row: entry,
    between: '',
    foot: () => '</feed>\n',
  };
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
