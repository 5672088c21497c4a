import { checkIdNumber } from '../../domain/id-number.ts';
import { foldSearch } from '../../domain/search-text.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { blindIndex } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { type Brief, openBriefs } from '../personal.ts';

export interface ApplicantsFilter {
  vacancyNo: string;
  /** R70: 身分證字號, found by blind index; or '' */
  idNumber: string;
  /** Part of a name; '' = all. */
  name: string;
  replyStatus: ReplyStatus | '';
  productionState: ProductionState | '';
  page: number;
}
export const APPLICANTS_PAGE = 50;

export interface ApplicantRow {
  id: string;
  no: string;
  /** 序號 within the filtered list, from 1. */
  seq: number;
  brief: Brief;
  submittedAt: Date;
  version: number;
  productionState: ProductionState;
  replyStatus: ReplyStatus;
  liveNoticeId: string | null;
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
): Promise<{ rows: ApplicantRow[]; total: number }> {
  let q = trx.selectFrom('application').where('vacancy_no', '=', f.vacancyNo).where('state', '=', 'open');
  if (f.replyStatus) q = q.where('reply_status', '=', f.replyStatus);
  if (f.productionState) q = q.where('production_state', '=', f.productionState);
  if (f.idNumber) {
    const id = checkIdNumber(f.idNumber);
    if (!id.ok) return { rows: [], total: 0 };
    q = q.where('id_index', '=', blindIndex(keyring, 'idNumber', id.normal));
  }
  const offset = (Math.max(1, f.page) - 1) * APPLICANTS_PAGE;
  const listed = q
    .select(['id', 'no', 'agency_id', 'submitted_at', 'version', 'production_state', 'reply_status'])
    .select(['live_notice_id', 'brief_enc'])
    .orderBy('submitted_at')
    .orderBy('id');

  let found: Awaited<ReturnType<typeof listed.execute>>;
  let briefs: Map<string, Brief>;
  let total: number;
  if (f.name) {
    // names are encrypted: they are opened and compared here, within this one vacancy
    const all = await listed.execute();
    briefs = await openBriefs(trx, keyring, all);
    const wanted = foldSearch(f.name);
    const hits = all.filter((r) => foldSearch(briefs.get(r.id)?.name ?? '').includes(wanted));
    total = hits.length;
    found = hits.slice(offset, offset + APPLICANTS_PAGE);
  } else {
    const count = await q.select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
    total = Number(count.n);
    found = await listed.limit(APPLICANTS_PAGE).offset(offset).execute();
    briefs = await openBriefs(trx, keyring, found);
  }

  await audit(trx, actor, {
    act: f.idNumber ? 'applicants.searchById' : f.name ? 'applicants.searchByName' : 'applicants.page',
    subjectKind: 'vacancy',
    subjectId: f.vacancyNo,
    agencyId: found[0]?.agency_id ?? null,
    details: { page: f.page, count: found.length },
  });
  const rows = found.map((r, i) => ({
    id: r.id,
    no: r.no,
    seq: offset + i + 1,
    brief: briefs.get(r.id) as Brief,
    submittedAt: r.submitted_at,
    version: r.version,
    productionState: r.production_state,
    replyStatus: r.reply_status,
    liveNoticeId: r.live_notice_id,
  }));
  return { rows, total };
}
