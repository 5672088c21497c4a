/** 批次通知面試 (R82, R83): the form, and the same with the mail it becomes. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  RequiredNote,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NOTICE } from './applicants-rows.tsx';
import { NoticeFields, NoticePreview } from './notice-form.tsx';
import type { ReadNotice } from './notice-form-data.ts';
import type { NoticeStock } from './notice-stock.tsx';
import { applicantsTrail } from './trails.ts';

export interface BatchNoticeView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  people: readonly { id: string; name: string }[];
  notice: ReadNotice;
  stock: NoticeStock;
  problems: readonly Problem[];
  formKey: string;
  preview: boolean;
  publicUrl: string;
  now: Date;
}

export const BatchNoticePage = ({ view }: { view: BatchNoticeView }) => {
  const { vacancy: v, people, ctx } = view;
  return (
    <Layout
      ctx={ctx}
      title="批次通知面試"
      current="register"
      problems={view.problems}
      trail={applicantsTrail(v.no, '批次通知面試')}
    >
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title="請輸入通知職缺內容"
        sub={
          <>
            通知職缺- <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      >
        <RequiredNote />
      </Title>
      <ErrorSummary problems={view.problems} consequence="尚未通知任何人" />
      <div class="sq-stack">
        {view.preview ? (
          <NoticePreview
            notice={view.notice}
            to={people[0]?.name ?? ''}
            agencyName={v.agency_name}
            vacancyNo={v.no}
            title={v.title}
            publicUrl={view.publicUrl}
            replaces={false}
            now={view.now}
          />
        ) : null}
        <Form
          class="sq-card sq-card--pad"
          action={paths.officer.notices(v.no)}
          csrf={ctx.csrf}
          formKey={view.formKey}
        >
          <HiddenFields values={{ [NOTICE]: people.map((person) => person.id) }} />
          <div class="sq-stack">
            <p>
              通知對象共 <strong>{people.length}</strong> 人：
              {`${people.map((person) => person.name).join('、')}。系統將寄送MAIL通知應徵者面試相關資訊。`}
            </p>
            <NoticeFields
              notice={view.notice}
              stock={view.stock}
              problems={view.problems}
              contentLabel="請輸入內容"
            />
            <Buttons>
              <Button name="do" value="send">
                確定
              </Button>
              <Button kind="secondary" name="do" value="preview">
                預覽通知信
              </Button>
              <a href={paths.officer.applicants(v.no)}>取消</a>
            </Buttons>
          </div>
        </Form>
      </div>
    </Layout>
  );
};
