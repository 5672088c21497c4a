/** The letter that tells applicants of their 資格審查, before decision and letter are written together. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { type ScreeningForm, screeningReason } from '../../domain/screening.ts';
import { MAX_SCREENING_LETTER } from '../../domain/screening-letter.ts';
import { screeningLetterMail } from '../../mail/templates/screening-letter.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  RequiredNote,
  RocDate,
  ScreeningTag,
  Stack,
  TextArea,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import type { ReadLetter } from './screening-letter-data.ts';
import { applicantsTrail } from './trails.ts';

export interface LetterView {
  ctx: PageContext;
  vacancy: Pick<OfficerVacancy, 'no' | 'title' | 'agency_name' | 'content'>;
  people: readonly { name: string }[];
  decision: ScreeningForm;
  letter: ReadLetter;
  /** Where both go, and what goes with them: whom it is about and which decisions the page showed. */
  action: string;
  keep: Record<string, string | readonly string[]>;
  formKey: string;
  back: { href: string; text: string };
  publicUrl: string;
}

/** The very mail that would go out, as text, to the first of them. */
const Preview = ({ view }: { view: LetterView }) => {
  const { letter, vacancy: v } = view;
  const mail = screeningLetterMail({
    name: view.people[0]?.name ?? '',
    agency: v.agency_name,
    vacancyNo: v.no,
    title: v.title,
    applicationNo: '寄送時填入',
    outcome: letter.outcome,
    handInBy: letter.handInBy || null,
    letter: letter.text,
    contact: v.content.contact,
    link: view.publicUrl + paths.applicant.home(),
  });
  return (
    <section class="sq-card sq-card--pad" id="mail" aria-labelledby="mail-h">
      <h2 id="mail-h">通知信預覽</h2>
      <p class="sq-quiet">尚未寄出。每位應徵者收到的信只有姓名、應徵編號及連結不同。</p>
      <p>
        <strong>{mail.subject}</strong>
      </p>
      <pre class="sq-prose sq-mailtext">{mail.text}</pre>
    </section>
  );
};

export const ScreeningLetterPage = ({ view }: { view: LetterView }) => {
  const { ctx, vacancy: v, people, letter, decision } = view;
  const reason = screeningReason(decision);
  return (
    <Layout
      ctx={ctx}
      title="審查結果與通知信"
      current="register"
      problems={letter.problems}
      trail={applicantsTrail(v.no, '審查結果與通知信')}
    >
      <BackLink href={view.back.href}>{view.back.text}</BackLink>
      <Title
        title="審查結果與通知信"
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      >
        <RequiredNote />
      </Title>
      <ErrorSummary problems={letter.problems} consequence="尚未儲存，也尚未寄信" />
      <Stack>
        <Form class="sq-card sq-card--pad" action={view.action} csrf={ctx.csrf} formKey={view.formKey}>
          <HiddenFields values={{ ...decision, ...view.keep, tell: 'yes', step: 'confirm' }} />
          <Stack>
            <p>
              審查結果 <ScreeningTag value={letter.outcome} />
              {reason ? `　原因：${reason}（說明不會寫入信件）` : null}
            </p>
            <p>
              寄給 <strong>{people.length}</strong> 人：{people.map((one) => one.name).join('、')}
            </p>
            {letter.outcome === 'supplement' ? (
              <RocDate
                name="handInBy"
                label="補件期限"
                required
                hint="信件開頭會標明這個日期。"
                value={letter.typedDay}
                problems={letter.problems}
              />
            ) : null}
            <TextArea
              name="letter"
              label="信件內容"
              required
              hint={`最多 ${MAX_SCREENING_LETTER} 字；職缺、應徵編號及聯絡方式由系統附上。`}
              rows={8}
              value={letter.text}
              problems={letter.problems}
            />
            <Buttons>
              <Button name="do" value="send">
                儲存並寄出
              </Button>
              <Button kind="secondary" name="do" value="preview">
                更新預覽
              </Button>
              <a href={view.back.href}>取消</a>
            </Buttons>
          </Stack>
        </Form>
        <Preview view={view} />
      </Stack>
    </Layout>
  );
};
