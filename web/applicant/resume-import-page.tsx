import type { Problem } from '../../domain/problem.ts';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  Cell,
  ErrorSummary,
  FileInput,
  Form,
  Layout,
  Note,
  Row,
  RowHead,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

/** Places shown; a file wrong throughout has one cause. */
const SHOWN = 100;

/** The file to bring in, and what was wrong with the last one, each place by its path. */
export const ResumeImportPage = (p: {
  ctx: PageContext;
  formKey: string;
  /** Of the chosen file as a whole, or none. */
  problems?: readonly Problem[];
  /** Within the file; `field` is the path. */
  places?: readonly Problem[];
}) => {
  const places = p.places ?? [];
  const problems =
    places.length > 0
      ? [{ field: 'file', message: `檔案有 ${places.length} 處需要修正，請修正後重新選擇` }]
      : p.problems;
  return (
    <Layout ctx={p.ctx} title="匯入履歷－我的履歷" variant="applicant" problems={problems}>
      <BackLink href={paths.applicant.resume()}>回我的履歷</BackLink>
      <Title title="匯入履歷" sub="由人事資訊系統匯出的 JSON 檔，或先前在此下載的履歷。" />
      <div class="sq-stack">
        <ErrorSummary problems={problems} consequence="履歷沒有變動" />
        {places.length > 0 ? <Places places={places} /> : null}
        <Card id="choose" title="選擇檔案">
          <Form action={paths.applicant.resumeImport()} csrf={p.ctx.csrf} formKey={p.formKey} multipart>
            <div class="sq-stack">
              <FileInput
                name="file"
                label="JSON 檔"
                hint="4 MB 以內。檢查無誤後，會先列出將取代的內容，由您確認才儲存。"
                accept=".json,application/json"
                problems={problems}
              />
              <Buttons>
                <Button>檢查檔案</Button>
              </Buttons>
            </div>
          </Form>
        </Card>
        <Note plain>
          檔案的格式見<a href={paths.public.resumeSchema()}>履歷 JSON Schema</a>
          。檔案有列出的部分會整個取代，沒有列出的部分不變；家屬及公教貸款資料不蒐集。
        </Note>
      </div>
    </Layout>
  );
};

const Places = ({ places }: { places: readonly Problem[] }) => (
  <Card id="places" title="需要修正的地方">
    <Table caption="檔案中需要修正的地方" columns={['位置', '說明']} cards={false}>
      {places.slice(0, SHOWN).map((place) => (
        <Row>
          <RowHead class="sq-anywhere">
            <code>{place.field || '整份檔案'}</code>
          </RowHead>
          <Cell>{place.message}</Cell>
        </Row>
      ))}
    </Table>
    {places.length > SHOWN ? <p class="sq-gap">{`另有 ${places.length - SHOWN} 處未列出。`}</p> : null}
  </Card>
);
