/** R20 查詢回覆紀錄: every interview notice of an officer's agencies with the answers to it, newest first. */
import { type SqlBool, sql } from 'kysely';
import type { MailState, NoticeState } from '../../domain/status.ts';
import { type Actor, type Trx, together } from '../actor.ts';
import { audit } from '../audit.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { openBrief, openReplyMessage } from '../personal.ts';
import { ask } from '../prepared.ts';

type Officer = Actor & { kind: 'officer' };

/** What became of a notice. `undelivered`: still in force, but its mail was refused for good. */
export type RecordState =
  | 'unanswered'
  | 'accepted'
  | 'declined'
  | 'expired'
  | 'undelivered'
  | 'withdrawn'
  | 'replaced';

export interface RecordsFilter {
  /** Vacancy number, whole; '' = all of her agencies. */
  vacancyNo: string;
  state: RecordState | '';
  /** When the notice was sent: instants (ISO), `before` excluded; '' = open on this side. */
  since: string;
  before: string;
}
/** The page's neighbours by the last or first notice of the page one comes from. */
export interface RecordsPlace {
  after?: string;
  until?: string;
}
export const RECORDS_PAGE = 25;
/** More than this is asked to be narrowed rather than exported. */
export const MAX_RECORDS = 10_000;
/** Counted so far; what is more is only said to be more. */
export const COUNTED = 1_000;

export interface RecordReply {
  reply: 'accepted' | 'declined';
  /** '' also when the personal data was deleted. */
  message: string;
  repliedAt: Date;
}
export interface ReplyRecord {
  id: string;
  vacancyNo: string;
  title: string;
  agencyName: string;
  applicationId: string;
  applicationNo: string;
  /** Null when the personal data was deleted. */
  name: string | null;
  /** The person's page can be opened. */
  open: boolean;
  batch: boolean;
  state: NoticeState;
  createdAt: Date;
  interviewAt: Date | null;
  replyBy: Date;
  mail: MailState | null;
  /** In the order given; every change of an answer is kept. */
  replies: RecordReply[];
}

/**
 * One page, keyed by the notice at its edge (times are finer in the database than a Date can say).
 * A look is one audit event with the count.
 */
export async function replyRecords(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  f: RecordsFilter,
  place: RecordsPlace,
  requestId: string | null,
): Promise<{ records: ReplyRecord[]; newer: boolean; older: boolean; total: number }> {
  const edge = place.until ?? place.after;
  const at = edge === undefined ? undefined : await instantOf(trx, actor, edge);
  const back = at !== undefined && place.until !== undefined;
  const order = back ? 'asc' : 'desc';
  const wanted = base(trx, actor, f)
    .$if(at !== undefined, (q) => q.where(beyond(at ?? '', edge ?? '', back)))
    .orderBy('n.created_at', order)
    .orderBy('n.id', order)
    .limit(RECORDS_PAGE + 1);
  const few = base(trx, actor, f)
    .select('n.id')
    .limit(COUNTED + 1)
    .as('few');
  const counted = trx.selectFrom(few).select((eb) => eb.fn.countAll<string>().as('n'));
  const whole = isWhole(f);
  const [rows, counts] = await together(trx, (all) =>
    Promise.all([
      ask(all, named(trx, wanted, order), whole && at === undefined ? 'replies.page' : undefined),
      ask(all, counted, whole ? 'replies.count' : undefined),
    ]),
  );
  const more = rows.length > RECORDS_PAGE;
  const page = rows.slice(0, RECORDS_PAGE);
  if (back) page.reverse();
  const records = await opened(trx, keyring, page);
  await tell(trx, actor, 'replies.page', requestId, { count: records.length });
  return {
    records,
    newer: back ? more : at !== undefined,
    older: back ? page.length > 0 : more,
    total: Number(counts[0]?.n ?? 0),
  };
}

