import { sql } from 'kysely';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { formatVacancyNo } from '../../domain/vacancy-no.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { agencyByCode, agencyByNameOrProvisional } from './agencies.ts';
import { columnsOf } from './vacancy-columns.ts';

export interface FeedVacancy {
  sourceNo: string;
  content: VacancyContent;
  flags: string[];
}

/**
 * Records rows of the official feed as approved vacancies that wait for their listing (an operator's import
 * of the official feed counts as reviewed; its source is shown). Rows whose `sourceNo` is known are left
 * alone. Each one's workflow is started by the outbox.
 * @returns numbers of what was written, and how many were known already.
 */
export async function importFeed(
  trx: Trx,
  actor: Actor & { kind: 'operator' },
  o: { vacancies: FeedVacancy[]; agencyCode?: string; now: Date },
): Promise<{ nos: string[]; known: number }> {
  const known = new Set(
    (
      await trx
        .selectFrom('vacancy')
        .select('source_no')
        .where(
          'source_no',
          'in',
          o.vacancies.map((v) => v.sourceNo),
        )
        .execute()
    ).map((r) => r.source_no),
  );
  const fresh = o.vacancies.filter((v) => !known.has(v.sourceNo));
  if (fresh.length === 0) return { nos: [], known: known.size };

  const day = taipeiDay(o.now);
  const { rows } = await sql<{ last: number }>`
    insert into vacancy_no_counter (month, last) values (${day.slice(0, 7)}, ${fresh.length})
    on conflict (month) do update set last = vacancy_no_counter.last + ${fresh.length} returning last`.execute(
    trx,
  );
  const first = (rows[0]?.last ?? fresh.length) - fresh.length + 1;

  const fixed = o.agencyCode ? await agencyByCode(trx, o.agencyCode) : undefined;
  if (o.agencyCode && !fixed) throw new Error('agencyUnknown');
  const agencies = new Map<string, number>();
  for (const { content } of fresh)
    if (!agencies.has(content.agencyName))
      agencies.set(
        content.agencyName,
        fixed?.id ?? (await agencyByNameOrProvisional(trx, content.agencyName)),
      );
  const codes = new Map(
    (await trx.selectFrom('agency').select(['id', 'code']).execute()).map((a) => [a.id, a.code]),
  );

  const vacancies = fresh.map((v, i) => {
    const no = formatVacancyNo(day, first + i);
    const agencyId = agencies.get(v.content.agencyName) as number;
    const content = { ...v.content, agencyCode: codes.get(agencyId) ?? '' };
    return { no, agencyId, content, source: v };
  });
  for (let i = 0; i < vacancies.length; i += 100) {
    const chunk = vacancies.slice(i, i + 100);
    await trx
      .insertInto('vacancy')
      .values(
        chunk.map((v) => ({
          no: v.no,
          agency_id: v.agencyId,
          ...columnsOf(v.no, v.content),
          origin: 'feed' as const,
          source_no: v.source.sourceNo,
          flags: v.source.flags,
          review_outcome: 'approved' as const,
          stage: 'scheduled' as const,
          revision: 1,
          submitted_at: o.now,
          decided_at: o.now,
          published_on: day,
        })),
      )
      .execute();
    await trx
      .insertInto('vacancy_revision')
      .values(
        chunk.map((v) => ({
          vacancy_no: v.no,
          number: 1,
          agency_id: v.agencyId,
          content: JSON.stringify(v.content),
          state: 'approved' as const,
          decided_at: o.now,
        })),
      )
      .execute();
    await trx
      .insertInto('outbox')
      .values(
        chunk.map((v) => ({
          key: `start:${v.no}`,
          kind: 'startVacancy' as const,
          target: v.no,
          signal: null,
          subject_id: null,
          last_code: null,
          done_reason: null,
        })),
      )
      .execute();
  }
  await audit(trx, actor, {
    act: 'vacancy.importFeed',
    subjectKind: 'vacancy',
    details: {
      count: vacancies.length,
      known: known.size,
      first: vacancies[0]?.no,
      last: vacancies.at(-1)?.no,
    },
  });
  await sql`select pg_notify('outbox', '')`.execute(trx);
  return { nos: vacancies.map((v) => v.no), known: known.size };
}
