/** What happened to a person's notices, in words and in order (R89). */
import type { SentNotice } from '../../db/queries/notice-view.ts';
import type { SentLetter } from '../../db/queries/screening-letters.ts';
import { formatRocDateTime, formatRocDeadline, formatRocSentence } from '../../domain/roc-date.ts';
import { MailTag, ReplyTag, type TimelineItem } from '../components/index.ts';

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);
const MAIL_KINDS: Readonly<Record<string, string>> = {
  notice: '面試通知信',
  noticeWithdrawn: '撤回通知信',
  reminder: '提醒信',
  replyReceipt: '回覆收執信',
  replyWord: '回覆轉知機關信',
};
const mailName = (kind: string): string => MAIL_KINDS[kind] ?? '信件';

const LETTERS = {
  supplement: '寄出補件通知',
  qualified: '寄出資格審查通知',
  unqualified: '寄出資格審查通知',
};

interface Happened {
  at: Date;
  /** Where it is not said as the minute of `at`. */
  time?: string;
  item: Omit<TimelineItem, 'time'>;
}

/** A letter about 資格審查, with what became of its mail. */
const letterItem = (letter: SentLetter): Happened => ({
  at: letter.toldAt,
  item: {
    what: LETTERS[letter.outcome],
    detail: (
      <>
        {letter.mail ? <MailTag value={letter.mail} /> : null}
        {letter.handInBy ? `　補件期限 ${formatRocSentence(letter.handInBy)}` : null}
      </>
    ),
    quote: letter.text ?? undefined,
  },
});

/** Everything that happened, oldest first; every change of an answer stays. */
export function noticeHistory(
  notices: readonly SentNotice[],
  letters: readonly SentLetter[],
  now: Date,
): TimelineItem[] {
  const items = letters.map(letterItem);
  for (const notice of notices) {
    const again = notice.version > 1;
    items.push({
      at: notice.createdAt,
      item: { what: `${again ? '再次送出' : '送出'}面試通知${notice.batch ? '（批次）' : ''}` },
    });
    for (const mail of notice.mails)
      items.push({
        at: mail.handedOverAt ?? mail.createdAt,
        item: { what: mailName(mail.kind), detail: <MailTag value={mail.state} /> },
      });
    notice.replies.forEach((reply, i) => {
      items.push({
        at: reply.repliedAt,
        item: {
          kind: 'in',
          what: i === 0 ? '應徵者回覆' : '應徵者更改回覆',
          detail: <ReplyTag value={reply.reply} />,
          quote: reply.message || undefined,
        },
      });
    });
    if (notice.state === 'live')
      items.push({
        at: notice.replyBy,
        time: formatRocDeadline(notice.replyBy.toISOString()),
        item: {
          kind: notice.replyBy > now ? 'next' : undefined,
          detail: notice.replyBy > now ? '回覆截止，之後不再受理更改' : '回覆已截止',
        },
      });
    if (notice.state === 'withdrawn')
      items.push({ at: notice.createdAt, item: { detail: '這份通知其後已撤回' } });
  }
  return items
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, time, item }) => ({ ...item, time: time ?? minute(at) }));
}