/** Everything the filter finds, newest first, for a file; `tooMany` instead of a part of it. One audit event. */
export async function exportRecords(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  f: RecordsFilter,
  o: { fileType: 'ods' | 'xlsx'; requestId: string | null },
): Promise<{ ok: true; records: ReplyRecord[] } | { ok: false; why: 'tooMany' }> {
  const wanted = base(trx, actor, f)
    .orderBy('n.created_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(MAX_RECORDS + 1);
  const rows = await named(trx, wanted, 'desc').execute();
  if (rows.length > MAX_RECORDS) return { ok: false, why: 'tooMany' };
  const records = await opened(trx, keyring, rows);
  await tell(trx, actor, 'replies.export', o.requestId, { count: records.length, fileType: o.fileType });
  return { ok: true, records };
}

/** The instant of a notice of hers, in full: a Date would cut it short. */
async function instantOf(trx: Trx, actor: Officer, id: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('interview_notice')
    .select(sql<string>`created_at::text`.as('at'))
    .where('id', '=', id)
    .where('agency_id', 'in', [...actor.agencyIds])
    .executeTakeFirst();
  return row?.at;
}

/** After the edge in the order of the page, or with `back` before it; notices of one batch share their instant. */
const beyond = (at: string, id: string, back: boolean) =>
  back
    ? sql<boolean>`(n.created_at, n.id) > (${at}::timestamptz, ${id}::uuid)`
    : sql<boolean>`(n.created_at, n.id) < (${at}::timestamptz, ${id}::uuid)`;

/** Whether nothing is asked but whose: such statements are always the same, and prepared. */
export const isWhole = (f: RecordsFilter): boolean => Object.values(f).every((value) => value === '');

function base(trx: Trx, actor: Officer, f: RecordsFilter) {
  let q = trx
    .selectFrom('interview_notice as n')
    .where(sql<SqlBool>`n.agency_id = any(${[...actor.agencyIds]}::int[])`);
  if (f.vacancyNo) q = q.where('n.vacancy_no', '=', f.vacancyNo);
  if (f.since) q = q.where('n.created_at', '>=', new Date(f.since));
  if (f.before) q = q.where('n.created_at', '<', new Date(f.before));
  if (f.state === '') return q;
  if (f.state === 'withdrawn' || f.state === 'replaced') return q.where('n.state', '=', f.state);
  q = q.where('n.state', '=', 'live');
  if (f.state === 'accepted' || f.state === 'declined') return q.where('n.reply', '=', f.state);
  if (f.state === 'undelivered')
    return q.where((eb) =>
      eb.exists(
        eb
          .selectFrom('mail_delivery as m')
          .select('m.id')
          .whereRef('m.notice_id', '=', 'n.id')
          .where('m.kind', '=', 'notice')
          .where('m.state', '=', 'permanentFailure'),
      ),
    );
  return q
    .where('n.reply', 'is', null)
    .where('n.reply_by', f.state === 'expired' ? '<=' : '>', sql<Date>`clock_timestamp()`);
}

/**
 * The notices of a limited query with the person, vacancy and mail of each. The limit stands inside, so that the
 * planner takes its rows by the index before it joins anything.
 */
function named(trx: Trx, few: ReturnType<typeof base>, order: 'asc' | 'desc') {
  return trx
    .selectFrom(
      few
        .select(['n.id', 'n.application_id', 'n.vacancy_no', 'n.agency_id', 'n.state', 'n.created_at'])
        .select(['n.interview_at', 'n.reply_by', 'n.batch_id'])
        .as('n'),
    )
    .innerJoin('application as a', 'a.id', 'n.application_id')
    .innerJoin('vacancy as v', 'v.no', 'n.vacancy_no')
    .innerJoin('agency as g', 'g.id', 'n.agency_id')
    .leftJoin('data_key as k', 'k.application_id', 'n.application_id')
    .leftJoin('mail_delivery as m', (j) => j.onRef('m.notice_id', '=', 'n.id').on('m.kind', '=', 'notice'))
    .select(['n.id', 'n.vacancy_no', 'n.application_id', 'n.state', 'n.created_at', 'n.interview_at'])
    .select(['n.reply_by', 'n.batch_id', 'a.no as application_no', 'a.state as application_state'])
    .select(['a.brief_enc', 'v.title', 'g.name as agency_name', 'm.state as mail', 'k.wrapped'])
    .orderBy('n.created_at', order)
    .orderBy('n.id', order);
}

async function opened(
  trx: Trx,
  keyring: Keyring,
  rows: Awaited<ReturnType<ReturnType<typeof named>['execute']>>,
): Promise<ReplyRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((r) => r.id);
  const replies = await ask(
    trx,
    trx
      .selectFrom('interview_reply')
      .select(['notice_id', 'reply_version', 'reply', 'message_enc', 'replied_at'])
      .where(sql<SqlBool>`notice_id = any(${ids}::uuid[])`)
      .orderBy('reply_version'),
    'replies.answers',
  );
  const byNotice = new Map<string, typeof replies>();
  for (const one of replies) byNotice.set(one.notice_id, [...(byNotice.get(one.notice_id) ?? []), one]);
  return rows.map((r) => {
    const key = r.wrapped && unwrapDataKey(keyring, r.wrapped, `application:${r.application_id}`);
    return {
      id: r.id,
      vacancyNo: r.vacancy_no,
      title: r.title,
      agencyName: r.agency_name,
      applicationId: r.application_id,
      applicationNo: r.application_no,
      name: key && r.brief_enc ? openBrief(key, r.application_id, r.brief_enc).name : null,
      open: r.application_state === 'open',
      batch: r.batch_id !== null,
      state: r.state,
      createdAt: r.created_at,
      interviewAt: r.interview_at,
      replyBy: r.reply_by,
      mail: r.mail,
      replies: (byNotice.get(r.id) ?? []).map((one) => ({
        reply: one.reply,
        message:
          key && one.message_enc ? openReplyMessage(key, r.id, one.reply_version, one.message_enc) : '',
        repliedAt: one.replied_at,
      })),
    };
  });
}

const tell = (
  trx: Trx,
  actor: Officer,
  act: string,
  requestId: string | null,
  details: Record<string, unknown>,
): Promise<void> =>
  audit(trx, actor, {
    act,
    subjectKind: 'agency',
    agencyId: actor.agencyIds.length === 1 ? (actor.agencyIds[0] ?? null) : null,
    requestId,
    details: { ...details, agencies: actor.agencyIds },
  });
