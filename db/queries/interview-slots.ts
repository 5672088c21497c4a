import { randomUUID } from 'node:crypto';
import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import type { Trx } from '../actor.ts';
import type { DB } from '../schema.ts';

/** A time of an offer, as the holder of a link may see it. */
export interface SlotChoice {
  id: string;
  startsAt: Date;
  /** Taken by this notice. */
  mine: boolean;
}

/**
 * Records the times that the notices of one sending offer.
 * @param startsAt ISO instants, each once
 * @returns the offer's id; null without times
 */
export async function offerSlots(
  trx: Trx,
  o: { vacancyNo: string; agencyId: number; startsAt: readonly string[] },
): Promise<string | null> {
  if (o.startsAt.length === 0) return null;
  const offerId = randomUUID();
  await trx
    .insertInto('interview_slot')
    .values(
      o.startsAt.map((at) => ({
        offer_id: offerId,
        vacancy_no: o.vacancyNo,
        agency_id: o.agencyId,
        starts_at: at,
        notice_id: null,
      })),
    )
    .execute();
  return offerId;
}

/** Every time of these offers with whose it is, earliest first. */
export async function offersOf(trx: Trx, offerIds: readonly string[]) {
  if (offerIds.length === 0) return [];
  return trx
    .selectFrom('interview_slot')
    .select(['offer_id', 'starts_at', 'notice_id'])
    .where('offer_id', 'in', [...offerIds])
    .orderBy('starts_at')
    .execute();
}

/**
 * Whether the time taken by the notice in `table` can still be moved, by the database's clock; null when it has none.
 * A fixed text, for a larger statement.
 */
export const timeOf = (table: string): RawBuilder<'movable' | 'fixed' | null> => {
  const n = sql.table(table);
  return sql`case when ${n}.offer_id is null or ${n}.reply is distinct from 'accepted' then null
    when ${n}.interview_at > clock_timestamp() + make_interval(hours => ${n}.move_hours) then 'movable'
    else 'fixed' end`;
};

/**
 * The times of an offer that are free or this notice's own, earliest first.
 * @param o.movingHours of one that has a time already: only those at least so many hours ahead
 */
export async function slotChoices(
  trx: Trx,
  { offerId, noticeId, movingHours }: { offerId: string; noticeId: string; movingHours: number | null },
): Promise<SlotChoice[]> {
  const rows = await trx
    .selectFrom('interview_slot')
    .select(['id', 'starts_at', 'notice_id'])
    .where('offer_id', '=', offerId)
    .where((eb) => eb.or([eb('notice_id', '=', noticeId), freeFor(eb, movingHours)]))
    .orderBy('starts_at')
    .execute();
  return rows.map((r) => ({ id: r.id, startsAt: r.starts_at, mine: r.notice_id === noticeId }));
}

/**
 * Takes a time for a notice and gives back the one it had; first come, first served: of two who take the same at the
 * same moment the second waits for the first and gets none.
 * @param o.movingHours as of `slotChoices`
 * @returns the time, or undefined when it is not free (any more) or too near; then nothing was changed
 */
export async function takeSlot(
  trx: Trx,
  o: { noticeId: string; offerId: string; slotId: string; movingHours: number | null },
): Promise<Date | undefined> {
  const wanted = await trx
    .selectFrom('interview_slot')
    .select(['starts_at', 'notice_id'])
    .where('id', '=', o.slotId)
    .where('offer_id', '=', o.offerId)
    .where((eb) => eb.or([eb('notice_id', '=', o.noticeId), freeFor(eb, o.movingHours)]))
    .forUpdate()
    .executeTakeFirst();
  if (!wanted || wanted.notice_id === o.noticeId) return wanted?.starts_at;
  await freeSlot(trx, o.noticeId);
  await trx.updateTable('interview_slot').set({ notice_id: o.noticeId }).where('id', '=', o.slotId).execute();
  return wanted.starts_at;
}

const freeFor = (eb: ExpressionBuilder<DB, 'interview_slot'>, movingHours: number | null) =>
  eb.and([
    eb('notice_id', 'is', null),
    ...(movingHours === null
      ? []
      : [eb('starts_at', '>', sql<Date>`clock_timestamp() + make_interval(hours => ${movingHours})`)]),
  ]);

/** Gives back the time a notice has, if it has one. */
export async function freeSlot(trx: Trx, noticeId: string): Promise<void> {
  await trx
    .updateTable('interview_slot')
    .set({ notice_id: null })
    .where('notice_id', '=', noticeId)
    .execute();
}

/** The id of the time a notice has. */
export async function heldSlot(trx: Trx, noticeId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('interview_slot')
    .select('id')
    .where('notice_id', '=', noticeId)
    .executeTakeFirst();
  return row?.id;
}
