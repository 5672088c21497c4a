import { sql } from 'kysely';
import type { Trx } from '../actor.ts';
import type { Keyring } from '../keyring.ts';
import { fits, inOrder, type Narrowed, nameFits, SCREENED } from './applicants-narrowed.ts';

/** Where a person stands in a vacancy's list, and who stands beside her. */
export interface Neighbours {
  before: string | null;
  after: string | null;
  /** From 1. */
  place: number;
  total: number;
}

interface Row {
  id: string;
  brief_enc: Buffer | null;
  wrapped: Buffer | null;
}

/**
 * The neighbours of one open application in the list so narrowed and ordered; she herself counts as one of it, also
 * when an act just done took her out.
 */
export async function neighboursOf(
  trx: Trx,
  keyring: Keyring,
  o: Narrowed & { applicationId: string },
): Promise<Neighbours> {
  const named = o.name !== '';
  const { rows } = await sql<Row>`
    select a.id ${named ? sql`, a.brief_enc, k.wrapped` : sql``}
    from application a ${SCREENED} ${named ? sql`left join data_key k on k.application_id = a.id` : sql``}
    where a.vacancy_no = ${o.vacancyNo} and a.state = 'open' and ((${fits(o)}) or a.id = ${o.applicationId})
    order by ${inOrder(o)}`.execute(trx);
  const list = named
    ? rows.filter((row) => row.id === o.applicationId || nameFits(keyring, row, o.name))
    : rows;
  const at = list.findIndex((row) => row.id === o.applicationId);
  return {
    before: list[at - 1]?.id ?? null,
    after: at < 0 ? null : (list[at + 1]?.id ?? null),
    place: at + 1,
    total: list.length,
  };
}
