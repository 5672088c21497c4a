import { taipeiDay, taipeiTime } from '../domain/taipei-time.ts';
import type { VacancyStatus } from './messages.ts';
import { vacancySummary } from './words.ts';

const clock = (at: string | null): string => (at ? `${taipeiDay(at)} ${taipeiTime(at)}` : '—');

/**
 * What an operator reads at the top of a vacancy's run in the Temporal UI (Markdown, Taipei time). The number is in it
 * because the run's summary does not outlive the first continue-as-new.
 */
export function detailsOf(vacancyNo: string, s: VacancyStatus): string {
  return [
    `**${vacancySummary(vacancyNo)}：${s.stage}**`,
    '',
    `- 截止：${clock(s.closesAt)}`,
    `- 封存：${clock(s.archiveAt)}`,
    `- 應徵：${s.childrenStarted} 件已開始，${s.childrenEnded} 件已結束`,
  ].join('\n');
}
