import { sql } from 'kysely';
import type { Particulars } from '../../domain/particulars.ts';
import type { ScreeningOutcome } from '../../domain/screening.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, openBrief, openParticulars } from '../personal.ts';
import { fits, inOrder, isPlain, type Narrowed, nameFits, SCREENED } from './applicants-narrowed.ts';

export interface ApplicantsFilter extends Narrowed {
  page: number;
  /** How many there are, when that is known already and nothing is filtered. */
  total?: number;
}
export const APPLICANTS_PAGE = 50;

export interface ApplicantRow {
  id: string;
  no: string;
  /** 序號 within the filtered list, from 1. */
  seq: number;
  brief: Brief;
  /** What was stated for this application beside the résumé; null when nothing was. */
  particulars: Particulars | null;
  submittedAt: Date;
  version: number;
  productionState: ProductionState;
  replyStatus: ReplyStatus;
  liveNoticeId: string | null;
  screening: ScreeningOutcome;
  screeningReason: string;
  /** Rises with each decision; 0 = none yet. */
  screeningVersion: number;
}

/** What stands beside the rows of a page. */
export interface ApplicantMarks {
  /** Applications with a document of some version, and how many characters of the newest no font has. */
  documents: ReadonlyMap<string, number>;
  /** Whose live notice could not be delivered. */
  undelivered: ReadonlySet<string>;
  /** When each was last retrieved. */
  retrieved: ReadonlyMap<string, Date>;
}
export interface Applicants {
  rows: ApplicantRow[];
  total: number;
  marks: ApplicantMarks;
}

interface Found {
  id: string;
  no: string;
  agency_id: number;
  submitted_at: Date;
  version: number;
  production_state: ProductionState;
  reply_status: ReplyStatus;
  live_notice_id: string | null;
  brief_enc: Buffer | null;
  particulars_enc: Buffer | null;
  wrapped: Buffer | null;
  screening: ScreeningOutcome;
  reason: string;
  screening_version: number;
  /** null = no document of any version. */
  missing_characters: number | null;
  undelivered: boolean;
  retrieved_at: Date | null;
}

/**
 * One page of a vacancy's open applications, oldest first, with the columns of R73. A look at a page is one
 * audit event (who, vacancy, page, count); a search by ID number or name says so without either.
 */
export async function applicantsPage(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  f: ApplicantsFilter,
): Promise<Applicants> {
  const offset = (Math.max(1, f.page) - 1) * APPLICANTS_PAGE;
  const { found, total } = f.name
    ? await byName(trx, keyring, f, offset)
    : await listed(trx, f, { limit: APPLICANTS_PAGE, offset });
  await audit(trx, actor, {
    act: f.idIndex ? 'applicants.searchById' : f.name ? 'applicants.searchByName' : 'applicants.page',
    subjectKind: 'vacancy',
    subjectId: f.vacancyNo,
    agencyId: found[0]?.agency_id ?? null,
    details: { page: f.page, count: found.length },
  });
  return {
    total,
    marks: marksOf(found),
    rows: found.map((r, i) => ({
      id: r.id,
      no: r.no,
      seq: offset + i + 1,
      ...(personOf(keyring, r) as Person),
      submittedAt: r.submitted_at,
      version: r.version,
      productionState: r.production_state,
      replyStatus: r.reply_status,
      liveNoticeId: r.live_notice_id,
      screening: r.screening,
      screeningReason: r.reason,
      screeningVersion: r.screening_version,
    })),
  };
}

async function byName(
  trx: Trx,
  keyring: Keyring,
  f: ApplicantsFilter,
  offset: number,
): Promise<{ found: Found[]; total: number }> {
  const all = (await listed(trx, f, { limit: null, offset: 0 })).found;
  const hits = all.filter((r) => nameFits(keyring, r, f.name));
  return { found: hits.slice(offset, offset + APPLICANTS_PAGE), total: hits.length };
}

type Person = Pick<ApplicantRow, 'brief' | 'particulars'>;

/** Absent once the key was deleted. */
function personOf(keyring: Keyring, r: Found): Person | undefined {
  if (!r.wrapped || !r.brief_enc) return undefined;
  const key = unwrapDataKey(keyring, r.wrapped, `application:${r.id}`);
  return {
    brief: openBrief(key, r.id, r.brief_enc),
    particulars: r.particulars_enc ? openParticulars(key, r.id, r.particulars_enc) : null,
  };
}

/**
 * One statement for all that a page shows: trips cost more than rows. A limit of null takes all. What is counted
 * already is not counted again. 資格審查 is looked up for the page's rows alone, unless it decides which they are; only
 * the plain statement is prepared.
 */
async function listed(
  trx: Trx,
  f: ApplicantsFilter,
  o: { limit: number | null; offset: number },
): Promise<{ found: Found[]; total: number }> {
  const plain = isPlain(f);
  const wanted = sql`from application a ${plain ? sql`` : SCREENED}
    where a.vacancy_no = ${f.vacancyNo} and a.state = 'open' and ${fits(f)}`;
  const { rows } = await sql<Found & { total: string }>`${plain ? sql`/* applicants.page */` : sql``}
    with page as materialized (
      select a.id, a.no, a.agency_id, a.submitted_at, a.version, a.production_state, a.reply_status,
        a.live_notice_id, a.brief_enc, a.particulars_enc
      ${wanted}
      order by ${inOrder(f)} limit ${o.limit}::int offset ${o.offset}::int
    )
    select a.*, k.wrapped,
      coalesce(s.outcome, 'none') as screening, coalesce(s.reason, '') as reason,
      coalesce(s.version, 0) as screening_version,
      case when ${f.total ?? null}::int is not null then ${f.total ?? null}::int
        else (select count(*) ${wanted}) end as total,
      (select d.missing_characters from resume_document d where d.application_id = a.id
        order by d.application_version desc limit 1) as missing_characters,
      exists (select from interview_notice n join mail_delivery m on m.notice_id = n.id and m.kind = 'notice'
        where n.application_id = a.id and n.state = 'live' and m.state = 'permanentFailure') as undelivered,
      (select max(i.retrieved_at) from retrieval_item i where i.application_id = a.id) as retrieved_at
    from page a left join data_key k on k.application_id = a.id ${SCREENED}
    order by ${inOrder(f)}`.execute(trx);
  if (rows.length > 0 || o.offset === 0) return { found: rows, total: Number(rows[0]?.total ?? 0) };
  // Behind the last page: how many there are stands in the first one.
  return { found: [], total: (await listed(trx, f, { limit: 1, offset: 0 })).total };
}

function marksOf(found: readonly Found[]): ApplicantMarks {
  return {
    documents: new Map(
      found.flatMap((r) => (r.missing_characters === null ? [] : [[r.id, r.missing_characters] as const])),
    ),
    undelivered: new Set(found.filter((r) => r.undelivered).map((r) => r.id)),
    retrieved: new Map(found.flatMap((r) => (r.retrieved_at ? [[r.id, r.retrieved_at] as const] : []))),
  };
}
