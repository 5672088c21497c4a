import { sql } from 'kysely';
import { checkIdNumber } from '../../domain/id-number.ts';
import type { Particulars } from '../../domain/particulars.ts';
import { SCREENING_OUTCOMES, type ScreeningOutcome } from '../../domain/screening.ts';
import { foldSearch } from '../../domain/search-text.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { blindIndex, unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, openBrief, openParticulars } from '../personal.ts';

export interface ApplicantsFilter {
  vacancyNo: string;
  /** R70: 身分證字號, found by blind index; or '' */
  idNumber: string;
  /** Part of a name; '' = all. */
  name: string;
  replyStatus: ReplyStatus | '';
  productionState: ProductionState | '';
  /** 資格審查; '' = all. */
  screening: ScreeningOutcome | '';
  /** `screening`: what still needs work first, then by time; '' = by time. */
  sort: 'screening' | '';
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
  let idIndex: Buffer | null = null;
  if (f.idNumber) {
    const id = checkIdNumber(f.idNumber);
    if (!id.ok) return { rows: [], total: 0, marks: marksOf([]) };
    idIndex = blindIndex(keyring, 'idNumber', id.normal);
  }
  const offset = (Math.max(1, f.page) - 1) * APPLICANTS_PAGE;
  const { found, total } = f.name
    ? await byName(trx, keyring, f, idIndex, offset)
    : await listed(trx, f, idIndex, { limit: APPLICANTS_PAGE, offset });
  await audit(trx, actor, {
    act: f.idNumber ? 'applicants.searchById' : f.name ? 'applicants.searchByName' : 'applicants.page',
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

/** Names are encrypted: they are opened and compared here, within this one vacancy. */
async function byName(
  trx: Trx,
  keyring: Keyring,
  f: ApplicantsFilter,
  idIndex: Buffer | null,
  offset: number,
): Promise<{ found: Found[]; total: number }> {
  const all = (await listed(trx, f, idIndex, { limit: null, offset: 0 })).found;
  const wanted = foldSearch(f.name);
  const hits = all.filter((r) => foldSearch(personOf(keyring, r)?.brief.name ?? '').includes(wanted));
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
  idIndex: Buffer | null,
  o: { limit: number | null; offset: number },
): Promise<{ found: Found[]; total: number }> {
  const byOutcome = f.sort === 'screening';
  const plain = f.screening === '' && !byOutcome;
  const wanted = sql`from application a ${plain ? sql`` : SCREENED}
    where a.vacancy_no = ${f.vacancyNo} and a.state = 'open'
      and (${f.replyStatus} = '' or a.reply_status = ${f.replyStatus})
      and (${f.productionState} = '' or a.production_state = ${f.productionState})
      and (${idIndex}::bytea is null or a.id_index = ${idIndex}::bytea)
      ${f.screening === '' ? sql`` : sql`and coalesce(s.outcome, 'none') = ${f.screening}`}`;
  const { rows } = await sql<Found & { total: string }>`${plain ? sql`/* applicants.page */` : sql``}
    with page as materialized (
      select a.id, a.no, a.agency_id, a.submitted_at, a.version, a.production_state, a.reply_status,
        a.live_notice_id, a.brief_enc, a.particulars_enc
      ${wanted}
      order by ${byOutcome ? OUTCOME_FIRST : sql``} a.submitted_at, a.id limit ${o.limit}::int offset ${o.offset}::int
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
    order by ${byOutcome ? OUTCOME_FIRST : sql``} a.submitted_at, a.id`.execute(trx);
  if (rows.length > 0 || o.offset === 0) return { found: rows, total: Number(rows[0]?.total ?? 0) };
  // Behind the last page: how many there are stands in the first one.
  return { found: [], total: (await listed(trx, f, idIndex, { limit: 1, offset: 0 })).total };
}

/** The decision that counts about each application. */
export const SCREENED = sql`left join screening s on s.application_id = a.id and s.latest`;
/** What still needs work comes first. */
export const OUTCOME_FIRST = sql`array_position(${Object.keys(SCREENING_OUTCOMES)}::text[], coalesce(s.outcome, 'none')),`;

function marksOf(found: readonly Found[]): ApplicantMarks {
  return {
    documents: new Map(
      found.flatMap((r) => (r.missing_characters === null ? [] : [[r.id, r.missing_characters] as const])),
    ),
    undelivered: new Set(found.filter((r) => r.undelivered).map((r) => r.id)),
    retrieved: new Map(found.flatMap((r) => (r.retrieved_at ? [[r.id, r.retrieved_at] as const] : []))),
  };
}
