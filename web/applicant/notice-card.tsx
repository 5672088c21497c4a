/** 面試通知 as the person invited reads it without her mail: when, where, whom to ask, and the way to answer. */
import type { ownApplication, ownApplications } from '../../db/queries/own-applications.ts';
import { REPLY_STATUSES } from '../../domain/status.ts';
import { appointmentWords } from '../../mail/words.ts';
import { Card, LinkButton, ReplyTag, SummaryList } from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';

type Row = Awaited<ReturnType<typeof ownApplications>>[number];
type One = NonNullable<Awaited<ReturnType<typeof ownApplication>>>;

const timeWords = (at: Date | null, offers: boolean, reply?: 'accepted' | 'declined' | null): string => {
  if (at) return appointmentWords(at.toISOString());
  if (!offers) return '由機關另行通知';
  return reply === 'declined' ? '未選擇時段' : '請於回覆時選擇時段';
};

/** In the list: the interview that stands, or until when to answer; '' where there is nothing to say. */
export function interviewWords(
  r: Pick<Row, 'state' | 'reply_status' | 'interview_at' | 'reply_by' | 'offer_id'>,
  now: Date,
): string {
  if (r.state !== 'open' || !r.reply_by) return '';
  if (r.reply_status === 'accepted') return timeWords(r.interview_at, r.offer_id !== null);
  if (r.reply_status !== 'notified') return '';
  return r.reply_by > now ? `請於 ${instantWords(r.reply_by)} 前回覆` : '回覆期限已過，請洽聯絡窗口';
}

/** The notice that holds; those that were replaced or withdrawn stand in the history alone. */
export const NoticeCard = ({ row, now }: { row: One; now: Date }) => {
  const notice = row.notices.find((n) => n.state === 'live');
  if (row.state !== 'open' || !notice?.body || notice.token === null) return null;
  const { body, reply } = notice;
  const inTime = notice.reply_by > now;
  return (
    <Card id="notice" title="面試通知" aside={<ReplyTag value={reply ?? 'notified'} />}>
      <div class="sq-stack">
        <SummaryList
          facts={[
            {
              term: '面試時間',
              value: <strong>{timeWords(notice.interview_at, notice.offers, reply)}</strong>,
            },
            { term: '面試地點', value: body.place },
            { term: '通知內容', value: <span class="sq-prewrap">{body.content}</span> },
            {
              term: '聯絡窗口',
              value: (
                <>
                  {body.contactPerson}　<span class="sq-num">{body.contactPhone}</span>
                  <br />
                  <span class="sq-anywhere">{body.contactEmail}</span>
                </>
              ),
            },
            {
              term: '您的回覆',
              value: reply
                ? `${REPLY_STATUSES[reply].name}${notice.replied_at ? `（${instantWords(notice.replied_at)}）` : ''}`
                : '尚未回覆',
            },
            { term: '回覆期限', value: instantWords(notice.reply_by) },
          ]}
        />
        {inTime || notice.offers ? (
          <p>
            <LinkButton
              href={paths.reply.open(notice.token)}
              kind={inTime && !reply ? undefined : 'secondary'}
            >
              {reply ? '查看或更改回覆' : '回覆面試通知'}
            </LinkButton>
          </p>
        ) : null}
      </div>
    </Card>
  );
};
