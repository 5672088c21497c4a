import { sql } from 'kysely';
import { blindIndex, openJson, unwrapDataKey } from '../../db/crypto.ts';
import { openNoticeBody, openReplyMessage } from '../../db/personal.ts';
import { foldAddress } from '../../db/queries/applicant-accounts.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import type { Act, Kind } from './acts.ts';
import type { Stand } from './stand.ts';

export interface Judged {
  acknowledged: number;
  /** Acknowledged and not in the record. */
  lost: Act[];
  /** In the record more than once. */
  doubled: Act[];
  /** Refused or never sent, and in the record all the same. */
  denied: Act[];
}

/** How often each act stands in the record; read as the tables' owner, decrypted with the stand's keyring. */
export async function judgeActs(s: Stand, acts: readonly Act[]): Promise<Judged> {
  const times = await countActs(s, acts);
  const n = (act: Act): number => times.get(act.marker) ?? 0;
  const sure = (act: Act): boolean => !(act.ambiguous && (act.kind === 'extend' || act.kind === 'close'));
  return {
    acknowledged: acts.filter((a) => a.state === 'ok').length,
    lost: acts.filter((a) => a.state === 'ok' && n(a) === 0),
    doubled: acts.filter((a) => n(a) > 1),
    // An update given up may still be carried out afterwards: then nobody was told no.
    denied: acts.filter((a) => (a.state === 'refused' || a.state === 'failed') && n(a) > 0 && sure(a)),
  };
}

type Count = (s: Stand, acts: readonly Act[]) => Promise<ReadonlyMap<string, number>>;

async function countActs(s: Stand, acts: readonly Act[]): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  for (const kind of Object.keys(COUNTS) as Kind[]) {
    const mine = acts.filter((a) => a.kind === kind);
    if (mine.length === 0) continue;
    for (const [marker, n] of await COUNTS[kind](s, mine)) all.set(marker, n);
  }
  return all;
}

/** Rows of `query` by their key, for the acts' own keys. */
async function byKey(
  acts: readonly Act[],
  keyOf: (act: Act) => string,
  rows: Promise<{ rows: { key: string; n: number }[] }>,
): Promise<Map<string, number>> {
  const found = new Map((await rows).rows.map((r) => [r.key, r.n]));
  return new Map(acts.map((act) => [act.marker, found.get(keyOf(act)) ?? 0]));
}

const auditOf = (s: Stand, act: string, detail: string) =>
  sql<{ key: string; n: number }>`
  select subject_id || ' ' || coalesce(details->>${detail}, '') as key, count(*)::int as n
  from audit_event where act = ${act} group by 1`.execute(s.owner);

/** The application's row itself, and the number of times it was recorded as handed in. */
const handedIn: Count = (s, acts) =>
  byKey(
    acts,
    (a) => `${a.target} ${a.wants.split(' ')[0]}`,
    sql<{ key: string; n: number }>`
      select a.vacancy_no || ' ' || a.applicant_id as key, greatest(count(*), count(e.id))::int as n
      from application a
      join audit_event e on e.subject_id = a.id::text and e.act = 'application.submit'
      group by 1`.execute(s.owner),
  );

/** How often an act stands in the audit trail of the account of a mailbox, where the account is as the act leaves it. */
async function ofMailbox(
  s: Stand,
  acts: readonly Act[],
  act: 'applicant.signUp' | 'applicant.confirm',
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ mailbox: string; n: number }>`
    select encode(a.email_index, 'hex') as mailbox, count(e.id)::int as n
    from applicant a join audit_event e on e.subject_id = a.id::text and e.act = ${act}
    where ${act} = 'applicant.signUp' or a.confirmed_at is not null group by 1`.execute(s.owner);
  const found = new Map(rows.map((r) => [r.mailbox, r.n]));
  const mailbox = (a: Act): string => blindIndex(s.keyring, 'email', foldAddress(a.target)).toString('hex');
  return new Map(acts.map((a) => [a.marker, found.get(mailbox(a)) ?? 0]));
}

