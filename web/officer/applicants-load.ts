/** What every page about a vacancy's applicants needs first: the vacancy, and that it takes applications here. */
import type { Context } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { applicantsPage } from '../../db/queries/applicants-page.ts';
import { applicantMarks, applicantsOverview } from '../../db/queries/applicants-states.ts';
import { type OfficerVacancy, officerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay, taipeiInstant } from '../../domain/roc-date.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { posted } from '../middleware/state.ts';
import { pageContext } from '../render.tsx';
import type { Services } from '../services.ts';
import { NOTICE, RESUME } from './applicants-rows.tsx';
import type { ApplicantsView } from './applicants-view.ts';
import { bodyOf, texts } from './posted.ts';
import { appliedThrough } from './register-rows.ts';
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

/** The whole page's data; what was ticked and typed in the posted form is shown again. */
export async function applicantsView(
  services: Services,
  c: Context,
  actor: Officer,
  vacancy: OfficerVacancy,
  o: { page: number; idNumber?: string; name?: string; problems?: readonly Problem[] },
): Promise<ApplicantsView> {
  const now = services.now();
  const { no } = vacancy;
  const idNumber = o.idNumber ?? '';
  const body = bodyOf(c);
  const name = o.name ?? '';
  const searching = !o.problems?.length;
  const found = await withActor(services.db, actor, async (trx) => {
    const list = await applicantsPage(trx, services.keyring, actor, {
      vacancyNo: no,
      idNumber: searching ? idNumber : '',
      name: searching ? name : '',
      replyStatus: '',
      productionState: '',
      page: o.page,
    });
    const ids = list.rows.map((row) => row.id);
    return {
      ...list,
      marks: await applicantMarks(trx, ids),
      overview: await applicantsOverview(trx, no, taipeiInstant(taipeiDay(now))),
    };
  });
  return {
    ...found,
    ctx: pageContext(c),
    vacancy,
    page: o.page,
    idNumber,
    name,
    ticked: { resume: new Set(texts(body, RESUME)), notice: new Set(texts(body, NOTICE)) },
    problems: o.problems ?? [],
    formKey: posted(c, '_key') || newFormKey(),
    now,
  };
}

/** A page number of an address; 1 for anything else. */
export function pageNumber(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}
