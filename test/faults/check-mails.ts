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

/** When a fault struck, for the question whether a second copy is excused. */
export interface Period {
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
  /** Mails that arrived more than once, each after an ambiguous end. */
  doubled: number;
  /** What must not be: sentences with ids and states. */
  problems: string[];
  /** Neither handed over nor given up yet; and which, by kind and state. */
  waiting: number;
  waitingKinds: string;
}

/** Holds the ledger against the mailbox. */
export async function judgeMails(s: Stand, bag: Mailbag, periods: readonly Period[]): Promise<MailsJudged> {
  const ledger = await s.owner
    .selectFrom('mail_delivery')
    .select(['id', 'key', 'kind', 'state', 'attempts', 'message_id'])
    .execute();
  const copies = new Map<string, Received[]>();
  for (const m of bag.all.values()) copies.set(m.messageId, [...(copies.get(m.messageId) ?? []), m]);
  const problems: string[] = [];
  let doubled = 0;
  for (const row of ledger) {
    const got = (copies.get(row.message_id) ?? []).sort((a, b) => a.at - b.at);
    copies.delete(row.message_id);
    if (row.state === 'handedOver' && got.length === 0)
      problems.push(`${row.kind} ${row.id}: handed over, not received`);
    if (got.length < 2) continue;
    doubled += 1;
    const first = got[0]?.at ?? 0;
    const excused = periods.some(
      (p) => AMBIGUOUS.has(p.fault) && first >= p.from - NEAR_MS && first <= p.to + NEAR_MS,
    );
    if (!excused || row.attempts < 2)
      problems.push(`${row.kind} ${row.id}: received ${got.length} times after ${row.attempts} tries`);
  }
  for (const messageId of copies.keys()) problems.push(`${messageId}: received, not in the ledger`);
  problems.push(...(await missing(s)));
  const waiting = ledger.filter((r) => !['handedOver', 'permanentFailure', 'replaced'].includes(r.state));
  const kinds = new Map<string, number>();
  for (const r of waiting) kinds.set(`${r.kind} ${r.state}`, (kinds.get(`${r.kind} ${r.state}`) ?? 0) + 1);
  const waitingKinds = [...kinds].map(([kind, n]) => `${n} ${kind}`).join(', ');
  return { doubled, problems, waiting: waiting.length, waitingKinds };
}

/** Applications without a receipt's row, and live notices without theirs. */
async function missing(s: Stand): Promise<string[]> {
  const applications = await s.owner
    .selectFrom('application as a')
    .leftJoin('mail_delivery as m', (on) =>
      on.onRef('m.application_id', '=', 'a.id').on('m.kind', '=', 'receipt'),
    )
    .select('a.id')
    .where('m.id', 'is', null)
    .where('a.state', '=', 'open')
    .execute();
  const notices = await s.owner
    .selectFrom('interview_notice as n')
    .leftJoin('mail_delivery as m', (on) => on.onRef('m.notice_id', '=', 'n.id').on('m.kind', '=', 'notice'))
    .select('n.id')
    .where('m.id', 'is', null)
    .execute();
  return [
    ...applications.map((a) => `application ${a.id}: no receipt was begun`),
    ...notices.map((n) => `notice ${n.id}: no mail was begun`),
  ];
}
