/**
 * Ticks that outlast a page of the list, with script or without: leafing sends the list's form, its ticks are kept by
 * the form's key, and the address of the page asked for names that key, so that going back finds them too. Those
 * ticked elsewhere stand as boxes with their names: they count, can be taken off, and go along to what is done.
 */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { claimKey, keepResult, keptResult } from '../../db/idempotency.ts';
import { isId } from '../../db/ids.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import { Details } from '../components/index.ts';
import { formKey } from '../middleware/idempotency.ts';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { NOTICE, RESUME } from './applicants-rows.tsx';
import { bodyOf, type Posted, texts } from './posted.ts';

interface Person {
  id: string;
  name: string;
}
/** Those ticked who do not stand on the page shown. */
export interface TickedElsewhere {
  resume: readonly Person[];
  notice: readonly Person[];
}
export const NOBODY: TickedElsewhere = { resume: [], notice: [] };

export type Ticked = Readonly<Record<keyof TickedElsewhere, ReadonlySet<string>>>;

export const postedTicks = (body: Posted): Ticked => ({
  resume: new Set(texts(body, RESUME)),
  notice: new Set(texts(body, NOTICE)),
});

const ACT = 'applicants.leaf';
const KEY = /^[\w-]{8,64}$/;
/** More than anybody ticks by hand; namesOf takes no more either. */
const MOST = 200;
const keptAs = (key: string): string => `${key}:ticks`;
type Kept = Record<keyof TickedElsewhere, string[]>;

/** Keeps what is ticked in the posted list. @returns what the next page's address names it by; '' = nothing ticked */
export async function keepTicks({ db }: Services, c: Context, actor: Officer): Promise<string> {
  const key = formKey(c);
  const { resume, notice } = postedTicks(bodyOf(c));
  if (resume.size + notice.size === 0) return '';
  const few = (ids: ReadonlySet<string>): string[] => [...ids].filter(isId).slice(0, MOST);
  const kept: Kept = { resume: few(resume), notice: few(notice) };
  await withActor(db, actor, async (trx) => {
    // the same page sent again, with other ticks after going back, keeps the newest
    await claimKey(trx, actor, ACT, keptAs(key), kept);
    await keepResult(trx, actor, keptAs(key), kept);
  });
  return key;
}

/** What the address names; nothing for an unknown or foreign key. */
export async function keptTicks({ db }: Services, c: Context, actor: Officer): Promise<Ticked | undefined> {
  const key = c.req.query('ticks') ?? '';
  if (!KEY.test(key)) return undefined;
  const kept = await withActor(db, actor, (trx) => keptResult<Partial<Kept>>(trx, actor, ACT, keptAs(key)));
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
  const people = await withActor(db, actor, (trx) =>
    namesOf(trx, keyring, actor, { ...order, requestId: o.requestId }),
  );
  return {
    resume: people.filter((one) => o.ticked.resume.has(one.id) && one.hasDocument),
    notice: people.filter((one) => o.ticked.notice.has(one.id) && one.replyStatus === 'none'),
  };
}

/** As many stand open; a whole page of them is folded. */
const OPEN = 10;

const Boxes = ({ name, people, what }: { name: string; people: readonly Person[]; what: string }) =>
  people.length === 0 ? null : (
    <Details summary={`其他頁已勾選${what}（${people.length} 人）`} open={people.length <= OPEN}>
      <div class="sq-inline">
        {people.map((one) => (
          <label class="sq-check">
            <input type="checkbox" name={name} value={one.id} checked data-who={one.name} data-elsewhere />
            <span>{one.name}</span>
          </label>
        ))}
      </div>
    </Details>
  );

export const ElsewhereBoxes = ({ ticked }: { ticked: TickedElsewhere }) => (
  <>
    <Boxes name={RESUME} people={ticked.resume} what="調閱履歷" />
    <Boxes name={NOTICE} people={ticked.notice} what="批次通知面試" />
  </>
);
