/** 通知職缺面試-內容 (R86, R87): the notice to one person. */
import type { ApplicantOf, SentNotice } from '../../db/queries/notice-view.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { SentLetter } from '../../db/queries/screening-letters.ts';
import { declarationWords } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  Layout,
  RequiredNote,
  SummaryList,
  Timeline,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NoticeFields, NoticePreview } from './notice-form.tsx';
import type { ReadNotice } from './notice-form-data.ts';
import { noticeHistory } from './notice-history.tsx';
import type { NoticeStock } from './notice-stock.tsx';
import { applicantsTrail } from './trails.ts';

export interface SingleNoticeView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
  /** What was sent to this person before, also when all of it was withdrawn. */
  notices: readonly SentNotice[];
  letters: readonly SentLetter[];
  notice: ReadNotice;
  stock: NoticeStock;
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
          <input type="hidden" name="live" value={applicant.liveNoticeId ?? ''} />
          <div class="sq-stack">
            <SummaryList
              facts={[
                { term: '通知機關', value: v.agency_name },
                { term: '職缺編號', value: `${v.no} ${v.title}`, number: true },
                { term: '通知對象', value: applicant.brief.name },
                {
                  term: '任用資格聲明',
                  value: applicant.particulars?.declaration
                    ? `${declarationWords(applicant.particulars.declaration)}（由機關查驗）`
                    : '',
                },
                { term: '面試所需的合理調整', value: applicant.particulars?.adjustments ?? '' },
              ]}
            />
            <p>系統將寄送MAIL通知應徵者面試相關資訊。</p>
            {replaces ? (
              <p class="sq-note">
                送出後將取代先前的通知，先前信中的回覆連結即失效；通知與回覆的歷程都會保留。
              </p>
            ) : null}
            <NoticeFields
              notice={view.notice}
              stock={view.stock}
              problems={view.problems}
              contentLabel="通知內容"
            />
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
        {view.notices.length + view.letters.length > 0 ? (
          <Card id="history" title="通知與回覆歷程">
            <Timeline items={noticeHistory(view.notices, view.letters, view.now)} />
          </Card>
        ) : null}
      </div>
    </Layout>
  );
};
