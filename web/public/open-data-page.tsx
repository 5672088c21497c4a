import { formatRocDateTime } from '../../domain/roc-date.ts';
import { Card, commas, Layout, Note, SummaryList, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

const FORMATS = [
  { format: 'xml', name: 'XML', words: '官方 ROOT／ROW 版式，22 個元素，全部刊登中的職缺' },
  { format: 'json', name: 'JSON', words: '代碼與文字並列，附欄位說明（JSON Schema），全部刊登中的職缺' },
  { format: 'atom', name: 'Atom', words: '供閱讀器訂閱，最新 1,000 筆' },
] as const;

/** R16: what there is, how fresh it is, and how to take it without asking in vain. */
export const OpenDataPage = (p: {
  ctx: PageContext;
  publicUrl: string;
  count: number;
  changedAt: Date;
  /** The oldest of the texts that are kept; undefined before the first. */
  snapshot: { madeAt: Date; vacancies: number } | undefined;
}) => (
  <Layout ctx={p.ctx} title="職缺Open Data" current="openData">
    <Title title="職缺Open Data" sub="刊登中的職缺，可自由取用，請註明來源（政府資料開放授權條款第1版）。" />
    <div class="sq-stack">
      <Card id="fresh" title="資料現況">
        <SummaryList
          facts={[
            { term: '筆數', value: `${commas(p.count)} 筆` },
            {
              term: '最近異動',
              value:
                p.changedAt.getTime() > 0 ? formatRocDateTime(p.changedAt.toISOString()) : '尚無刊登中的職缺',
              number: true,
            },
            {
              term: '最近產製',
              value: p.snapshot
                ? `${formatRocDateTime(p.snapshot.madeAt.toISOString())}，${commas(p.snapshot.vacancies)} 筆`
                : '尚未產製',
              number: true,
            },
            {
              term: '更新方式',
              value:
                '每日 0 時與 12 時產製；刊登、修改、延長及截止後一分鐘內重新產製，其間下載的檔案當場重新產製，內容不會落後',
            },
          ]}
        />
      </Card>
      <Card id="formats" title="下載">
        <dl class="sq-facts">
          {FORMATS.map(({ format, name, words }) => (
            <div>
              <dt>
                <a href={paths.public.feed(format)}>{name}</a>
              </dt>
              <dd>
                {words}
                <Address text={p.publicUrl + paths.public.feed(format)} />
              </dd>
            </div>
          ))}
          <div>
            <dt>
              <a href={`${paths.public.feed('xml')}?version=2`}>XML 第 2 版</a>
            </dt>
            <dd>
              22 個元素之後另加 ORG_ID（機關代碼）、RESERVE_NUM（備取）、Work_Type（職缺類別：1
              須具公務人員任用資格、2 不須具、3 不使用履歷調閱）、IS_TRANSFER（地方創生借調）
              <Address text={`${p.publicUrl}${paths.public.feed('xml')}?version=2`} />
            </dd>
          </div>
          <div>
            <dt>
              <a href={paths.public.feedSchema()}>JSON Schema</a>
            </dt>
            <dd>
              JSON 的欄位、型別與意義
              <Address text={p.publicUrl + paths.public.feedSchema()} />
            </dd>
          </div>
        </dl>
        <div class="sq-gap">
          <Note plain>
            每次下載都附 ETag 與 Last-Modified；定期抓取時請帶 If-None-Match，沒有異動就只回 304。支援
            gzip。Work_Type 的官方代碼值未公布，以上為本系統的定義。
          </Note>
        </div>
      </Card>
    </div>
  </Layout>
);

const Address = ({ text }: { text: string }) => (
  <>
    <br />
    <span class="sq-small sq-quiet sq-anywhere">{text}</span>
  </>
);
