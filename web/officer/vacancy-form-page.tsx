/** 職缺資料登錄: the registration form (R30–R65) in each of its states. */
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import {
  BackLink,
  Blank,
  Button,
  Buttons,
  Cell,
  ErrorSummary,
  Form,
  Layout,
  Outline,
  RequiredNote,
  Row,
  RowHead,
  Table,
  Title,
  VacancyTag,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { trailTo } from './trails.ts';
import { AgencyCard } from './vacancy-form-agency.tsx';
import { AssistCard } from './vacancy-form-assist.tsx';
import { FilesCard } from './vacancy-form-files.tsx';
import { PostCard } from './vacancy-form-post.tsx';
import { RetrievalCard } from './vacancy-form-retrieval.tsx';
import { TextsCard } from './vacancy-form-texts.tsx';
import type { VacancyFormView } from './vacancy-form-view.ts';

const SECTIONS = [
  { id: 'agency', title: '機關基本資料', fields: ['agencyCode', 'agencyAddress', 'writer'] },
  { id: 'vacancy', title: '機關徵才資料', fields: [] },
  { id: 'texts', title: '職缺說明', fields: ['qualifications', 'duties', 'location', 'contact'] },
  {
    id: 'retrieval',
    title: '履歷調閱方式',
    fields: ['mode', 'sections', 'training', 'reward', 'appraisal'],
  },
  { id: 'files-part', title: '附件', fields: ['files', 'keepFile'] },
] as const;

/** The part of the form a problem belongs to; what no other part claims is 機關徵才資料. */
function sectionOf({ field }: Problem): (typeof SECTIONS)[number]['id'] {
  const found = SECTIONS.find(({ fields }) => fields.some((start) => field.startsWith(start)));
  return found?.id ?? 'vacancy';
}

const outline = (problems: readonly Problem[]) =>
  SECTIONS.map(({ id, title }) => ({
    id,
    title,
    errors: problems.filter((problem) => sectionOf(problem) === id).length,
  }));

/** Somebody else saved meanwhile: nothing was written, both versions are shown. */
const Stale = ({ view }: { view: VacancyFormView }) =>
  view.differences === null ? null : (
    <section class="sq-card sq-card--pad" id="differences" aria-labelledby="differences-h">
      <h2 id="differences-h">兩份內容不同之處</h2>
      {view.differences.length === 0 ? (
        <p>您填寫的內容與目前儲存的內容相同。</p>
      ) : (
        <Table caption="您填寫的與目前儲存的內容" columns={['欄位', '您填寫的', '目前儲存的']} cards={false}>
          {view.differences.map((row) => (
            <Row>
              <RowHead>
                <a href={`#${row.field}`}>{row.label}</a>
              </RowHead>
              <Cell>{row.mine || <Blank why="空白" />}</Cell>
              <Cell>{row.theirs || <Blank why="空白" />}</Cell>
            </Row>
          ))}
        </Table>
      )}
      <p>
        再按一次「儲存」或「送出審核」，就會以您填寫的內容取代目前儲存的內容；如要保留目前儲存的內容，請
        {view.no ? <a href={paths.officer.edit(view.no)}>重新開啟這筆職缺</a> : '離開此頁'}。
      </p>
    </section>
  );

const Submit = ({ view }: { view: VacancyFormView }) => {
  const revising = view.stage !== 'preparing';
  return (
    <div class="sq-card sq-submit">
      <Buttons>
        <Button name="do" value="submit">
          送出審核
        </Button>
        {revising ? null : (
          <Button kind="secondary" name="do" value="save">
            儲存草稿
          </Button>
        )}
        <Button kind="link" name="do" value="preview">
          預覽公開頁面
        </Button>
      </Buttons>
      <p class="sq-small sq-quiet" role="status" data-autosave-status>
        {view.savedAt
          ? `${revising ? '刊登內容' : '草稿'}於 ${formatRocDateTime(view.savedAt.toISOString()).slice(0, -3)} 儲存`
          : '尚未儲存'}
      </p>
    </div>
  );
};

const summaryTitle = (view: VacancyFormView): string | undefined => {
  if (view.differences) return '這筆職缺在您開啟之後已由他人修改';
  return view.returned ? `審核退回，有 ${view.problems.length} 項需要修正` : undefined;
};

export const VacancyFormPage = ({ view }: { view: VacancyFormView }) => {
  const action = view.no ? paths.officer.edit(view.no) : paths.officer.newVacancy();
  return (
    <Layout
      ctx={view.ctx}
      title="職缺資料登錄"
      current="register"
      problems={view.returned ? [] : view.problems}
      trail={trailTo({ text: '職缺資料登錄' })}
    >
      <BackLink href={view.no ? paths.officer.vacancy(view.no) : paths.officer.vacancies()}>
        {view.no ? '回職缺頁' : '回機關徵才登錄'}
      </BackLink>
      <Title
        title="職缺資料登錄"
        sub={
          <>
            職缺編號{' '}
            <span class="sq-num" data-autosave-show="no">
              {view.no ?? '系統自動產生'}
            </span>
            {'　'}
            <VacancyTag review={view.review} stage={view.stage} />
          </>
        }
      >
        <RequiredNote />
      </Title>
      <ErrorSummary
        problems={view.problems}
        title={summaryTitle(view)}
        consequence={view.returned ? undefined : '資料尚未儲存'}
      />
      <Stale view={view} />
      {view.stage === 'listed' ? (
        <p class="sq-note">職缺刊登中：修改後須重新送審，審核通過前仍依原內容刊登。</p>
      ) : null}
      <Form
        class="sq-split"
        id="vacancy-form"
        action={action}
        csrf={view.ctx.csrf}
        formKey={view.formKey}
        multipart
        data-autosave={view.stage === 'preparing' ? paths.officer.autosave(view.no ?? 'new') : undefined}
      >
        <input type="hidden" name="version" value={String(view.version)} />
        <div
          hidden
          hx-post={paths.officer.modeDefault()}
          hx-trigger="change from:#personnelCategory"
          hx-include="#vacancy-form"
          hx-target="#retrieval-part"
          hx-swap="outerHTML"
          hx-sync="this:replace"
        />
        <div class="sq-stack">
          <AgencyCard view={view} />
          <PostCard view={view} />
          <TextsCard view={view} />
          <RetrievalCard view={view} />
          <FilesCard view={view} />
        </div>
        <aside class="sq-assist sq-stack" aria-label="刊登檢查與段落">
          <Outline sections={outline(view.problems)} />
          {view.assist ? <AssistCard view={view.assist} /> : null}
        </aside>
        <Submit view={view} />
      </Form>
    </Layout>
  );
};