const COUNTS: Record<Kind, Count> = {
  apply: handedIn,
  handIn: handedIn,
  // There, or handed in since.
  keepDraft: async (s, acts) => {
    const [sent, kept] = [await handedIn(s, acts), new Set(await draftWords(s))];
    return new Map(
      acts.map((a) => [a.marker, Math.min(1, (sent.get(a.marker) ?? 0) + (kept.has(a.marker) ? 1 : 0))]),
    );
  },
  reply: async (s, acts) => onlyOf(acts, countWords(await replyWords(s))),
  notice: async (s, acts) => {
    const words = countWords(await noticeWords(s));
    return new Map(acts.map((a) => [a.marker, (words.get(a.marker) ?? 0) / a.wants.split(' ').length]));
  },
  // Whenever an archive left it is a retrieval of its own, known by the request that fetched it.
  retrieve: (s, acts) =>
    byKey(
      acts.filter((a) => a.wants.includes(' ')),
      (a) => a.wants.split(' ')[1] ?? '',
      sql<{ key: string; n: number }>`
        select e.request_id as key, count(distinct r.id)::int as n
        from audit_event e join retrieval r on r.id::text = e.details->>'retrieval'
        where e.act = 'resume.retrieve' and e.request_id is not null group by 1`.execute(s.owner),
    ),
  draft: (s, acts) =>
    byKey(
      acts,
      (a) => a.marker,
      sql<{ key: string; n: number }>`
        select content->>'duties' as key, count(*)::int as n from vacancy group by 1`.execute(s.owner),
    ),
  change: (s, acts) =>
    byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'application.change', 'version')),
  withdraw: (s, acts) => byKey(acts, (a) => `${a.target} `, auditOf(s, 'application.withdraw', '')),
  takeBack: (s, acts) => byKey(acts, (a) => `${a.target} `, auditOf(s, 'application.takeBackWithdrawal', '')),
  screen: (s, acts) =>
    byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'screening.decide', 'version')),
  unnotice: (s, acts) => byKey(acts, (a) => `${a.target} `, auditOf(s, 'notice.withdraw', '')),
  correct: async (s, acts) => onlyOf(acts, countWords(await noticeWords(s))),
  slot: async (s, acts) => onlyOf(acts, countWords(await replyWords(s))),
  drawUp: (s, acts) => byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'result.drawUp', 'version')),
  giveBack: (s, acts) => byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'result.return', 'version')),
  // The result itself, and the number of times it was recorded as sent.
  approve: (s, acts) =>
    byKey(
      acts,
      (a) => a.target,
      sql<{ key: string; n: number }>`
        select v.vacancy_no as key, count(e.id)::int as n from vacancy_result v
        join audit_event e on e.subject_id = v.vacancy_no and e.act = 'result.send' group by 1`.execute(
        s.owner,
      ),
    ),
  decline: (s, acts) => byKey(acts, (a) => `${a.target} `, auditOf(s, 'result.decline', '')),
  edit: (s, acts) => byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'vacancy.save', 'version')),
  extend: (s, acts) => byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'vacancy.extend', 'to')),
  withdrawVacancy: (s, acts) =>
    byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'vacancy.withdraw', 'version')),
  undoWithdrawal: (s, acts) =>
    byKey(acts, (a) => `${a.target} ${a.wants}`, auditOf(s, 'vacancy.undoWithdrawal', 'version')),
  signUp: (s, acts) => ofMailbox(s, acts, 'applicant.signUp'),
  confirm: (s, acts) => ofMailbox(s, acts, 'applicant.confirm'),
  resume: async (s, acts) => onlyOf(acts, countWords(await trainingNames(s))),
  close: (s, acts) =>
    byKey(
      acts,
      (a) => a.target,
      sql<{ key: string; n: number }>`
        select e.subject_id as key, count(*)::int as n from audit_event e
        join vacancy v on v.no = e.subject_id and v.stage <> 'listed'
        where e.act = 'vacancy.endEarly' group by 1`.execute(s.owner),
    ),
};

/** The counts of these acts alone. */
const onlyOf = (acts: readonly Act[], words: ReadonlyMap<string, number>): Map<string, number> =>
  new Map(acts.map((a) => [a.marker, words.get(a.marker) ?? 0]));

function countWords(words: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

async function replyWords(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('interview_reply as r')
    .innerJoin('data_key as k', 'k.application_id', 'r.application_id')
    .select(['r.notice_id', 'r.reply_version', 'r.message_enc', 'r.application_id', 'k.wrapped'])
    .execute();
  return rows.flatMap((r) => {
    const key = unwrapDataKey(s.keyring, r.wrapped, `application:${r.application_id}`);
    return r.message_enc ? [openReplyMessage(key, r.notice_id, r.reply_version, r.message_enc)] : [];
  });
}

async function noticeWords(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('interview_notice as n')
    .innerJoin('data_key as k', 'k.application_id', 'n.application_id')
    .select(['n.id', 'n.body_enc', 'n.application_id', 'k.wrapped'])
    .execute();
  return rows.flatMap((r) => {
    const key = unwrapDataKey(s.keyring, r.wrapped, `application:${r.application_id}`);
    return r.body_enc ? [openNoticeBody(key, r.id, r.body_enc).content] : [];
  });
}

async function draftWords(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('application_draft as d')
    .innerJoin('applicant as p', 'p.id', 'd.applicant_id')
    .select(['d.vacancy_no', 'd.applicant_id', 'd.fields_enc', 'p.wrapped_key'])
    .execute();
  return rows.map((r) => {
    const owner = `applicant:${r.applicant_id}`;
    const key = unwrapDataKey(s.keyring, r.wrapped_key, owner);
    return openJson<{ statement: string }>(key, r.fields_enc, `${owner}:draft:${r.vacancy_no}`).statement;
  });
}

async function trainingNames(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('applicant_resume as r')
    .innerJoin('applicant as p', 'p.id', 'r.applicant_id')
    .select(['r.applicant_id', 'r.record_enc', 'p.wrapped_key'])
    .execute();
  return rows.flatMap((r) => {
    const owner = `applicant:${r.applicant_id}`;
    const key = unwrapDataKey(s.keyring, r.wrapped_key, owner);
    const record = openJson<ResumeRecord>(key, r.record_enc, `${owner}:resume`);
    return record.training.map((row) => row.name);
  });
}
