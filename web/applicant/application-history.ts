import type { ownApplication } from '../../db/queries/own-applications.ts';
import { nameOf, RETRIEVAL_PURPOSES } from '../../domain/codes.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { NOTICE_STATES } from '../../domain/status.ts';
import type { TimelineItem } from '../components/index.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import { letterTitle } from './letters-card.tsx';
import { resultWords } from './result-card.tsx';

type One = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;
const time = (d: Date): string => formatRocDateTime(d.toISOString());

/** What to do about a live notice; of the others, what became of them. */
const noticeWords = (n: One['notices'][number]): string =>
  n.state === 'live' && !n.reply
    ? `請於 ${instantWords(n.reply_by)} 前，以信中的連結回覆`
    : NOTICE_STATES[n.state].name;

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
    ...(row.stage === 'withdrawn' && row.vacancy_withdrawn_at
      ? [
          {
            at: row.vacancy_withdrawn_at,
            item: { time: time(row.vacancy_withdrawn_at), what: '機關撤回職缺' },
          },
        ]
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
      ...(n.replied_at
        ? [
            {
              at: n.replied_at,
              item: {
                time: time(n.replied_at),
                what: n.reply === 'accepted' ? '您回覆接受' : '您回覆婉拒',
                kind: 'in' as const,
              },
            },
          ]
        : []),
    ]),
  ];
  return items.sort((a, b) => a.at.getTime() - b.at.getTime()).map((i) => i.item);
}
