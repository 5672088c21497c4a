/** What every page about a vacancy's applicants needs first: the vacancy, and that it takes applications here. */
import type { Context } from 'hono';
import { type Actor, type Asked, type Trx, together, withActor } from '../../db/actor.ts';
import { type Applicants, openPage, sealedPage } from '../../db/queries/applicants-page.ts';
import { type ApplicantsOverview, applicantsOverview } from '../../db/queries/applicants-states.ts';
import { type ScanCounts, scansOf } from '../../db/queries/attachment-scans.ts';
import {
  type OfficerVacancy,
  officerVacancy,
  type VacancyHead,
  vacancyHead,
} from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { stepUpDue } from '../account/step-up.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import { holdsAll, type Narrowing, narrowed, opened, WHOLE } from './applicants-narrowing.tsx';
import { postedTicks, type Ticked, tickedElsewhere } from './applicants-ticked.tsx';
import type { ApplicantsView } from './applicants-view.ts';
import { bodyOf } from './posted.ts';
import { appliedThrough } from './register-rows.ts';
import type { PersonSearch } from './sealed-search.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

export type Officer = Actor & { kind: 'officer' };

/**
 * The vacancy of the address, hers, listed or closed, with applications through the system.
 * @returns `closedDoor` = why there are no applicants to see, or null
 * @throws HTTPException 404 for a foreign or unknown one
 */
export async function applicantsVacancy(
  trx: Trx,
  actor: Officer,
  c: Context,
): Promise<{ vacancy: OfficerVacancy; closedDoor: string | null }> {
  const vacancy = vacancyOr404(await officerVacancy(trx, actor, c.req.param('no') ?? ''));
  return { vacancy, closedDoor: appliedThrough(vacancy)?.why ?? null };
}

interface Wanted {
  page: number;
  /** As typed. */
  idNumber?: string;
  name?: string;
  narrowing?: Narrowing;
  problems?: readonly Problem[];
  /** Else what the posted form ticked. */
  ticked?: Ticked;
}
/** The same with its search opened. */
type Opened = Wanted & { narrowing: Narrowing; search: PersonSearch };

/**
 * The list as she opens it: door and data in one transaction.
 * @returns `view` is missing when `closedDoor` says why
 * @throws HTTPException 404 for a foreign or unknown vacancy
 */
export async function openList(
  services: Services,
  c: Context,
  actor: Officer,
  o: Wanted,
): Promise<{ no: string; closedDoor: string } | { view: ApplicantsView }> {
  const no = c.req.param('no') ?? '';
  const asked = openedOf(services, no, actor, o);
  const found = await withActor(
    services.db,
    actor,
    async (trx) => {
      // asked for together, which is one trip; of a vacancy that is not hers the policies show no applicant either
      const [head, open] = await together(trx, (all) =>
        Promise.all([vacancyHead(all, actor, no), listOf(all, services, no, asked)]),
      );
      const vacancy = vacancyOr404(head);
      const closedDoor = appliedThrough(vacancy)?.why;
      if (closedDoor) return { no: vacancy.no, closedDoor };
      return { vacancy, list: await open(trx, actor) };
    },
    { planned: true },
  );
  return found.list ? { view: await viewOf(services, c, actor, found.vacancy, found.list, asked) } : found;
}

/** The same of a vacancy already found; what was ticked and typed in the posted form is shown again. */
export async function applicantsView(
  services: Services,
  c: Context,
  actor: Officer,
  vacancy: VacancyHead,
  o: Wanted,
): Promise<ApplicantsView> {
  const asked = openedOf(services, vacancy.no, actor, o);
  const list = await withActor(services.db, actor, async (trx) => {
    const open = await together(trx, (all) => listOf(all, services, vacancy.no, asked));
    return open(trx, actor);
  });
  return viewOf(services, c, actor, vacancy, list, asked);
}

const openedOf = ({ keyring }: Services, no: string, actor: Officer, o: Wanted): Opened => ({
  ...o,
  ...opened(keyring, actor, no, o.narrowing ?? WHOLE),
});

type List = Applicants & { overview: ApplicantsOverview; scans: ReadonlyMap<string, ScanCounts> };

/** Reads the list, sealed; the function it answers opens it, which the audit trail records. */
async function listOf(
  all: Asked,
  services: Services,
  no: string,
  { narrowing, search, page }: Opened,
): Promise<(trx: Trx, actor: Officer) => Promise<List>> {
  const counted = holdsAll({ ...narrowing, screening: '' });
  const filter = { ...narrowed(no, narrowing, search), page, counted };
  const [overview, sealed] = await Promise.all([
    applicantsOverview(all, no, taipeiInstant(taipeiDay(services.now()))),
    sealedPage(all, filter),
  ]);
  return async (trx, actor) => {
    const list = await openPage(trx, services.keyring, actor, filter, sealed);
    const ids = list.rows.map((row) => row.id);
    const scans = services.config.scanning && ids.length > 0 ? await scansOf(trx, ids) : new Map();
    return { ...list, ...(counted ? { total: totalOf(overview, narrowing) } : {}), overview, scans };
  };
}

const totalOf = (o: ApplicantsOverview, { screening }: Narrowing): number =>
  screening === '' ? o.total : o.screening[screening];

async function viewOf(
  services: Services,
  c: Context,
  actor: Officer,
  vacancy: VacancyHead,
  list: List,
  o: Opened,
): Promise<ApplicantsView> {
  const ticked = o.ticked ?? postedTicks(bodyOf(c));
  const place = { vacancyNo: vacancy.no, shown: list.rows, ticked, requestId: requestIdOf(c) };
  return {
    ...list,
    ctx: pageContext(c),
    vacancy,
    page: o.page,
    narrowing: o.narrowing,
    search: o.search,
    idNumber: o.idNumber ?? '',
    name: o.name ?? o.search.name,
    ticked,
    elsewhere: await tickedElsewhere(services, actor, place),
    problems: o.problems ?? [],
    formKey: posted(c, '_key') || newFormKey(),
    stepUp: stepUpDue(c, services),
    now: services.now(),
  };
}

/** A page number of an address; 1 for anything else. */
export function pageNumber(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}
