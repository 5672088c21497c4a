/** What every route of 甄選結果 begins with, and where each leads that changed nothing. */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { ResultsSent } from '../../db/queries/results.ts';
import { requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, type Officer } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';

type Why = Extract<ResultsSent, { ok: false }>['why'];

const REFUSED: Record<Why, string> = {
  notClosed: '職缺截止後才能登錄甄選結果。',
  alreadySent: '甄選結果已經寄送，不能再寄一次。',
  changed: '登錄的內容或應徵者在這段期間有變動，尚未寄送任何通知，請重新確認。',
  ownDraft: '甄選結果須由登錄者以外的人事人員核定或退回，尚未寄送任何通知。',
  reserveOver: '候補期間已過，尚未寄送任何通知；請退回，由登錄者確認甄選結果確定日。',
};
/** There the page says what is so now. */
const STAYS: readonly Why[] = ['changed', 'ownDraft', 'reserveOver'];

/** Her vacancy with its applicants, or the way elsewhere. @throws HTTPException 404 */
export async function resultDoor(
  { db }: Services,
  c: Context,
  actor: Officer,
): Promise<OfficerVacancy | Response> {
  const door = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
  return door.closedDoor ? turnedAway(c, door.vacancy.no, door.closedDoor) : door.vacancy;
}

export const refuseResult = (c: Context, no: string, why: Why): Response =>
  goTo(c, STAYS.includes(why) ? paths.officer.results(no) : paths.officer.vacancy(no), {
    kind: 'notice',
    text: REFUSED[why],
  });

export const orderOf = (c: Context, v: OfficerVacancy) => ({
  vacancyNo: v.no,
  agencyId: v.agency_id,
  requestId: requestIdOf(c),
});
