/** 通知範本 of an agency: contents of notices that its officers use again. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';

type Officer = Actor & { kind: 'officer' };

/** Those of her agencies, or of one of them, by agency and name. */
export async function noticeTexts(trx: Trx, actor: Officer, agencyId?: number) {
  return trx
    .selectFrom('notice_text as t')
    .innerJoin('agency as a', 'a.id', 't.agency_id')
    .select([
      't.id',
      't.name',
      't.content',
      't.version',
      't.saved_at',
      't.agency_id',
      'a.name as agency_name',
    ])
    .where('t.agency_id', 'in', agencyId === undefined ? [...actor.agencyIds] : [agencyId])
    .orderBy('a.code')
    .orderBy('t.name')
    .execute();
}
export type NoticeText = Awaited<ReturnType<typeof noticeTexts>>[number];

/** One of them; undefined when there is none of this id in her agencies. */
export async function noticeText(trx: Trx, actor: Officer, id: string): Promise<NoticeText | undefined> {
  return (await noticeTexts(trx, actor)).find((one) => one.id === id);
}

/** Keeps a content under a name; refused when the agency has one of that name. */
export async function createNoticeText(
  trx: Trx,
  actor: Officer,
  o: { agencyId: number; name: string; content: string },
): Promise<{ ok: true; id: string } | { ok: false }> {
  const row = await trx
    .insertInto('notice_text')
    .values({ agency_id: o.agencyId, name: o.name, content: o.content, saved_by: actor.accountId })
    .onConflict((oc) => oc.columns(['agency_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return { ok: false };
  await record(trx, actor, 'noticeText.create', { id: row.id, agencyId: o.agencyId, version: 1 });
  return { ok: true, id: row.id };
}

export type NoticeTextChanged = { ok: true } | { ok: false; why: 'gone' | 'overtaken' | 'nameTaken' };

/** Another name or content, for whoever has seen its newest version; notices already sent stay as they are. */
export async function changeNoticeText(
  trx: Trx,
  actor: Officer,
  o: { id: string; version: number; name: string; content: string },
): Promise<NoticeTextChanged> {
  if (!isId(o.id)) return { ok: false, why: 'gone' };
  const row = await trx
    .selectFrom('notice_text')
    .select(['agency_id', 'version'])
    .where('id', '=', o.id)
    .where('agency_id', 'in', [...actor.agencyIds])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { ok: false, why: 'gone' };
  if (row.version !== o.version) return { ok: false, why: 'overtaken' };
  const namesake = await trx
    .selectFrom('notice_text')
    .select('id')
    .where('agency_id', '=', row.agency_id)
    .where('name', '=', o.name)
    .where('id', '<>', o.id)
    .executeTakeFirst();
  if (namesake) return { ok: false, why: 'nameTaken' };
  const version = o.version + 1;
  await trx
    .updateTable('notice_text')
    .set({ name: o.name, content: o.content, version, saved_by: actor.accountId, saved_at: sql`now()` })
    .where('id', '=', o.id)
    .execute();
  await record(trx, actor, 'noticeText.change', { id: o.id, agencyId: row.agency_id, version });
  return { ok: true };
}

/** Removes one; notices already sent stay as they are. False when it is gone already or foreign. */
export async function deleteNoticeText(trx: Trx, actor: Officer, id: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('notice_text')
    .where('id', '=', id)
    .where('agency_id', 'in', [...actor.agencyIds])
    .returning(['agency_id', 'version'])
    .executeTakeFirst();
  if (!row) return false;
  await record(trx, actor, 'noticeText.delete', { id, agencyId: row.agency_id, version: row.version });
  return true;
}

async function record(
  trx: Trx,
  actor: Officer,
  act: string,
  o: { id: string; agencyId: number; version: number },
): Promise<void> {
  await audit(trx, actor, {
    act,
    subjectKind: 'noticeText',
    subjectId: o.id,
    agencyId: o.agencyId,
    details: { version: o.version },
  });
}
