/** Which of a vacancy's open applications a list holds that was narrowed, and in which order. */
import { type RawBuilder, sql } from 'kysely';
import { SCREENING_OUTCOMES, type ScreeningOutcome } from '../../domain/screening.ts';
import { foldSearch } from '../../domain/search-text.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import { unwrapDataKey } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { openBrief } from '../personal.ts';

export interface Narrowed {
  vacancyNo: string;
  /** R70: the blind index of an ID number; null = all. */
  idIndex: Buffer | null;
  /** Part of a name; '' = all. */
  name: string;
  replyStatus: ReplyStatus | '';
  productionState: ProductionState | '';
  /** 資格審查; '' = all. */
  screening: ScreeningOutcome | '';
  /** `screening`: what still needs work first, then by time; '' = by time. */
  sort: 'screening' | '';
}

/** The decision that counts about each application. */
export const SCREENED = sql`left join screening s on s.application_id = a.id and s.latest`;

/** Whether 資格審查 decides neither who is in the list nor where: it is then looked up for a page's rows alone. */
export const isPlain = (f: Narrowed): boolean => f.screening === '' && f.sort === '';

/** What is asked of `application a`, with `SCREENED` joined unless the list is plain; a name is compared by `nameFits`. */
export const fits = (f: Narrowed): RawBuilder<unknown> => sql`
      (${f.replyStatus} = '' or a.reply_status = ${f.replyStatus})
      and (${f.productionState} = '' or a.production_state = ${f.productionState})
      and (${f.idIndex}::bytea is null or a.id_index = ${f.idIndex}::bytea)
      ${f.screening === '' ? sql`` : sql`and coalesce(s.outcome, 'none') = ${f.screening}`}`;

/** What still needs work comes first. */
const OUTCOME_FIRST = sql`array_position(${Object.keys(SCREENING_OUTCOMES)}::text[], coalesce(s.outcome, 'none')),`;
export const inOrder = (f: Narrowed): RawBuilder<unknown> =>
  sql`${f.sort === 'screening' ? OUTCOME_FIRST : sql``} a.submitted_at, a.id`;

/** Names are encrypted: they are opened and compared here, within one vacancy. */
export function nameFits(
  keyring: Keyring,
  row: { id: string; brief_enc: Buffer | null; wrapped: Buffer | null },
  name: string,
): boolean {
  if (!row.wrapped || !row.brief_enc) return false;
  const key = unwrapDataKey(keyring, row.wrapped, `application:${row.id}`);
  return foldSearch(openBrief(key, row.id, row.brief_enc).name).includes(foldSearch(name));
}
