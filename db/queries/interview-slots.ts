import { randomUUID } from 'node:crypto';
import type { Trx } from '../actor.ts';

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

/** The times of an offer that are free or this notice's own, earliest first. */
export async function slotChoices(trx: Trx, offerId: string, noticeId: string): Promise<SlotChoice[]> {
  const rows = await trx
    .selectFrom('interview_slot')
    .select(['id', 'starts_at', 'notice_id'])
    .where('offer_id', '=', offerId)
    .where((eb) => eb.or([eb('notice_id', 'is', null), eb('notice_id', '=', noticeId)]))
    .orderBy('starts_at')
    .execute();
  return rows.map((r) => ({ id: r.id, startsAt: r.starts_at, mine: r.notice_id === noticeId }));
}

/**
 * Takes a time for a notice and gives back the one it had; first come, first served: of two who take the same at the
 * same moment the second waits for the first and gets none.
 * @returns the time, or undefined when it is not free (any more); then nothing was changed
 */
export async function takeSlot(
  trx: Trx,
  o: { noticeId: string; offerId: string; slotId: string },
): Promise<Date | undefined> {
  const wanted = await trx
    .selectFrom('interview_slot')
    .select(['starts_at', 'notice_id'])
    .where('id', '=', o.slotId)
    .where('offer_id', '=', o.offerId)
    .where((eb) => eb.or([eb('notice_id', 'is', null), eb('notice_id', '=', o.noticeId)]))
    .forUpdate()
    .executeTakeFirst();
  if (!wanted || wanted.notice_id === o.noticeId) return wanted?.starts_at;
  await freeSlot(trx, o.noticeId);
  await trx.updateTable('interview_slot').set({ notice_id: o.noticeId }).where('id', '=', o.slotId).execute();
  return wanted.starts_at;
}

/** Gives back the time a notice has, if it has one. */
export async function freeSlot(trx: Trx, noticeId: string): Promise<void> {
  await trx
    .updateTable('interview_slot')
    .set({ notice_id: null })
    .where('notice_id', '=', noticeId)
    .execute();
}
