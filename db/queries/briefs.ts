/** 調閱簡歷 (R24, R27, U8): who applied, and the short résumés of those chosen. */
import { type ShortResume, shortResume } from '../../domain/short-resume.ts';
import type { ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKeys, openBriefs, openRecord } from '../personal.ts';

type Officer = Actor & { kind: 'officer' };

export interface BriefName {
  id: string;
  no: string;
  /** 序號 within the list, from 1. */
  seq: number;
  name: string;
  submittedAt: Date;
  replyStatus: ReplyStatus;
}
/** The short résumé of one who applied. */
export interface BriefShown extends Omit<BriefName, 'seq' | 'name'>, ShortResume {}
export const BRIEFS_PAGE = 50;
/** As many as one retrieval takes (R75). */
export const MAX_BRIEFS = 10;

/** One page of a vacancy's open applications by name, oldest first; one audit event. */
export async function briefNames(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; page: number; requestId: string | null },
): Promise<{ rows: BriefName[]; total: number }> {
  const open = trx
    .selectFrom('application')
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open');
  const { n } = await open.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
  const offset = (o.page - 1) * BRIEFS_PAGE;
  const found = await open
    .select(['id', 'no', 'submitted_at', 'brief_enc', 'reply_status'])
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(BRIEFS_PAGE)
    .offset(offset)
    .execute();
  const briefs = await openBriefs(trx, keyring, found);
  await audit(trx, actor, {
    act: 'briefs.page',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { page: o.page, count: found.length },
  });
  const rows = found.map((row, i) => ({
    id: row.id,
    no: row.no,
    seq: offset + i + 1,
    name: briefs.get(row.id)?.name ?? '',
    submittedAt: row.submitted_at,
    replyStatus: row.reply_status,
  }));
  return { rows, total: Number(n) };
}

/** The short résumés of these open applications of the vacancy, oldest first; one audit event for each person. */
export async function briefsOf(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; ids: readonly string[]; requestId: string | null },
): Promise<BriefShown[]> {
  const ids = o.ids.filter(isId).slice(0, MAX_BRIEFS);
  if (ids.length === 0) return [];
  const found = await trx
    .selectFrom('application')
    .select(['id', 'no', 'agency_id', 'submitted_at', 'record_enc', 'reply_status'])
    .where('vacancy_no', '=', o.vacancyNo)
    .where('state', '=', 'open')
    .where('id', 'in', ids)
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  const keys = await loadDataKeys(trx, keyring, ids);
  const shown: BriefShown[] = [];
  for (const row of found) {
    const key = keys.get(row.id);
    if (!key || !row.record_enc) continue;
    await audit(trx, actor, {
      act: 'brief.view',
      subjectKind: 'application',
      subjectId: row.id,
      agencyId: row.agency_id,
      requestId: o.requestId,
    });
    shown.push({
      id: row.id,
      no: row.no,
      submittedAt: row.submitted_at,
      replyStatus: row.reply_status,
      ...shortResume(openRecord(key, row.id, row.record_enc)),
    });
  }
  return shown;
}
