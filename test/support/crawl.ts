import { ORIGIN, type SignedIn, type Web } from './web.ts';

export interface Seen {
  path: string;
  /** The page whose link led here. */
  from: string;
  status: number;
  /** '' for what is no page. */
  html: string;
}

const text = (html: string): string => html.replaceAll('&amp;', '&');

/** The links of a page that stay on this system; `#` and mail addresses do not count. */
export function linksOf(html: string, path: string): string[] {
  const hrefs = [...html.matchAll(/<(?:a|link)\b[^>]*\shref="([^"]*)"/g)].map((m) => text(m[1] as string));
  return hrefs
    .filter((href) => !/^(#|mailto:|tel:)/.test(href))
    .map((href) => new URL(href, `${ORIGIN}${path}`))
    .filter((url) => url.origin === ORIGIN)
    .map((url) => url.pathname + url.search);
}

/** Followed once, not with every condition: a search leads to ever more searches. */
function shapeOf(path: string): string {
  const url = new URL(path, ORIGIN);
  return url.pathname + [...url.searchParams.keys()].sort().join('&');
}

/** Every page and file that can be reached by links alone; files are looked at, not read. */
export async function crawl(web: Web, starts: readonly string[], as?: SignedIn): Promise<Seen[]> {
  const queue = starts.map((path) => ({ path, from: '(start)' }));
  const known = new Set(starts.map(shapeOf));
  const seen: Seen[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const r = await web.get(next.path, as);
    const isPage = r.headers.get('content-type')?.startsWith('text/html') === true;
    const html = isPage ? await r.text() : '';
    if (!isPage) await r.body?.cancel();
    seen.push({ ...next, status: r.status, html });
    const target = r.headers.get('location');
    for (const path of [
      ...linksOf(html, next.path),
      ...(target ? linksOf(`<a href="${target}">`, next.path) : []),
    ])
      if (!known.has(shapeOf(path))) {
        known.add(shapeOf(path));
        queue.push({ path, from: next.path });
      }
  }
  return seen;
}

export const broken = (seen: readonly Seen[]): string[] =>
  seen.filter((one) => one.status >= 400).map((one) => `${one.status} ${one.path} from ${one.from}`);
