import { sql } from 'kysely';
import type { Outcome } from '../../domain/result-rules.ts';
import type { MailState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { openBriefs } from '../personal.ts';

type Officer = Actor & { kind: 'officer' };
interface Order {
  vacancyNo: string;
  agencyId: number;
  requestId: string | null;
}

/** How many applicants the form lists, those invited first; everyone behind them is 未錄取. */
export const CANDIDATES_SHOWN = 300;

export interface Candidate {
  id: string;
  no: string;
  name: string;
  replyStatus: ReplyStatus;
}
export interface Candidates {
  /** All open applications. */
  total: number;
  rows: Candidate[];
}

/** Who can be chosen: open applications, who accepted an interview first. Seeing the names is one audit event. */
export async function candidatesOf(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: Order,
): Promise<Candidates> {
  const rows = await trx
    .selectFrom('application')
    .select(['id', 'no', 'brief_enc', 'reply_status', sql<string>`count(*) over ()`.as('total')])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .orderBy(sql`array_position(array['accepted', 'notified', 'declined', 'none'], reply_status)`)
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(CANDIDATES_SHOWN)
    .execute();
  const names = await namesSeen(trx, keyring, actor, o, 'result.candidates', rows);
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((r) => ({ id: r.id, no: r.no, name: names(r.id), replyStatus: r.reply_status })),
  };
}

export interface ResultRow {
  applicationId: string;
  no: string;
  name: string;
  outcome: Outcome;
  rank: number | null;
  /** Of a place in reserve, also of one that was moved up. */
  reserveUntil: Date | null;
  reserveEndedAt: Date | null;
  declinedAt: Date | null;
  withdrawn: boolean;
  /** Of its newest letter; null before it was begun. */
  mail: MailState | null;
}
export interface SentResult {
  settledOn: string;
  sentAt: Date;
  /** Names; null for one of the agency no longer, and for who drew up one sent before results were approved. */
  drawnBy: string | null;
  approvedBy: string | null;
  /** Who declined is not counted. */
  selected: number;
  reserve: number;
  notSelected: number;
  /** Those chosen and in reserve, and of the others as many as fit. */
  rows: ResultRow[];
}

/** The result as it was sent; undefined before. Seeing the names is one audit event. */
export async function sentResult(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: Order,
): Promise<SentResult | undefined> {
  const head = await trx
    .selectFrom('vacancy_result as r')
    .leftJoin('account as a', 'a.id', 'r.drawn_by')
    .leftJoin('account as b', 'b.id', 'r.sent_by')
    .select(['r.settled_on', 'r.sent_at', 'a.name as drawn_name', 'b.name as approved_name'])
    .where('r.vacancy_no', '=', o.vacancyNo)
    .executeTakeFirst();
  if (!head) return undefined;
  const counts = await trx
    .selectFrom('application_result')
    .select((eb) => ['outcome', eb.fn.countAll<string>().as('n')])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('declined_at', 'is', null)
    .groupBy('outcome')
    .execute();
  const rows = await trx
    .selectFrom('application_result as r')
    .innerJoin('application as a', 'a.id', 'r.application_id')
    .leftJoin('mail_delivery as m', (j) =>
      j.on('m.key', '=', sql<string>`'result:' || r.application_id || ':' || r.version`),
    )
    .select(['a.id', 'a.no', 'a.state', 'a.brief_enc', 'm.state as mail'])
    .select(['r.outcome', 'r.rank', 'r.reserve_until', 'r.reserve_ended_at', 'r.declined_at'])
    .where('r.vacancy_no', '=', o.vacancyNo)
    .orderBy(sql`array_position(array['selected', 'reserve', 'notSelected'], r.outcome)`)
    .orderBy('r.rank', (by) => by.asc().nullsFirst())
    .orderBy('a.submitted_at')
    .orderBy('a.id')
    .limit(CANDIDATES_SHOWN)
    .execute();
  const names = await namesSeen(trx, keyring, actor, o, 'result.view', rows);
  const count = (outcome: Outcome): number => Number(counts.find((c) => c.outcome === outcome)?.n ?? 0);
  return {
    settledOn: head.settled_on,
    sentAt: head.sent_at,
    drawnBy: head.drawn_name,
    approvedBy: head.approved_name,
    selected: count('selected'),
    reserve: count('reserve'),
    notSelected: count('notSelected'),
    rows: rows.map((r) => ({
      applicationId: r.id,
      no: r.no,
      name: names(r.id),
      outcome: r.outcome,
      rank: r.rank,
      reserveUntil: r.reserve_until,
      reserveEndedAt: r.reserve_ended_at,
      declinedAt: r.declined_at,
      withdrawn: r.state === 'withdrawn',
      mail: r.mail,
    })),
  };
}

async function namesSeen(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: Order,
  act: string,
  rows: readonly { id: string; brief_enc: Buffer | null }[],
): Promise<(id: string) => string> {
  if (rows.length === 0) return () => '';
  const briefs = await openBriefs(trx, keyring, rows);
  await audit(trx, actor, {
    act,
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { count: rows.length },
  });
  return (id) => briefs.get(id)?.name ?? '';
}
