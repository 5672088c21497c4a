/** 資格審查 of one person: the decision, everything decided before, and the notes. */
import type { ApplicationNote } from '../../db/queries/application-notes.ts';
import type { ApplicantOf } from '../../db/queries/notice-view.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Decision } from '../../db/queries/screening.ts';
import type { Problem } from '../../domain/problem.ts';
import { type ScreeningForm, screeningReason } from '../../domain/screening.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  LinkButton,
  ScreeningTag,
  Stack,
  Timeline,
  Title,
  TitleTags,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { DecisionFields } from './screening-form.tsx';
import { byWhom, Notes } from './screening-notes.tsx';
import { applicantsTrail } from './trails.ts';

export interface ScreeningView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
  decisions: readonly Decision[];
  notes: readonly ApplicationNote[];
  /** As typed, when the form came back. */
  decision?: ScreeningForm;
  note: string;
  formKey: string;
  noteKey: string;
  problems: readonly Problem[];
}

const History = ({ decisions }: { decisions: readonly Decision[] }) => (
  <Card id="decisions" title="審查紀錄">
    {decisions.length === 0 ? (
      <p class="sq-quiet">尚未審查。</p>
    ) : (
      <Timeline
        items={decisions.map((one) => ({
          time: minute(one.decidedAt),
          what: byWhom(one.by),
          detail: <ScreeningTag value={one.outcome} />,
          quote: screeningReason(one) || undefined,
        }))}
      />
    )}
  </Card>
);

export const ScreeningPage = ({ view }: { view: ScreeningView }) => {
  const { ctx, vacancy: v, applicant, decisions, problems } = view;
  const latest = decisions.at(-1);
  return (
    <Layout
      ctx={ctx}
      title={`資格審查－${v.no}`}
      current="register"
      problems={problems}
      trail={applicantsTrail(v.no, '資格審查')}
    >
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title="資格審查"
        sub={
          <>
            {applicant.brief.name}　職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      >
        <TitleTags>
          <ScreeningTag value={latest?.outcome ?? 'none'} />
        </TitleTags>
      </Title>
      <ErrorSummary problems={problems} consequence="尚未儲存" />
      <Stack>
        <Buttons>
          <LinkButton kind="secondary" href={paths.officer.brief(v.no, applicant.id)}>
            調閱簡歷
          </LinkButton>
          <LinkButton kind="secondary" href={paths.officer.notice(v.no, applicant.id)}>
            {applicant.replyStatus === 'none' ? '通知面試' : '查看通知'}
          </LinkButton>
        </Buttons>
        <Card id="decision" title="審查結果">
          <Form action={paths.officer.screening(v.no, applicant.id)} csrf={ctx.csrf} formKey={view.formKey}>
            <HiddenFields values={{ version: String(latest?.version ?? 0) }} />
            <Stack>
              <DecisionFields
                decision={view.decision ?? latest ?? { outcome: '', reason: '', text: '' }}
                problems={problems}
              />
              <Buttons>
                <Button>儲存審查結果</Button>
              </Buttons>
            </Stack>
          </Form>
        </Card>
        <History decisions={decisions} />
        <Notes
          ctx={ctx}
          no={v.no}
          id={applicant.id}
          notes={view.notes}
          typed={view.note}
          formKey={view.noteKey}
          problems={problems}
        />
      </Stack>
    </Layout>
  );
};
