/** The two sets of ticks of 調閱履歷 (R74), also of those on other pages of the list. */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { isId } from '../../db/ids.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { NOTICE, RESUME } from './applicants-rows.tsx';
import { keepTicks, keptTicks, MOST_TICKED } from './kept-ticks.ts';
import { bodyOf, type Posted, texts } from './posted.ts';
import { ElsewhereBoxes, type TickedPerson } from './ticked-elsewhere.tsx';

/** Those ticked who do not stand on the page shown. */
export interface TickedElsewhere {
  resume: readonly TickedPerson[];
  notice: readonly TickedPerson[];
}
export const NOBODY: TickedElsewhere = { resume: [], notice: [] };

export type Ticked = Readonly<Record<keyof TickedElsewhere, ReadonlySet<string>>>;

export const postedTicks = (body: Posted): Ticked => ({
  resume: new Set(texts(body, RESUME)),
  notice: new Set(texts(body, NOTICE)),
});

const ACT = 'applicants.leaf';
type Kept = Record<keyof TickedElsewhere, string[]>;

/** Keeps what is ticked in the posted list. @returns where the page asked for stands */
export async function keepBoth(
  services: Services,
  c: Context,
  actor: Officer,
  href: string,
): Promise<string> {
  const { resume, notice } = postedTicks(bodyOf(c));
  if (resume.size + notice.size === 0) return href;
  const few = (ids: ReadonlySet<string>): string[] => [...ids].filter(isId).slice(0, MOST_TICKED);
  const kept = { resume: few(resume), notice: few(notice) };
  return keepTicks(services, c, actor, { act: ACT, kept, href });
}

/** What the address names. */
export async function keptBoth(services: Services, c: Context, actor: Officer): Promise<Ticked | undefined> {
  const kept = await keptTicks<Kept>(services, c, actor, ACT);
  return kept && { resume: new Set(kept.resume), notice: new Set(kept.notice) };
}

/** Who may still be chosen: not withdrawn, with a document; for a batch not notified meanwhile (R90). */
export async function tickedElsewhere(
  { db, keyring }: Services,
  actor: Officer,
  o: { vacancyNo: string; shown: readonly { id: string }[]; ticked: Ticked; requestId: string | null },
): Promise<TickedElsewhere> {
  const shown = new Set(o.shown.map(({ id }) => id));
  const others = [...new Set([...o.ticked.resume, ...o.ticked.notice])].filter(
    (id) => isId(id) && !shown.has(id),
  );
  if (others.length === 0) return NOBODY;
  const order = { vacancyNo: o.vacancyNo, applicationIds: others, act: 'applicants.ticked' };
  const found = await withActor(db, actor, (trx) =>
    namesOf(trx, keyring, actor, { ...order, requestId: o.requestId }),
  );
  const people = found.map((one) => ({ ...one, value: one.id }));
  return {
    resume: people.filter((one) => o.ticked.resume.has(one.id) && one.hasDocument),
    notice: people.filter((one) => o.ticked.notice.has(one.id) && one.replyStatus === 'none'),
  };
}

export const BothElsewhere = ({ ticked }: { ticked: TickedElsewhere }) => (
  <>
    <ElsewhereBoxes name={RESUME} people={ticked.resume} what="調閱履歷" />
    <ElsewhereBoxes name={NOTICE} people={ticked.notice} what="批次通知面試" />
  </>
);
