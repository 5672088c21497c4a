import { sql } from 'kysely';
import type { Stage } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { BlobStore } from '../blob-store.ts';
import { put } from '../outbox.ts';
import { vacancyClock } from './vacancy-clock.ts';

const WORKER = { kind: 'worker' } as const;

export type ArchiveDue =
  | { due: true; stage: Stage }
  | { due: false; why: 'archived' | 'notDue' | 'notFound' };

/** Whether the archive clock has run out, by the database's clock; what follows cannot be taken back. */
export async function archiveDue(trx: Trx, no: string): Promise<ArchiveDue> {
  const clock = await vacancyClock(trx, no);
  if (!clock) return { due: false, why: 'notFound' };
  if (clock.stage === 'archived') return { due: false, why: 'archived' };
  const { rows } = await sql<{ due: boolean }>`
    select ${clock.archiveAt}::timestamptz <= clock_timestamp() as due`.execute(trx);
  return rows[0]?.due === true ? { due: true, stage: clock.stage } : { due: false, why: 'notDue' };
}

/**
 * Ends at most `limit` applications that still run and tells their workflows. Those without a workflow, and
 * those whose word could not be delivered (their workflow is gone), are over at once.
 * @returns how many were told now.
 */
export async function endOpenApplications(trx: Trx, no: string, limit: number): Promise<number> {
  const told = await sql<{ id: string; version: number }>`
    update application set state = 'ended', version = version + 1, updated_at = clock_timestamp(),
      ended_at = case when process = 'none' or child_started_at is null then clock_timestamp() end
    where id in (select id from application where vacancy_no = ${no} and state = 'open' order by id limit ${limit})
    returning id::text, version`.execute(trx);
  for (const a of told.rows)
    await put(trx, {
      kind: 'signalApplication',
      target: a.id,
      signal: 'applicationChanged',
      subjectId: a.id,
      version: a.version,
      key: `archiving:${a.id}`,
    });
  await sql`
    update application a set ended_at = clock_timestamp()
    where a.vacancy_no = ${no} and a.state <> 'open' and a.ended_at is null and (
      a.process = 'none' or a.child_started_at is null
      or exists (select 1 from outbox o where o.key = 'archiving:' || a.id and o.parked_at is not null))`.execute(
    trx,
  );
  if (told.rows.length > 0)
    await audit(trx, WORKER, {
      act: 'vacancy.endApplications',
      subjectKind: 'vacancy',
      subjectId: no,
      workflowId: `vacancy-${no}`,
      details: { count: told.rows.length },
    });
  return told.rows.length;
}

/** Applications of the vacancy whose process is not over. */
export async function runningApplications(trx: Trx, no: string): Promise<number> {
  const { n } = await trx
    .selectFrom('application')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('vacancy_no', '=', no)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/**
 * Removes what makes people recognisable from at most `limit` applications (rule 9): first the data keys, then the
 * encrypted columns, the blind index, documents and attachments.
 * @returns how many it cleaned; 0 = nothing is left.
 */
export async function purgeApplications(
  trx: Trx,
  blobs: BlobStore,
  no: string,
  limit: number,
): Promise<number> {
  const rows = await trx
    .selectFrom('application as a')
    .select('a.id')
    .where('a.vacancy_no', '=', no)
    .where((eb) =>
      eb.or([
        eb('a.brief_enc', 'is not', null),
        eb('a.record_enc', 'is not', null),
        eb('a.id_index', 'is not', null),
        eb.exists(
          eb.selectFrom('data_key as k').select('k.application_id').whereRef('k.application_id', '=', 'a.id'),
        ),
      ]),
    )
    .orderBy('a.id')
    .limit(limit)
    .execute();
  const ids = rows.map((r) => r.id);
  if (ids.length === 0) return 0;
  await trx.deleteFrom('data_key').where('application_id', 'in', ids).execute();
  await trx
    .updateTable('application')
    .set({ brief_enc: null, record_enc: null, particulars_enc: null, id_index: null })
    .where('id', 'in', ids)
    .execute();
  await trx
    .updateTable('interview_notice')
    .set({ body_enc: null })
    .where('application_id', 'in', ids)
    .execute();
  await trx
    .updateTable('interview_reply')
    .set({ message_enc: null })
    .where('application_id', 'in', ids)
    .execute();
  await trx.updateTable('screening').set({ text_enc: null }).where('application_id', 'in', ids).execute();
  await trx
    .updateTable('screening_letter')
    .set({ letter_enc: null })
    .where('application_id', 'in', ids)
    .execute();
  await trx.deleteFrom('application_note').where('application_id', 'in', ids).execute();
  await trx
    .updateTable('application_result')
    .set({ letter_enc: null })
    .where('application_id', 'in', ids)
    .execute();
  await trx.deleteFrom('resume_document').where('application_id', 'in', ids).execute();
  await trx.deleteFrom('attachment').where('application_id', 'in', ids).execute();
  await blobs.deleteOf(trx, ids);
  return ids.length;
}

/** The record's last turn: counts that name nobody are kept, the stage becomes archived. */
export async function finishArchive(trx: Trx, no: string): Promise<boolean> {
  const { rows } = await sql<{ agency_id: number; final_counts: Record<string, number> }>`
    update vacancy v set stage = 'archived', archived_at = clock_timestamp(), version = version + 1,
      updated_at = now(), final_counts = (
        select jsonb_build_object(
          'applications', count(*),
          'withdrawn', count(*) filter (where a.withdrawn_at is not null),
          'produced', count(*) filter (where a.production_state = 'produced'),
          'notified', count(*) filter (where exists (select 1 from interview_notice n where n.application_id = a.id)),
          'accepted', count(*) filter (where a.reply_status = 'accepted'),
          'declined', count(*) filter (where a.reply_status = 'declined'),
          'selected', count(*) filter (where exists (
            select 1 from application_result r where r.application_id = a.id and r.outcome = 'selected' and r.declined_at is null)),
          'retrieved', count(*) filter (where exists (select 1 from retrieval_item t where t.application_id = a.id)))
        from application a where a.vacancy_no = v.no)
    where v.no = ${no} and v.stage in ('closed', 'withdrawn')
    returning agency_id, final_counts`.execute(trx);
  const row = rows[0];
  if (!row) return false;
  await trx.deleteFrom('result_draft').where('vacancy_no', '=', no).execute();
  await audit(trx, WORKER, {
    act: 'vacancy.archive',
    subjectKind: 'vacancy',
    subjectId: no,
    agencyId: row.agency_id,
    workflowId: `vacancy-${no}`,
    details: row.final_counts,
  });
  return true;
}
