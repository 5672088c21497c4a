/** 調閱履歷: the list, the search by ID number, and what changed since the list was shown (R69–R75). */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { blindIndex } from '../../db/crypto.ts';
import { applicantStates, applicantsOverview } from '../../db/queries/applicants-states.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import { cleanLine } from '../../domain/contact.ts';
import { checkIdNumber } from '../../domain/id-number.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { PRODUCTION_STATES, REPLY_STATUSES } from '../../domain/status.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { fragment, goTo, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import {
  ChangedFigures,
  ChangedRows,
  changes,
  overviewFigures,
  PollIsland,
  seenOf,
} from './applicants-live.tsx';
import { applicantsVacancy, type Officer, openList, pageNumber } from './applicants-load.ts';
import { narrowedHref, narrowingOf, stateOf, WHOLE } from './applicants-narrowing.tsx';
import { ApplicantsPage, closingOf } from './applicants-page.tsx';
import { keepBoth, keptBoth } from './applicants-ticked.tsx';
import { leafs } from './kept-ticks.ts';
import { pattern } from './pattern.ts';
import { sealSearch } from './sealed-search.ts';

export function applicantsRoutes(services: Services): Hono {
  const app = new Hono();

  app.get(pattern(paths.officer.applicants(':no')), async (c) => {
    const actor = requireOfficer(c);
    const found = await openList(services, c, actor, {
      page: pageNumber(c.req.query('page')),
      narrowing: narrowingOf(c),
      ticked: await keptBoth(services, c, actor),
    });
    if ('closedDoor' in found) return turnedAway(c, found.no, found.closedDoor);
    return respond(c, <ApplicantsPage view={found.view} />);
  });

  app.post(pattern(paths.officer.applicants(':no')), async (c) => {
    const actor = requireOfficer(c);
    // a step to another page; its ticks go along
    if (leafs(c)) return leaf(c, actor);
    const idNumber = posted(c, 'idNumber').trim();
    const name = cleanLine(posted(c, 'name')).slice(0, 60);
    const checked = checkIdNumber(idNumber);
    const problems = idNumber === '' || checked.ok ? [] : [{ field: 'idNumber', message: checked.message }];
    const no = c.req.param('no') ?? '';
    const search = {
      idIndex: checked.ok ? blindIndex(services.keyring, 'idNumber', checked.normal) : null,
      name,
    };
    const narrowing = {
      ...WHOLE,
      sort: narrowingOf(c).sort,
      reply: stateOf(REPLY_STATUSES, posted(c, 'reply')),
      production: stateOf(PRODUCTION_STATES, posted(c, 'production')),
      search: problems.length > 0 ? '' : sealSearch(services.keyring, actor, no, search),
    };
    // what holds no search for a person may stand in an address
    if (problems.length === 0 && narrowing.search === '')
      return goTo(c, narrowedHref(paths.officer.applicants(no), narrowing));
    const found = await openList(services, c, actor, { page: 1, narrowing, idNumber, name, problems });
    if ('closedDoor' in found) return turnedAway(c, found.no, found.closedDoor);
    return respond(c, <ApplicantsPage view={found.view} />, problems.length > 0 ? 422 : 200);
  });

  app.get(pattern(paths.officer.applicantStates(':no')), async (c) => {
    const actor = requireOfficer(c);
    const page = pageNumber(c.req.query('page'));
    const now = services.now();
    const found = await withActor(services.db, actor, async (trx) => {
      const { vacancy, closedDoor } = await applicantsVacancy(trx, actor, c);
      if (closedDoor) return null;
      const overview = await applicantsOverview(trx, vacancy.no, taipeiInstant(taipeiDay(now)));
      const rows = await applicantStates(trx, vacancy.no, page);
      const { changed, moved } = changes(c.req.query('seen') ?? '', rows, overview.total);
      // names are opened only for rows that changed, and that is an event of its own
      const names =
        changed.length === 0
          ? []
          : await namesOf(trx, services.keyring, actor, {
              vacancyNo: vacancy.no,
              applicationIds: changed.map((row) => row.id),
              act: 'applicants.states',
              requestId: requestIdOf(c),
            });
      return { vacancy, overview, rows, changed, moved, names };
    });
    if (!found || (found.changed.length === 0 && !found.moved)) return c.body(null, 204);
    const { vacancy, overview, rows, changed, moved } = found;
    const names = new Map(found.names.map((one) => [one.id, one.name]));
    const live = changed.map((row) => ({
      ...row,
      name: names.get(row.id) ?? '',
      resumeTicked: false,
      noticeTicked: false,
      firstResume: false,
      firstNotice: false,
    }));
    return fragment(
      c,
      <>
        <PollIsland no={vacancy.no} page={page} seen={seenOf(rows, overview.total)} moved={moved} />
        <ChangedRows no={vacancy.no} rows={live} />
        <ChangedFigures figures={overviewFigures(overview, closingOf(vacancy, now))} />
      </>,
    );
  });

  return app;

  async function leaf(c: Context, actor: Officer): Promise<Response> {
    const list = paths.officer.applicants(c.req.param('no') ?? '');
    const href = narrowedHref(list, narrowingOf(c), pageNumber(c.req.query('page')));
    return goTo(c, await keepBoth(services, c, actor, href));
  }
}

/** There are no applicants to see: back to the vacancy, which says why. */
export const turnedAway = (c: Context, no: string, why: string): Response =>
  goTo(c, paths.officer.vacancy(no), { kind: 'notice', text: `${why}，沒有可調閱的履歷。` });
