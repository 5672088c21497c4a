import { withActor } from '../../db/actor.ts';
import type { BeforeApplying } from '../../db/queries/applying.ts';
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
  return openOrNot(s, no, v && { ...v, agencyName: v.agency_name, closesAt: v.closes_at });
}

/** The same of a vacancy that was looked up with more. */
export function openOrNot(
  s: Services,
  no: string,
  v: BeforeApplying['vacancy'],
): ({ ok: true } & Applied) | NotOpen {
  if (!v) return { ok: false, no, title: '', why: 'notFound' };
  const { content, agencyName, stage, mode, closesAt } = v;
  const { title } = content;
  const refused = (why: NotOpen['why']): NotOpen => ({ ok: false, no, title, why });
  if (stage !== 'listed' || !closesAt || closesAt <= s.now()) return refused('closed');
  if (mode !== 'civilService' && mode !== 'open') return refused('modeNone');
  return { ok: true, no, title, agencyName, mode, closesAt, selection: content };
}
