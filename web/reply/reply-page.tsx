import type { Child } from 'hono/jsx';
import type { ReplyView } from '../../db/queries/reply-view.ts';
import type { ReplyClosed } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { REPLY_STATUSES } from '../../domain/status.ts';
import { appointmentWords } from '../../mail/words.ts';
import { ChoiceCards } from '../components/choices.tsx';
import {
  Banner,
  Button,
  Card,
  ErrorSummary,
  HiddenFields,
  Layout,
  Note,
  Radios,
  TextArea,
  Timeline,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import { Letter, Past } from './letter.tsx';

interface Page {
  ctx: PageContext;
}

const Shell = (p: Page & { title: string; problems?: readonly Problem[]; children?: Child }) => (
  <Layout ctx={p.ctx} title={p.title} variant="public" width="narrow" problems={p.problems} noIndex bare>
    <Title title={p.title} tight />
    <div class="sq-stack">{p.children}</div>
  </Layout>
);

/** What is recorded so far; right after recording it, what happens next. */
const Recorded = ({ v, saved }: { v: ReplyView; saved?: boolean }) => {
  if (!v.reply || !v.repliedAt) return null;
  const what = `您回覆「${replyWord(v.reply)}」，記錄於 ${stamp(v.repliedAt)}。`;
  return saved ? (
    <Banner kind="success" text={what}>
      <p>
        機關已可看到您的回覆，收據另以信件寄給您。
        {v.time === 'movable' ? `面試前 ${v.moveHours} 小時以前可以再改選時段。` : '回覆期限前可以再更改。'}
      </p>
    </Banner>
  ) : (
    <Note plain>{what}</Note>
  );
};

const replyWord = (reply: 'accepted' | 'declined'): string => REPLY_STATUSES[reply].name;
const stamp = (d: Date): string => formatRocDateTime(d.toISOString()).slice(0, -3);
/** A deadline at midnight is the 24:00 of the day before, as in the sentence below the button. */
const deadlineStamp = (d: Date): string =>
  stamp(d).endsWith(' 00:00') ? `${stamp(new Date(d.getTime() - 1)).slice(0, -5)}24:00` : stamp(d);

const titleOf = (p: { view: ReplyView; saved?: boolean }): string =>
  p.saved
    ? '已記錄您的回覆'
    : p.view.onlyTime
      ? '更改面試時段'
      : p.view.reply
        ? `您已回覆${replyWord(p.view.reply)}`
        : '請回覆是否參加面試';

/** Her time is too near to be moved: whom to phone. */
export const fixedWords = ({ moveHours, body }: ReplyView): string =>
  `面試時段在面試前 ${moveHours} 小時內不能線上更改；如需更改，請電洽${body ? `${body.contactPerson} ${body.contactPhone}` : '聯絡窗口'}。`;

const timeHint = (v: ReplyView): string => {
  if (v.time === 'fixed') return fixedWords(v);
  return `每個時段限一人，先選先得。選定後，在面試前 ${v.moveHours} 小時以前都可以改選。`;
};

/** The page behind the link. Opening it records nothing; nothing is ever chosen beforehand. */
export const ReplyPage = (
  p: Page & {
    view: ReplyView;
    token: string;
    formKey: string;
    chosen?: string;
    message?: string;
    /** Id of the time chosen. */
    slot?: string;
    problems?: readonly Problem[];
    saved?: boolean;
  },
) => {
  const { view: v } = p;
  return (
    <Shell ctx={p.ctx} title={titleOf(p)} problems={p.problems}>
      <ErrorSummary problems={p.problems} consequence="回覆尚未送出" />
      <Recorded v={v} saved={p.saved} />
      <Letter v={v} />
      <form class="sq-card sq-card--pad" action={paths.reply.post()} method="post" data-once>
        <HiddenFields values={{ token: p.token, _key: p.formKey }} />
        <div class="sq-stack">
          {v.onlyTime ? (
            <HiddenFields values={{ reply: 'accepted' }} />
          ) : (
            <ChoiceCards
              name="reply"
              label={v.reply ? '更改回覆' : '您的回覆'}
              required
              value={p.chosen}
              problems={p.problems}
              options={[
                {
                  code: 'accepted',
                  name: '接受，我會參加面試',
                  hint: v.interviewAt || v.slots ? '面試前一日會再寄信提醒您。' : '面試時間由機關另行通知。',
                },
                { code: 'declined', name: '婉拒，這次不參加', hint: '不影響您應徵其他職缺。' },
              ]}
            />
          )}
          {v.slots ? (
            <Radios
              name="slot"
              label={v.onlyTime ? '更改面試時段' : '面試時段（接受時請選一個）'}
              hint={timeHint(v)}
              options={v.slots.map((slot) => ({
                code: slot.id,
                name: appointmentWords(slot.startsAt.toISOString()),
              }))}
              value={p.slot ?? v.slots.find((slot) => slot.mine)?.id}
              problems={p.problems}
            />
          ) : null}
          <TextArea
            name="message"
            label="回覆內容（選填）"
            hint="例如需要的協助，或婉拒的原因。最多 1,000 字。"
            rows={3}
            value={p.message ?? ''}
            problems={p.problems}
          />
          <div>
            <Button size="large" wide>
              送出回覆
            </Button>
            <p class="sq-small sq-quiet sq-gap sq-balance">
              {v.onlyTime ? (
                '回覆期限已過，仍可改選時段；要婉拒請直接洽聯絡窗口。'
              ) : (
                <>
                  請於 <strong>{instantWords(v.replyBy)}</strong> 前回覆，在此之前都可以再更改。
                </>
              )}
            </p>
          </div>
        </div>
      </form>
      <Card id="history" title="通知與回覆歷程">
        <Timeline
          items={[
            { time: stamp(v.sentAt), what: '機關寄出面試通知' },
            ...v.replies.map((r) => ({
              time: stamp(r.at),
              what: `您回覆${replyWord(r.reply)}`,
              detail: r.interviewAt
                ? `面試時段：${appointmentWords(r.interviewAt.toISOString())}`
                : undefined,
              quote: r.message || undefined,
              kind: 'in' as const,
            })),
            { time: deadlineStamp(v.replyBy), detail: '回覆截止', kind: 'next' as const },
          ]}
        />
      </Card>
      <p class="sq-small sq-quiet">這個連結只屬於您，請勿轉寄。若不是您本人，請關閉頁面並告知聯絡窗口。</p>
    </Shell>
  );
};

/** No decision is possible any more: why, what is recorded, whom to ask. */
export const ReplyClosedPage = (p: Page & { view: ReplyView; why: ReplyClosed }) => {
  const words = {
    expired: [
      '回覆期限已過',
      `回覆期限是 ${instantWords(p.view.replyBy)}，無法再線上回覆；請直接洽聯絡窗口。`,
    ],
    timeFixed: ['面試時段已不能線上更改', fixedWords(p.view)],
    replaced: ['這份通知已由新的通知取代', '請改由最新一封通知信中的連結回覆。'],
    withdrawn: ['機關已撤回這份通知', '您不需要回覆；如有疑問請洽聯絡窗口。'],
    applicationWithdrawn: [
      '您已撤回這個職缺的應徵',
      '這份面試通知不再受理回覆；如有疑問，或改變主意仍想參加面試，請直接洽聯絡窗口。',
    ],
    applicationEnded: ['這個職缺的應徵程序已結束', '這份面試通知不再受理回覆；如有疑問請洽聯絡窗口。'],
  } as const satisfies Record<ReplyClosed, readonly [string, string]>;
  const [title, text] = words[p.why];
  return (
    <Shell ctx={p.ctx} title={title}>
      <Note>{text}</Note>
      <Recorded v={p.view} />
      {p.why === 'expired' || p.why === 'timeFixed' ? <Letter v={p.view} /> : <Past v={p.view} />}
    </Shell>
  );
};

/** Unknown, altered or long gone: the same page for all, so that it tells nothing. */
export const ReplyUnknownPage = (p: Page) => (
  <Shell ctx={p.ctx} title="找不到這份通知">
    <p>連結不完整或已失效。請確認是否複製了完整的連結，或直接洽通知信中的聯絡窗口。</p>
  </Shell>
);

/** Opened or posted too often within a minute. */
export const ReplyBrakedPage = (p: Page) => (
  <Shell ctx={p.ctx} title="操作太頻繁，請稍候">
    <p>短時間內開啟或送出的次數超過上限，這一次沒有記錄任何回覆；先前已送出的回覆不受影響。</p>
    <p>請過一分鐘後再試；正在填寫的內容，可按瀏覽器的上一頁取回。急需回覆時，請直接洽通知信中的聯絡窗口。</p>
  </Shell>
);
