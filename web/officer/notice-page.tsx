/** One person's notices: 通知職缺面試-內容 (R86, R87), and 查看通知 once notified (R89). */
import type { ApplicantOf, SentNotice } from '../../db/queries/notice-view.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { NOTICE_STATES } from '../../domain/status.ts';
import { appointmentWords, deadlineWords } from '../../mail/words.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  Layout,
  LinkButton,
  MailTag,
  ReplyTag,
  RequiredNote,
  SummaryList,
  Timeline,
  type TimelineItem,
  Title,
  TitleTags,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NoticeFields, NoticePreview } from './notice-form.tsx';
import type { ReadNotice } from './notice-form-data.ts';
import { applicantsTrail } from './trails.ts';

interface Person {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
}

export interface SingleNoticeView extends Person {
  /** What was sent to this person before, also when all of it was withdrawn. */
  notices: readonly SentNotice[];
  notice: ReadNotice;
  problems: readonly Problem[];
  formKey: string;
  preview: boolean;
  publicUrl: string;
  now: Date;
}

/** R86, R87. For a person notified before it replaces the live notice and says so. */
export const SingleNoticePage = ({ view }: { view: SingleNoticeView }) => {
  const { ctx, vacancy: v, applicant } = view;
  const replaces = applicant.liveNoticeId !== null;
  const here = paths.officer.notice(v.no, applicant.id);
  return (
    <Layout
      ctx={ctx}
      title="通知職缺面試-內容"
      current="register"
      problems={view.problems}
      trail={applicantsTrail(v.no, '通知面試')}
    >
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title title="通知職缺面試-內容">
        <RequiredNote />
      </Title>
      <ErrorSummary problems={view.problems} consequence="尚未送出邀約" />
      <div class="sq-stack">
        {view.preview ? (
          <NoticePreview
            notice={view.notice}
            to={applicant.brief.name}
            agencyName={v.agency_name}
            vacancyNo={v.no}
            title={v.title}
            publicUrl={view.publicUrl}
            replaces={replaces}
            now={view.now}
          />
        ) : null}
        <Form class="sq-card sq-card--pad" action={here} csrf={ctx.csrf} formKey={view.formKey}>
          <div class="sq-stack">
            <SummaryList
              facts={[
                { term: '通知機關', value: v.agency_name },
                { term: '職缺編號', value: `${v.no} ${v.title}`, number: true },
                { term: '通知對象', value: applicant.brief.name },
              ]}
            />
            {replaces ? (
              <p class="sq-note">
                送出後將取代先前的通知，先前信中的回覆連結即失效；通知與回覆的歷程都會保留。
              </p>
            ) : null}
            <NoticeFields notice={view.notice} problems={view.problems} contentLabel="通知內容" />
            <Buttons>
              <Button name="do" value="send">
                送出邀約
              </Button>
              <Button kind="secondary" name="do" value="preview">
                預覽通知信
              </Button>
              <a href={replaces ? here : paths.officer.applicants(v.no)}>回上一頁</a>
            </Buttons>
          </div>
        </Form>
        {view.notices.length > 0 ? (
          <Card id="history" title="通知與回覆歷程">
            <Timeline items={noticeHistory(view.notices, view.now)} />
          </Card>
        ) : null}
      </div>
    </Layout>
  );
};

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);
const MAIL_KINDS: Readonly<Record<string, string>> = {
  notice: '面試通知信',
  reminder: '提醒信',
  replyReceipt: '回覆收執信',
  replyWord: '回覆轉知機關信',
};
const mailName = (kind: string): string =>
  Object.entries(MAIL_KINDS).find(([start]) => kind.startsWith(start))?.[1] ?? '信件';

/** Everything that happened, oldest first; every change of an answer stays. */
export function noticeHistory(notices: readonly SentNotice[], now: Date): TimelineItem[] {
  const items: { at: Date; item: Omit<TimelineItem, 'time'> }[] = [];
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
    .map(({ at, item }) => ({ ...item, time: minute(at) }));
}

const Notice = ({ notice: n, title }: { notice: SentNotice; title: string }) => (
  <Card
    id={`notice-${n.version}`}
    title={title}
    aside={<p class="sq-quiet">{NOTICE_STATES[n.state].name}</p>}
  >
    {n.body ? (
      <SummaryList
        facts={[
          { term: '通知內容', value: <span class="sq-prose">{n.body.content}</span> },
          { term: '面試時間', value: n.interviewAt ? appointmentWords(n.interviewAt.toISOString()) : '' },
          { term: '面試地點', value: n.body.place },
          { term: '回覆期限', value: deadlineWords(n.replyBy.toISOString()) },
          { term: '聯絡窗口', value: n.body.contactPerson },
          { term: '連絡電話', value: n.body.contactPhone, number: true },
          { term: '聯絡Email', value: n.body.contactEmail },
        ]}
      />
    ) : (
      <p>通知內容已依保存期限刪除。</p>
    )}
  </Card>
);

/** R89. */
export const ViewNoticePage = ({
  ctx,
  vacancy: v,
  applicant,
  notices,
  now,
}: Person & { notices: readonly SentNotice[]; now: Date }) => {
  const here = paths.officer.notice(v.no, applicant.id);
  const [newest, ...earlier] = [...notices].reverse();
  const last = newest?.replies.at(-1);
  return (
    <Layout ctx={ctx} title="查看通知" current="register" trail={applicantsTrail(v.no, '查看通知')}>
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title="查看通知"
        sub={
          <>
            {applicant.brief.name}　職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      >
        <TitleTags>
          <ReplyTag value={applicant.replyStatus} />
        </TitleTags>
      </Title>
      <div class="sq-stack">
        <Buttons>
          <LinkButton href={`${here}?new=1`}>再次通知</LinkButton>
          {applicant.liveNoticeId ? (
            <a href={paths.officer.noticeWithdraw(v.no, applicant.id)}>撤回通知</a>
          ) : null}
        </Buttons>
        {newest ? <Notice notice={newest} title="面試通知" /> : null}
        <Card id="reply" title="應徵者回覆">
          {last ? (
            <SummaryList
              facts={[
                { term: '回覆', value: <ReplyTag value={last.reply} /> },
                { term: '回覆內容', value: <span class="sq-prose">{last.message || '未填寫'}</span> },
                { term: '回覆時間', value: formatRocDateTime(last.repliedAt.toISOString()), number: true },
              ]}
            />
          ) : (
            <p>應徵者尚未回覆。</p>
          )}
        </Card>
        <Card id="history" title="通知與回覆歷程">
          <Timeline items={noticeHistory(notices, now)} />
        </Card>
        {earlier.map((notice) => (
          <Notice notice={notice} title={`先前的通知（第 ${notice.version} 次）`} />
        ))}
      </div>
    </Layout>
  );
};
