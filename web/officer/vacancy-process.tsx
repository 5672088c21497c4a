/** 流程現況: what a vacancy's running workflow answers to its query; the page stands without it. */
import { nextSlot } from '../../domain/production-slots.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { STAGES } from '../../domain/status.ts';
import { queryVacancy, type VacancyAnswer } from '../../workflows/client.ts';
import { SummaryList } from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { TemporalLink } from '../temporal.ts';

const QUERY_MS = 1_000;

/** Asks the run; null when nobody answers within a second. */
export async function askProcess(link: TemporalLink, no: string): Promise<VacancyAnswer | null> {
  const client = await link.client();
  return client && queryVacancy(client, no, { timeoutMs: QUERY_MS });
}

const stageName = (stage: string): string =>
  Object.hasOwn(STAGES, stage) ? STAGES[stage as keyof typeof STAGES].name : stage;
const at = (instant: string | null): string => (instant ? formatRocDateTime(instant).slice(0, -3) : '');

/** `2026-11-24T13:00+08:00` → 115/11/24 13:00 */
const slotWords = (slot: string | null): string => (slot ? at(new Date(slot).toISOString()) : '尚無');

/** The card, refreshed by itself every five seconds while the page is open. */
export const ProcessCard = (p: {
  no: string;
  /** The registration was handed in, so there is a run to ask. */
  started: boolean;
  civilService: boolean;
  answer: VacancyAnswer | null;
  now: Date;
}) => (
  <section
    class="sq-card"
    id="process"
    aria-labelledby="process-h"
    hx-get={p.started ? paths.officer.process(p.no) : undefined}
    hx-trigger={p.started ? 'every 5s' : undefined}
    hx-swap="outerHTML"
  >
    <div class="sq-card__head">
      <h2 id="process-h">流程現況</h2>
      <p class="sq-small sq-quiet">
        {p.answer ? `流程於 ${formatRocDateTime(p.now.toISOString())} 回答` : null}
      </p>
    </div>
    <div class="sq-card__body">
      {p.answer ? (
        <Answer {...p} answer={p.answer} />
      ) : (
        <p>
          {p.started
            ? '流程目前沒有回答，以上為資料庫的紀錄。排定的截止、產製與通知不受影響，恢復後會自動接續。'
            : '送出審核後即啟動流程，此處會顯示下一步與時間。'}
        </p>
      )}
    </div>
  </section>
);

const Answer = ({
  answer,
  civilService,
  now,
}: {
  answer: VacancyAnswer;
  civilService: boolean;
  now: Date;
}) => (
  <SummaryList
    columns={2}
    facts={[
      { term: '階段', value: stageName(answer.stage) },
      { term: '截止', value: answer.closesAt ? instantWords(answer.closesAt) : '', number: true },
      {
        term: '下次應徵人數通知',
        value: at(answer.nextDigestAt),
        number: true,
      },
      civilService && {
        term: '下次產製履歷',
        value: at(answer.nextSlot ?? nextSlot(now.toISOString())),
        number: true,
      },
      civilService && { term: '最近一次產製', value: slotWords(answer.lastSlot), number: true },
      { term: '封存', value: at(answer.archiveAt), number: true },
      {
        term: '應徵流程',
        value: `進行中 ${answer.childrenStarted - answer.childrenEnded} 件、已結束 ${answer.childrenEnded} 件${
          answer.childrenWaiting > 0 ? `、等待啟動 ${answer.childrenWaiting} 件` : ''
        }`,
      },
    ]}
  />
);
