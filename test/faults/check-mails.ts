import { type SqlBool, sql } from 'kysely';
import type { FaultName } from './plan.ts';
import type { Stand } from './stand.ts';

/** A mail as the mailbox keeps it. */
export interface Received {
  id: string;
  messageId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The mailbox keeps its newest mails only; they are gathered after each window. */
export class Mailbag {
  readonly all = new Map<string, Received>();
  private readonly s: Stand;

  constructor(s: Stand) {
    this.s = s;
  }

  async gather(): Promise<void> {
    for (let limit = 600; ; limit *= 2) {
      const r = await fetch(`${this.s.mailboxUrl}/api/messages?limit=${limit}`);
      const mails = (await r.json()) as { id: string; messageId: string; receivedAt: string }[];
      const fresh = mails.filter((m) => !this.all.has(m.id));
      for (const m of fresh)
        this.all.set(m.id, { id: m.id, messageId: m.messageId, at: Date.parse(m.receivedAt) });
      if (fresh.length < mails.length || mails.length < limit) return;
    }
  }
}

/** A row of the outbox that waits for its time, as a withdrawal does while it can be taken back; `table` names it. */
export const notDue = (table: string) => {
  const o = sql.table(table);
  return sql<SqlBool>`(${o}.done_at is null and ${o}.attempts = 0 and ${o}.available_at > clock_timestamp())`;
};

/** When a fault struck, for the question whether a second copy is excused. */
export interface Period {
  seed: number;
  fault: FaultName;
  from: number;
  to: number;
}

/**
 * After these a mail's end may be unknown to us: the server kept it and could not say so, or the one who sent it died
 * before he could write it down.
 */
const AMBIGUOUS: ReadonlySet<FaultName> = new Set([
  'smtpDropAfterData',
  'smtpHang',
  'killWorker',
  'stopWorker',
  'killPostgres',
  'stopPostgres',
]);
/** A stopped or killed part is felt this long before and after. */
const NEAR_MS = 6_000;

export interface MailsJudged {
  /** For each mail that arrived more than once after an ambiguous end: the seed of the window it was in. */
  doubled: number[];
  /** What must not be: sentences with ids and states. */
  problems: string[];
  /** Neither handed over nor given up yet; and which, by kind and state. */
  waiting: number;
  waitingKinds: string;
}

/**
 * Holds the ledger against the mailbox. The ledger is read first: a mail that is handed over while we look is then in
 * the mailbox without being expected there, never the other way round.
 */
export async function judgeMails(s: Stand, bag: Mailbag, periods: readonly Period[]): Promise<MailsJudged> {
  const ledger = await s.owner
    .selectFrom('mail_delivery as m')
    .select(['m.id', 'm.key', 'm.kind', 'm.state', 'm.attempts', 'm.message_id'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('outbox as o')
            .select('o.id')
            .where('o.key', '=', sql<string>`'mail:' || m.key`)
            .where(notDue('o')),
        )
        .as('notDue'),
    )
    .execute();
  await bag.gather();
  const copies = new Map<string, Received[]>();
  for (const m of bag.all.values()) copies.set(m.messageId, [...(copies.get(m.messageId) ?? []), m]);
  const problems: string[] = [];
  const doubled: number[] = [];
  for (const row of ledger) {
    const got = (copies.get(row.message_id) ?? []).sort((a, b) => a.at - b.at);
    copies.delete(row.message_id);
    if (row.state === 'handedOver' && got.length === 0)
      problems.push(`${row.kind} ${row.id}: handed over, not received`);
    if (got.length < 2) continue;
    const first = got[0]?.at ?? 0;
    const excused = periods.find(
      (p) => AMBIGUOUS.has(p.fault) && first >= p.from - NEAR_MS && first <= p.to + NEAR_MS,
    );
    if (excused) doubled.push(excused.seed);
    if (!excused || row.attempts < 2)
      problems.push(`${row.kind} ${row.id}: received ${got.length} times after ${row.attempts} tries`);
  }
  const strangers = [...copies.keys()];
  const later = strangers.length
    ? await s.owner
        .selectFrom('mail_delivery')
        .select('message_id')
        .where('message_id', 'in', strangers)
        .execute()
    : [];
  const known = new Set(later.map((row) => row.message_id));
  for (const messageId of strangers)
    if (!known.has(messageId)) problems.push(`${messageId}: received, not in the ledger`);
  problems.push(...(await notBegun(s)));
  const waiting = ledger.filter(
    (r) => !r.notDue && !['handedOver', 'permanentFailure', 'replaced'].includes(r.state),
  );
  const kinds = new Map<string, number>();
  for (const r of waiting) kinds.set(`${r.kind} ${r.state}`, (kinds.get(`${r.kind} ${r.state}`) ?? 0) + 1);
  const waitingKinds = [...kinds].map(([kind, n]) => `${n} ${kind}`).join(', ');
  return { doubled, problems, waiting: waiting.length, waitingKinds };
}

/**
 * Mails that nobody began although somebody must have been told to: the receipt of an application's newest version, a
 * live notice's own mail, the receipt of a notice's newest reply, the letter of a result or the receipt of a post
 * declined, and the word of the place that became free. Each is begun by a workflow that was told by a message of the outbox.
 */
export async function notBegun(s: Stand): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'application ' || a.id || ': no receipt was begun' as what from application a
    where a.state = 'open' and not exists (
      select 1 from mail_delivery m where m.key = 'receipt:' || a.id || ':' || a.version)
    union all
    select 'notice ' || n.id || ': its mail was not begun' from interview_notice n
    where n.state = 'live'
      and not exists (select 1 from mail_delivery m where m.key = 'notice:' || n.id and m.state <> 'created')
    union all
    select 'notice ' || n.id || ': the receipt of reply ' || n.reply_version || ' was not begun' from interview_notice n
    where n.state = 'live' and n.reply_version > 0
      and not exists (select 1 from mail_delivery m where m.key = 'replyReceipt:' || n.id || ':' || n.reply_version)
    union all
    select 'result ' || r.application_id || ' ' || r.version || ': its letter was not begun'
    from application_result r join application a on a.id = r.application_id and a.state = 'open'
    where not exists (select 1 from mail_delivery m where m.key = 'result:' || r.application_id || ':' || r.version)
    union all
    select 'result ' || r.application_id || ': nobody was told of the place' from application_result r
    where r.declined_at is not null
      and not exists (select 1 from mail_delivery m where m.key = 'placeFree:' || r.application_id and m.state <> 'created')
  `.execute(s.owner);
  return rows.map((r) => r.what);
}
