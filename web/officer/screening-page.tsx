/** 資格審查 of one person: the decision, everything decided before, and the notes. */
import type { Neighbours } from '../../db/queries/applicant-neighbours.ts';
import type { ApplicationNote } from '../../db/queries/application-notes.ts';
import type { ApplicantOf } from '../../db/queries/notice-view.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { Decision } from '../../db/queries/screening.ts';
import type { SentLetter } from '../../db/queries/screening-letters.ts';
import { declarationWords } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import { SCREENING_OUTCOMES, type ScreeningForm, screeningReason } from '../../domain/screening.ts';
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
  MailTag,
  ScreeningTag,
  Stack,
  SummaryList,
  Timeline,
  Title,
  TitleTags,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { holdsAll, type Narrowing, narrowedHref } from './applicants-narrowing.tsx';
import { minute } from './register-page.tsx';
import { DecisionFields } from './screening-form.tsx';
import type { Telling } from './screening-letter-data.ts';
import { byWhom, Notes } from './screening-notes.tsx';
import { applicantsTrail } from './trails.ts';

export interface ScreeningView {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  applicant: ApplicantOf;
  decisions: readonly Decision[];
  letters: readonly SentLetter[];
  notes: readonly ApplicationNote[];
  neighbours: Neighbours;
  /** The list she was reached from. */
  narrowing: Narrowing;
  /** As typed, when the form came back. */
  decision?: ScreeningForm;
  telling: Telling;
  note: string;
  formKey: string;
  noteKey: string;
  problems: readonly Problem[];
}

/** A decision, and what became of the mail that tells of it; `again` leads to sending it once more. */
const Decided = ({
  outcome,
  letter,
  again,
}: {
  outcome: Decision['outcome'];
  letter: SentLetter | undefined;
  again: string;
}) => (
  <>
    <ScreeningTag value={outcome} />
    {letter?.mail ? (
      <>
        　通知信 <MailTag value={letter.mail} />
      </>
    ) : null}
    {letter?.unreached ? (
      <>
        {'　'}
        <a href={again}>再寄一次</a>
      </>
    ) : null}
    {letter?.handInBy ? `　補件期限 ${formatRocSentence(letter.handInBy)}` : null}
  </>
);

const History = ({ view: { decisions, letters, vacancy, applicant } }: { view: ScreeningView }) => (
  <Card id="decisions" title="審查紀錄">
    {decisions.length === 0 ? (
      <p class="sq-quiet">尚未審查。</p>
    ) : (
      <Timeline
        items={decisions.map((one) => ({
          time: minute(one.decidedAt),
          what: byWhom(one.by),
          detail: (
            <Decided
              outcome={one.outcome}
              letter={letters.find((letter) => letter.version === one.version)}
              again={paths.officer.noticeMailsAgain(vacancy.no, applicant.id)}
            />
          ),
          quote: screeningReason(one) || undefined,
        }))}
      />
    )}
  </Card>
);

/** R57: what is to be checked here. What she needs for the interview stays away from the decision. */
const Declared = ({ particulars }: { particulars: ApplicantOf['particulars'] }) =>
  particulars?.declaration ? (
    <Card id="declaration" title="任用資格聲明">
      <SummaryList
        facts={[
          { term: '聲明', value: declarationWords(particulars.declaration) },
          { term: '查驗', value: '系統尚未與人事資料介接，由機關查驗' },
        ]}
      />
    </Card>
  ) : null;

/** From one person to the next of the list, as narrowed and ordered there. */
const Neighbouring = ({ view }: { view: ScreeningView }) => {
  const { neighbours: n, narrowing, vacancy: v } = view;
  const at = (id: string): string => narrowedHref(paths.officer.screening(v.no, id), narrowing);
  const { screening } = narrowing;
  const which = `${screening ? `「${SCREENING_OUTCOMES[screening].name}」` : ''}${
    holdsAll({ ...narrowing, screening: '' }) ? '名單' : '查詢結果'
  }`;
  return (
    <nav aria-label="前後應徵者">
      <Buttons>
        {n.before ? (
          <LinkButton kind="secondary" size="small" href={at(n.before)}>
            上一位
          </LinkButton>
        ) : null}
        {n.after ? (
          <LinkButton kind="secondary" size="small" href={at(n.after)}>
            下一位
          </LinkButton>
        ) : null}
        <span class="sq-quiet">
          {which}第 <span class="sq-num">{n.place}</span> 位，共 <span class="sq-num">{n.total}</span> 位
        </span>
      </Buttons>
    </nav>
  );
};

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
      <BackLink href={narrowedHref(paths.officer.applicants(v.no), view.narrowing)}>回調閱履歷</BackLink>
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
        <Neighbouring view={view} />
        <Buttons>
          <LinkButton kind="secondary" href={paths.officer.brief(v.no, applicant.id)}>
            調閱簡歷
          </LinkButton>
          <LinkButton kind="secondary" href={paths.officer.notice(v.no, applicant.id)}>
            {applicant.replyStatus === 'none' ? '通知面試' : '查看通知'}
          </LinkButton>
        </Buttons>
        <Declared particulars={applicant.particulars} />
        <Card id="decision" title="審查結果">
          <Form
            action={narrowedHref(paths.officer.screening(v.no, applicant.id), view.narrowing)}
            csrf={ctx.csrf}
            formKey={view.formKey}
          >
            <HiddenFields values={{ version: String(latest?.version ?? 0) }} />
            <Stack>
              <DecisionFields
                decision={view.decision ?? latest ?? { outcome: '', reason: '', text: '' }}
                telling={view.telling}
                problems={problems}
              />
              <Buttons>
                <Button>儲存審查結果</Button>
              </Buttons>
            </Stack>
          </Form>
        </Card>
        <History view={view} />
        <Notes
          ctx={ctx}
          no={v.no}
          id={applicant.id}
          narrowing={view.narrowing}
          notes={view.notes}
          typed={view.note}
          formKey={view.noteKey}
          problems={problems}
        />
      </Stack>
    </Layout>
  );
};
