/** R10: what an officer's keyword box finds within her agencies: vacancies by number or words, applications by number. */
import { isApplicationNo, isVacancyNo } from '../../domain/vacancy-no.ts';
import type { Actor, Trx } from '../actor.ts';
import { contains, wordsOf } from '../keyword.ts';

type Officer = Actor & { kind: 'officer' };

const COLUMNS = [
  'v.no',
  'v.title',
  'v.stage',
  'v.review_outcome',
  'v.listed_from',
  'v.listed_to',
  'v.mode',
] as const;

export type FoundVacancy = Awaited<ReturnType<typeof recentVacancies>>[number];
export interface FoundApplication {
  id: string;
  no: string;
  vacancyNo: string;
  title: string;
  open: boolean;
}
export interface DeskFound {
  vacancies: FoundVacancy[];
  /** More were found than are shown. */
  more: boolean;
  application: FoundApplication | null;
}
const SHOWN = 20;

const hers = (trx: Trx, actor: Officer) =>
  trx
    .selectFrom('vacancy as v')
    .innerJoin('agency as a', 'a.id', 'v.agency_id')
    .select([...COLUMNS, 'a.name as agency_name', 'v.updated_at'])
    .where('v.agency_id', 'in', [...actor.agencyIds]);

/** Her agencies' vacancies touched last. */
export async function recentVacancies(trx: Trx, actor: Officer) {
  return hers(trx, actor).orderBy('v.updated_at', 'desc').orderBy('v.no', 'desc').limit(8).execute();
}

/** Names are encrypted and are not looked up here: people are found by the number of their receipt. */
export async function deskSearch(trx: Trx, actor: Officer, typed: string): Promise<DeskFound> {
  const number = typed.normalize('NFKC').trim().toUpperCase();
  if (isApplicationNo(number)) {
    const row = await trx
      .selectFrom('application as p')
      .innerJoin('vacancy as v', 'v.no', 'p.vacancy_no')
      .select(['p.id', 'p.no', 'p.vacancy_no', 'p.state', 'v.title'])
      .where('p.no', '=', number)
      .where('p.agency_id', 'in', [...actor.agencyIds])
      .executeTakeFirst();
    const application = row && {
      id: row.id,
      no: row.no,
      vacancyNo: row.vacancy_no,
      title: row.title,
      open: row.state === 'open',
    };
    return { vacancies: [], more: false, application: application ?? null };
  }
  let q = hers(trx, actor);
  if (isVacancyNo(number)) q = q.where('v.no', '=', number);
  else for (const word of wordsOf(typed)) q = q.where('v.search_text', 'like', contains(word));
  const found = await q
    .orderBy('v.published_on', (o) => o.desc().nullsFirst())
    .orderBy('v.no', 'desc')
    .limit(SHOWN + 1)
    .execute();
  return { vacancies: found.slice(0, SHOWN), more: found.length > SHOWN, application: null };
}
