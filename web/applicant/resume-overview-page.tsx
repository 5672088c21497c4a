import { listsOfPart, RESUME_LISTS } from '../../domain/resume-fields.ts';
import { filledWords } from '../../domain/resume-filled.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { type Part, RESUME_PARTS } from '../../domain/resume-selection.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { BackLink, Card, Layout, LinkButton, Note, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { deliveryWords, headingOf } from './resume-words.ts';

/** 我的履歷: each part with what is filled in, where it goes, and the ways to enter, look and carry away. */
export const ResumeOverviewPage = (p: { ctx: PageContext; record: ResumeRecord; changedAt: Date | null }) => (
  <Layout ctx={p.ctx} title="我的履歷" variant="applicant">
    <BackLink href={paths.applicant.home()}>回我的應徵</BackLink>
    <Title
      title="我的履歷"
      sub={
        p.changedAt
          ? `最近更新：${formatRocDateTime(p.changedAt.toISOString())}`
          : '逐項填寫，隨時儲存；應徵時自動帶入，不必重填。'
      }
    />
    <div class="sq-stack">
      <Note>
        履歷只有您看得到。應徵時，系統只把該職缺勾選的項目送給徵才機關；送出後再改履歷，不影響已送出的應徵。
      </Note>
      <Card id="parts" title="履歷項目">
        <ul class="sq-entries">
          {RESUME_PARTS.map(({ code }) => (
            <li>
              <span>
                <Entrance part={code} />
                <span class="sq-cell-sub">{deliveryWords(code)}</span>
              </span>
              <span class="sq-num">{filledWords(p.record, code) || <Quiet>尚未填寫</Quiet>}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card id="preview" title="預覽">
        <div class="sq-stack">
          <p class="sq-prose">
            與機關收到的文件同一版式，由您目前的履歷產生。應徵不須具公務人員任用資格的職缺時，送交精簡版。
          </p>
          <p class="sq-inline">
            <LinkButton href={paths.applicant.resumePreview()} kind="secondary">
              全部項目（PDF）
            </LinkButton>
            <LinkButton href={paths.applicant.resumePreview('open')} kind="secondary">
              精簡版（PDF）
            </LinkButton>
            <a href={paths.applicant.brief()}>我的簡歷</a>
          </p>
        </div>
      </Card>
      <Card id="transfer" title="匯入與下載">
        <div class="sq-stack">
          <p class="sq-prose">
            可由人事資訊系統匯出的檔案整批帶入，也可把目前的履歷存成同一格式的檔案自行保管。
          </p>
          <p class="sq-inline">
            <LinkButton href={paths.applicant.resumeImport()} kind="secondary">
              匯入履歷
            </LinkButton>
            <a href={paths.applicant.resumeExport()}>下載履歷（JSON）</a>
          </p>
        </div>
      </Card>
    </div>
  </Layout>
);

const Quiet = ({ children }: { children: string }) => <span class="sq-quiet">{children}</span>;

/** The way to a part's page; part 8 has two lists. */
const Entrance = ({ part }: { part: Part }) => {
  const lists = listsOfPart(part);
  if (lists.length < 2) return <a href={paths.applicant.resumePart(part)}>{headingOf(part)}</a>;
  return (
    <>
      {headingOf(part)}：
      {lists.map((list, i) => (
        <>
          {i > 0 ? '、' : null}
          <a href={paths.applicant.resumePart(list)}>{RESUME_LISTS[list].word}</a>
        </>
      ))}
    </>
  );
};
