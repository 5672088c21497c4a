/** 查看通知 (R89): the newest notice, the answer to it, and everything that happened. */
import type { ApplicantOf, SentNotice } from '../../db/queries/notice-view.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { SentLetter } from '../../db/queries/screening-letters.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { NOTICE_STATES } from '../../domain/status.ts';
import { appointmentWords, deadlineWords, stampWords } from '../../mail/words.ts';
import {
  BackLink,
  Buttons,
  Card,
  Layout,
  LinkButton,
  MailTag,
  ReplyTag,
  SummaryList,
  Timeline,
  Title,
  TitleTags,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { noticeHistory } from './notice-history.tsx';
import { applicantsTrail } from './trails.ts';

/** Whether the notice's own mail was handed over. */
const Delivery = ({ notice: n }: { notice: SentNotice }) => {
  const mail = n.mails.find(({ kind }) => kind === 'notice');
  return mail ? <MailTag value={mail.state} /> : null;
};

const TAKEN = { hers: '（應徵者已選）', another: '（他人已選）' } as const;

const Offered = ({ times }: { times: SentNotice['offered'] }) => (
  <ul class="sq-plainlist">
    {times.map((time) => (
      <li class="sq-num">
        {stampWords(time.startsAt.toISOString())}
        {time.taken ? TAKEN[time.taken] : null}
      </li>
    ))}
  </ul>
);

const Notice = ({ notice: n, title }: { notice: SentNotice; title: string }) => (
  <Card
    id={`notice-${n.version}`}
    title={title}
    aside={
      <p class="sq-quiet">
        通知{NOTICE_STATES[n.state].name}，通知信 <Delivery notice={n} />
      </p>
    }
  >
    {n.body ? (
      <SummaryList
        facts={[
          { term: '通知內容', value: <span class="sq-prose">{n.body.content}</span> },
          {
            term: '面試時間',
            value: n.interviewAt
              ? appointmentWords(n.interviewAt.toISOString())
              : n.offered.length > 0
                ? '由應徵者於回覆時選擇時段'
                : '',
          },
          n.offered.length > 0 && { term: '可選面試時段', value: <Offered times={n.offered} /> },
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
  letters,
  now,
}: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
  notices: readonly SentNotice[];
  letters: readonly SentLetter[];
  now: Date;
}) => {
  const here = paths.officer.notice(v.no, applicant.id);
  const [newest, ...earlier] = [...notices].reverse();
  const last = newest?.replies.at(-1);
  const unreached =
    letters.some((letter) => letter.unreached) ||
    (newest?.state === 'live' &&
      newest.replyBy > now &&
      newest.mails.some(({ kind, state }) => kind === 'notice' && state === 'permanentFailure'));
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
          {unreached ? (
            <a href={paths.officer.noticeMailsAgain(v.no, applicant.id)}>再寄未送達的信件</a>
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
          <Timeline items={noticeHistory(notices, letters, now)} />
        </Card>
        {earlier.map((notice) => (
          <Notice notice={notice} title={`先前的通知（第 ${notice.version} 次）`} />
        ))}
      </div>
    </Layout>
  );
};
