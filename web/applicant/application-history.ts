import type { ownApplication } from '../../db/queries/own-applications.ts';
import { nameOf, RETRIEVAL_PURPOSES } from '../../domain/codes.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { NOTICE_STATES, REPLY_STATUSES } from '../../domain/status.ts';
import { appointmentWords } from '../../mail/words.ts';
import type { TimelineItem } from '../components/index.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import { letterTitle } from './letters-card.tsx';
import { resultWords } from './result-card.tsx';

type One = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;
const time = (d: Date): string => formatRocDateTime(d.toISOString());

/** What to do about a live notice; of the others, what became of them. */
const noticeWords = (n: One['notices'][number]): string =>
  n.state === 'live' && !n.reply ? `請於 ${instantWords(n.reply_by)} 前回覆` : NOTICE_STATES[n.state].name;

/** What happened to an application, in the order of time. */
export function historyOf(row: One): TimelineItem[] {
  const items: { at: Date; item: TimelineItem }[] = [
    { at: row.submitted_at, item: { time: time(row.submitted_at), what: '送出應徵', kind: 'in' } },
    ...(row.withdrawn_at
      ? [
          {
            at: row.withdrawn_at,
            item: { time: time(row.withdrawn_at), what: '您撤回應徵', kind: 'in' as const },
          },
        ]
      : []),
    ...(row.vacancy_withdrawn_at
      ? [
          {
            at: row.vacancy_withdrawn_at,
            item: { time: time(row.vacancy_withdrawn_at), what: '機關撤回職缺' },
          },
        ]
      : []),
    ...(row.handedInVersion > 1
      ? [
          {
            at: row.updated_at,
            item: {
              time: time(row.updated_at),
              what: `應徵資料更新為第 ${row.handedInVersion} 版`,
              kind: 'in' as const,
            },
          },
        ]
      : []),
    ...(row.produced_at
      ? [{ at: row.produced_at, item: { time: time(row.produced_at), what: '履歷產製完成，機關可以調閱' } }]
      : []),
    ...row.retrievals.map((t) => ({
      at: t.retrieved_at,
      item: {
        time: time(t.retrieved_at),
        what: '機關已調閱',
        detail: `用途：${nameOf(RETRIEVAL_PURPOSES, t.purpose)}`,
      },
    })),
    ...(row.result_at
      ? [
          {
            at: row.result_at,
            item: { time: time(row.result_at), what: '機關寄出甄選結果', detail: resultWords(row) },
          },
        ]
      : []),
    ...row.letters.map((l) => ({
      at: l.toldAt,
      item: { time: time(l.toldAt), what: `機關寄出${letterTitle(l)}` },
    })),
    ...row.notices.flatMap((n) => [
      {
        at: n.created_at,
        item: { time: time(n.created_at), what: '機關寄出面試通知', detail: noticeWords(n) },
      },
      ...n.replies.map((r) => ({
        at: r.at,
        item: {
          time: time(r.at),
          what: `您回覆${REPLY_STATUSES[r.reply].name}`,
          detail: r.interviewAt ? `面試時段：${appointmentWords(r.interviewAt.toISOString())}` : undefined,
          quote: r.message || undefined,
          kind: 'in' as const,
        },
      })),
    ]),
  ];
  return items.sort((a, b) => a.at.getTime() - b.at.getTime()).map((i) => i.item);
}
