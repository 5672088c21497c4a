import type { Problem } from '../../domain/problem.ts';
import { type ListName, RESUME_LISTS } from '../../domain/resume-fields.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  HiddenFields,
  Layout,
  RequiredNote,
  TextInput,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { ResumeFields } from './resume-field-control.tsx';
import type { Typed } from './resume-form-data.ts';
import { headingOf } from './resume-words.ts';

/** One row of a list, new or to be changed. */
export const ResumeEntryPage = (p: {
  ctx: PageContext;
  list: ListName;
  /** Which row, from 1; null for a new one. */
  place: number | null;
  /** How many rows the list has. */
  count: number;
  typed: Typed;
  /** 順序 as typed. */
  position: string;
  /** Of the row as it was when it was opened. */
  fingerprint: string;
  formKey: string;
  problems?: readonly Problem[];
}) => {
  const { word, fields } = RESUME_LISTS[p.list];
  const title = p.place === null ? `新增${word}` : `修改第 ${p.place} 筆${word}`;
  const most = p.place === null ? p.count + 1 : p.count;
  return (
    <Layout ctx={p.ctx} title={`${title}－我的履歷`} variant="applicant" problems={p.problems}>
      <BackLink href={paths.applicant.resumePart(p.list)}>{`回${word}清單`}</BackLink>
      <Title title={title} sub={headingOf(p.list)} />
      <ErrorSummary problems={p.problems} consequence="資料尚未儲存" />
      <Form
        class="sq-card sq-card--pad sq-applying"
        action={paths.applicant.resumeEntry(p.list, p.place ?? 'new')}
        csrf={p.ctx.csrf}
        formKey={p.formKey}
      >
        <HiddenFields values={{ fingerprint: p.fingerprint }} />
        <div class="sq-stack">
          <RequiredNote />
          <ResumeFields fields={fields} typed={p.typed} problems={p.problems} />
          {most > 1 ? (
            <TextInput
              name="position"
              label="順序"
              hint={`排在第幾筆，1 至 ${most}`}
              inputmode="numeric"
              chars={6}
              value={p.position}
              problems={p.problems}
            />
          ) : null}
          <Buttons>
            <Button name="next" value="list">
              儲存
            </Button>
            <Button name="next" value="more" kind="secondary">
              儲存並再新增一筆
            </Button>
          </Buttons>
        </div>
      </Form>
    </Layout>
  );
};
