import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../db/actor.ts';
import { axePages } from '../support/axe-pages.ts';
import { openBrowser } from '../support/browser.ts';
import { broken, crawl, type Seen } from '../support/crawl.ts';
import { emptyFormsOf } from '../support/empty-forms.ts';
import { patternsOf, routeTable } from '../support/route-table.ts';
import { type Scene, scene } from '../support/scene.ts';
import { htmlFaults } from '../support/valid-html.ts';
import { type SignedIn, type Web, webOf } from '../support/web.ts';
import { furnish } from './states-scene.ts';

/** GET routes that are no pages, and why. */
const NO_PAGES: Readonly<Record<string, string>> = {
  '/healthz': 'for machines',
  '/readyz': 'for machines',
  '/metrics': 'for machines',
  '/officer/vacancies/:no/process': 'a part of the vacancy’s page, asked for by script',
  '/officer/vacancies/:no/applicants/states': 'parts of the list of applicants, asked for by script',
};
/** Forms that would end the visitor's own sign-in. */
const NOT_PRESSED = new Set(['/sign-out', '/account/sign-ins/end']);

let s: Scene;
let web: Web;
let browser: Browser;
/** Every page and file reached, by whom. */
const seen: (Seen & { as: SignedIn | undefined })[] = [];
/** Forms sent off empty that came back as a page. */
const refused: { path: string; status: number; html: string }[] = [];

beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  browser = await openBrowser();
  const world = await furnish(s, web);
  const visit = async (actor: Actor | null, starts: readonly string[]): Promise<void> => {
    const as = actor ? await web.signIn(actor) : undefined;
    for (const one of await crawl(web, starts, as)) seen.push({ ...one, as });
  };
  await visit(null, [
    '/',
    '/site-map',
    '/sitemap.xml',
    '/robots.txt',
    web.services.assets.js.path,
    ...world.mailed,
  ]);
  await visit(world.applicant.actor, [
    '/',
    '/applicant',
    '/applicant/resume/photo/file',
    '/applicant/resume/import/confirm',
  ]);
  await visit(s.officer, ['/portal', '/officer/vacancies', ...world.officers]);
  await visit(s.reviewer, ['/portal', '/review']);
  await visit(s.operator, ['/portal', '/ops']);
  await visit(s.auditor, ['/portal', '/ops']);
  await visit(await administrator(), ['/portal', '/']);
  await pressEmpty();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await s?.close();
});

/** An agency administrator, a role that nobody has yet. */
async function administrator(): Promise<Actor> {
  const { id } = await s.admin
    .insertInto('account')
    .values({
      login: 'administrator',
      role: 'agencyAdmin',
      name: '測試管理',
      email: 'a@b.example',
      password_hash: '-',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await s.admin.insertInto('account_agency').values({ account_id: id, agency_id: s.agencyId }).execute();
  return { kind: 'agencyAdmin', accountId: id, agencyIds: [s.agencyId] };
}

/** Each form of the pages once, with nothing filled in. */
async function pressEmpty(): Promise<void> {
  const posts = routeTable(patternsOf(web.app, 'POST'));
  const pressed = new Set<string>();
  for (const { html, as } of seen)
    for (const { action, fields } of emptyFormsOf(html)) {
      const shape = `${posts(action)} ${fields.do ?? fields.act ?? ''}`;
      if (pressed.has(shape) || NOT_PRESSED.has(action)) continue;
      pressed.add(shape);
      const r = await web.post(action, fields, as);
      const isPage = r.headers.get('content-type')?.startsWith('text/html') === true;
      if (isPage) refused.push({ path: action, status: r.status, html: await r.text() });
      else await r.body?.cancel();
    }
}

/**
 * One page for each state of each route. Pages whose main part is made of the same elements, whatever they say, are
 * one state: what axe judges (names, roles, contrast, sizes) hangs on these. Every role's frame is around some of them.
 */
function states(): Map<string, string> {
  const gets = routeTable(patternsOf(web.app, 'GET'));
  const posts = routeTable(patternsOf(web.app, 'POST'));
  const parts = new Map<string, string>();
  const add = (route: string, status: number, html: string): void => {
    const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
    const tags = main.match(/<[a-z][\w-]*(?:\s[^>]*?class="[^"]*")?/g) ?? [];
    const made = [...new Set(tags.map((tag) => tag.replace(/\s.*class=/, ' ')))].sort().join();
    if (html !== '') parts.set(`${route} ${status} ${made}`, html);
  };
  for (const { path, status, html } of seen) add(`GET ${gets(path)}`, status, html);
  for (const { path, status, html } of refused) add(`POST ${posts(path)}`, status, html);
  return new Map(
    [...parts].map(([key, html], i) => [`${key.split(' ').slice(0, 3).join(' ')} (${i})`, html]),
  );
}

describe('every route of the table', () => {
  it('that answers GET was visited, or stands in the list of those that are no pages', () => {
    const all = patternsOf(web.app, 'GET');
    const find = routeTable(all);
    const visited = new Set(seen.map(({ path }) => find(path)));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((pattern) => !visited.has(pattern)).sort()).toEqual(Object.keys(NO_PAGES).sort());
  });

  it('is broken by no link and valid HTML, also when a form comes back', () => {
    expect(broken(seen)).toEqual([]);
    const faults = [...states()].flatMap(([name, html]) =>
      htmlFaults(html).map((fault) => `${name} ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('sends an empty form back with its mistakes, none ends in a fault of ours', () => {
    expect(refused.filter(({ status }) => status >= 500)).toEqual([]);
    expect(refused.filter(({ status }) => status === 422).length).toBeGreaterThan(25);
  });

  it('has nothing that axe finds wrong (WCAG 2.2 AA) in any of its states, dialogues opened', async () => {
    const all = states();
    const { faults, dialogs } = await axePages(browser, web.services.assets, all);
    expect(faults).toEqual([]);
    const routes = new Set([...all.keys()].map((name) => name.split(' ')[1]));
    expect(routes.size).toBeGreaterThan(85);
    expect(all.size).toBeGreaterThan(180);
    expect(dialogs).toBeGreaterThan(10);
  }, 120_000);
});
