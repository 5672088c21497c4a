import { sql } from 'kysely';
import type { Particulars } from '../../domain/particulars.ts';
import type { ScreeningOutcome } from '../../domain/screening.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Asked, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, openBrief, openParticulars } from '../personal.ts';
import { fits, inOrder, isPlain, type Narrowed, nameFits, SCREENED } from './applicants-narrowed.ts';
import { STANDING_LETTER } from './letter-mails.ts';

export interface ApplicantsFilter extends Narrowed {
  page: number;
  /** Somebody else counts them: `total` is left 0. */
  counted?: boolean;
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
  /** To whom a letter of 資格審查 or of the result could not be delivered. */
  letterUndelivered: ReadonlySet<string>;
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
  letter_undelivered: boolean;
  retrieved_at: Date | null;
}

/** Rows as they lie in the database: nothing of a person is readable yet. */
export interface SealedPage {
  readonly found: readonly Found[];
  readonly total: number;
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
  return openPage(trx, keyring, actor, f, await sealedPage(trx, f));
}

/** The first half of `applicantsPage`, which may be asked before it is known whether the page may be shown. */
export const sealedPage = (trx: Asked, f: ApplicantsFilter): Promise<SealedPage> =>
  listed(trx, f, f.name ? { limit: null, offset: 0 } : { limit: APPLICANTS_PAGE, offset: offsetOf(f) });

/** The second half: opens what was found, and says so in the audit trail. */
export async function openPage(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  f: ApplicantsFilter,
  sealed: SealedPage,
): Promise<Applicants> {
  const { found, total } = f.name ? byName(keyring, f, sealed) : sealed;
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
      seq: offsetOf(f) + i + 1,
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

const offsetOf = (f: ApplicantsFilter): number => (Math.max(1, f.page) - 1) * APPLICANTS_PAGE;

function byName(keyring: Keyring, f: ApplicantsFilter, all: SealedPage): SealedPage {
  const hits = all.found.filter((r) => nameFits(keyring, r, f.name));
  const offset = offsetOf(f);
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
 * already is not counted again. 資格審查 is looked up for the page's rows alone, unless it decides which they are; the
 * statements that leave it out are prepared.
 */
async function listed(
  trx: Asked,
  f: ApplicantsFilter,
  o: { limit: number | null; offset: number },
): Promise<SealedPage> {
  const name = f.counted ? sql`/* applicants.page */` : sql`/* applicants.narrowed */`;
  const wanted = sql`from application a ${isPlain(f) ? sql`` : SCREENED}
    where a.vacancy_no = ${f.vacancyNo} and a.state = 'open' and ${fits(f)}`;
  const { rows } = await sql<Found & { total: string }>`${isPlain(f) ? name : sql``}
    with page as materialized (
      select a.id, a.no, a.state, a.agency_id, a.submitted_at, a.version, a.production_state, a.reply_status,
        a.live_notice_id, a.brief_enc, a.particulars_enc
      ${wanted}
      order by ${inOrder(f)} limit ${o.limit}::int offset ${o.offset}::int
    )
    select a.*, k.wrapped,
      coalesce(s.outcome, 'none') as screening, coalesce(s.reason, '') as reason,
      coalesce(s.version, 0) as screening_version,
      ${f.counted ? sql`0` : sql`(select count(*) ${wanted})`} as total,
      (select d.missing_characters from resume_document d where d.application_id = a.id
        order by d.application_version desc limit 1) as missing_characters,
      case when a.live_notice_id is null then false else exists (select from mail_delivery m
        where m.notice_id = a.live_notice_id and m.kind = 'notice' and m.state = 'permanentFailure') end as undelivered,
      exists (select from mail_delivery m
        where m.application_id = a.id and m.state = 'permanentFailure' and ${STANDING_LETTER}) as letter_undelivered,
      (select max(i.retrieved_at) from retrieval_item i where i.application_id = a.id) as retrieved_at
    from page a left join data_key k on k.application_id = a.id ${SCREENED}
    order by ${inOrder(f)}`.execute(trx);
  if (rows.length > 0 || o.offset === 0 || f.counted)
    return { found: rows, total: Number(rows[0]?.total ?? 0) };
  // Behind the last page: how many there are stands in the first one.
  return { found: [], total: (await listed(trx, f, { limit: 1, offset: 0 })).total };
}

function marksOf(found: readonly Found[]): ApplicantMarks {
  return {
    documents: new Map(
      found.flatMap((r) => (r.missing_characters === null ? [] : [[r.id, r.missing_characters] as const])),
    ),
    undelivered: new Set(found.filter((r) => r.undelivered).map((r) => r.id)),
    letterUndelivered: new Set(found.filter((r) => r.letter_undelivered).map((r) => r.id)),
    retrieved: new Map(found.flatMap((r) => (r.retrieved_at ? [[r.id, r.retrieved_at] as const] : []))),
  };
}
