import { withActor } from '../../db/actor.ts';
import { publicVacancy } from '../../db/queries/public-vacancies.ts';
import type { ResumeSelection } from '../../domain/resume-selection.ts';
import type { Services } from '../services.ts';

/** The vacancy somebody applies to. */
export interface Applied {
  no: string;
  title: string;
  agencyName: string;
  mode: 'civilService' | 'open';
  closesAt: Date;
  /** What of a résumé it receives (R62–R65). */
  selection: ResumeSelection;
}
export type NotOpen = { ok: false; no: string; title: string; why: 'notFound' | 'closed' | 'modeNone' };

/** What the pages need of the vacancy; whether it is still open is decided again when it is recorded (rule 4). */
export async function openVacancy(s: Services, no: string): Promise<({ ok: true } & Applied) | NotOpen> {
  const v = await withActor(s.db, { kind: 'public' }, (trx) => publicVacancy(trx, no));
  if (!v) return { ok: false, no, title: '', why: 'notFound' };
  const refused = (why: NotOpen['why']): NotOpen => ({ ok: false, no, title: v.content.title, why });
  if (v.stage !== 'listed' || !v.closes_at || v.closes_at <= s.now()) return refused('closed');
  if (v.mode !== 'civilService' && v.mode !== 'open') return refused('modeNone');
  return {
    ok: true,
    no,
    title: v.content.title,
    agencyName: v.agency_name,
    mode: v.mode,
    closesAt: v.closes_at,
    selection: v.content,
  };
}
