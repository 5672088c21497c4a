/** 預覽: the public page's own article, with a bar that says nothing is published by it. */
import type { Stage } from '../../domain/status.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { BackLink, Button, Buttons, Form, HiddenFields, Layout, Note } from '../components/index.ts';
import { paths } from '../paths.ts';
import { VacancyArticle, VacancyHead } from '../public/vacancy-article.tsx';
import type { ShownFile } from '../public/vacancy-files.tsx';
import type { PageContext } from '../view.ts';
import { trailTo } from './trails.ts';

interface Preview {
  ctx: PageContext;
  no: string | null;
  content: VacancyContent;
  files: readonly ShownFile[];
  agencyName: string;
  stage: Stage;
  publishedOn?: string | null;
  origin?: 'form' | 'feed';
}

const Article = ({ no, content, files, agencyName, stage, publishedOn, origin }: Preview) => {
  const props = {
    no: no ?? '系統自動產生',
    content,
    files,
    agencyName,
    stage,
    publishedOn: publishedOn ?? null,
    origin,
  };
  return (
    <div class="sq-card sq-preview">
      <VacancyHead {...props} />
      <div class="sq-public">
        <VacancyArticle {...props} />
        <aside class="sq-apply" aria-labelledby="apply-h">
          <h2 id="apply-h">應徵這個職缺</h2>
          <p>刊登後，此處顯示截止時間及應徵入口。</p>
        </aside>
      </div>
    </div>
  );
};

/** Of what a form holds, before anything is saved; the form's fields are carried along. */
export const FormPreviewPage = (
  p: Preview & { revising: boolean; formKey: string; keep: Record<string, string[]> },
) => {
  const action = p.no ? paths.officer.edit(p.no) : paths.officer.newVacancy();
  return (
    <Layout ctx={p.ctx} title="預覽公開頁面" current="register" trail={trailTo({ text: '預覽公開頁面' })}>
      <Note>以下是民眾將看到的樣子，內容尚未儲存，也尚未刊登。</Note>
      <Article {...p} />
      <Form class="sq-card sq-submit" action={action} csrf={p.ctx.csrf} formKey={p.formKey}>
        <HiddenFields values={p.keep} />
        <Buttons>
          <Button name="do" value="submit">
            送出審核
          </Button>
          {p.revising ? null : (
            <Button kind="secondary" name="do" value="save">
              儲存草稿
            </Button>
          )}
          <Button kind="link" name="do" value="back">
            回到填寫畫面
          </Button>
        </Buttons>
      </Form>
    </Layout>
  );
};

/** R27: of what is recorded. */
export const PreviewPage = (p: Preview & { no: string; editable: boolean }) => (
  <Layout ctx={p.ctx} title="預覽公開頁面" current="register" trail={trailTo({ text: '預覽公開頁面' })}>
    <BackLink href={paths.officer.vacancy(p.no)}>回職缺頁</BackLink>
    <Note>
      {p.stage === 'listed'
        ? '職缺刊登中，以下是最新內容的公開樣貌。'
        : '以下是民眾將看到的樣子，職缺目前未公開刊登。'}
    </Note>
    <Article {...p} />
    {p.editable ? (
      <p>
        <a href={paths.officer.edit(p.no)}>修改這筆職缺</a>
      </p>
    ) : null}
  </Layout>
);
