import type { EducationEntry, ExperienceEntry } from '../../domain/resume-record.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, briefOf, loadDataKeys, openRecord } from '../personal.ts';

type Officer = Actor & { kind: 'officer' };

/** 簡歷: who, the highest schooling, the present post. No official blank exists (U8); this is ours. */
export interface ShortResume extends Brief {
  id: string;
  no: string;
  submittedAt: Date;
  education: EducationEntry | null;
  present: ExperienceEntry | null;
}
export const BRIEFS_PAGE = 10;

/** One page of 簡歷 of a vacancy's open applications, oldest first; one audit event. */
export async function briefsPage(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; page: number; requestId: string | null },
): Promise<{ rows: ShortResume[]; total: number }> {
  const open = trx
    .selectFrom('application')
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open');
  const { n } = await open.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const found = await open
    .select(['id', 'no', 'submitted_at', 'record_enc'])
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(BRIEFS_PAGE)
    .offset((o.page - 1) * BRIEFS_PAGE)
    .execute();
  const keys = await loadDataKeys(
    trx,
    keyring,
    found.map((row) => row.id),
  );
  await audit(trx, actor, {
    act: 'briefs.page',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { page: o.page, count: found.length },
  });
  const rows = found.flatMap((row): ShortResume[] => {
    const key = keys.get(row.id);
    if (!key || !row.record_enc) return [];
    const record = openRecord(key, row.id, row.record_enc);
    return [
      {
        ...briefOf(record),
        id: row.id,
        no: row.no,
        submittedAt: row.submitted_at,
        education: highest(record.education),
        present: record.experience.find((post) => post.to === '') ?? record.experience.at(-1) ?? null,
      },
    ];
  });
  return { rows, total: Number(n) };
}

/** The codes of schooling rise with it. */
function highest(education: readonly EducationEntry[]): EducationEntry | null {
  return [...education].sort((a, b) => Number(b.level) - Number(a.level))[0] ?? null;
}
