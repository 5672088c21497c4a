/** 查詢回覆紀錄 (R20): what was answered to the interview notices of her agencies. */
import { REPLIES_PAGE, type ReplyRow } from '../../db/queries/briefs.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import type { ReplyStatus } from '../../domain/status.ts';
import {
  Blank,
  Cell,
  EmptyState,
  Hidden,
  Layout,
  NumberCell,
  Pager,
  ReplyTag,
  ResultBar,
  Row,
  RowHead,
  Table,
  Tabs,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

/** The views of the list; an address names one by its key. */
export const REPLY_TABS: readonly { key: ReplyStatus | ''; text: string }[] = [
  { key: '', text: '全部' },
  { key: 'notified', text: '尚未回覆' },
  { key: 'accepted', text: '接受' },
  { key: 'declined', text: '婉拒' },
];

const minute = (at: Date): string => formatRocDateTime(at.toISOString()).slice(0, -3);
const href = (status: string, page = 1): string =>
  `${paths.officer.replies()}?${new URLSearchParams({ ...(status ? { status } : {}), page: String(page) })}`;

export const RepliesPage = (p: {
  ctx: PageContext;
  rows: readonly ReplyRow[];
  total: number;
  page: number;
  status: ReplyStatus | '';
}) => {
  const pages = Math.max(1, Math.ceil(p.total / REPLIES_PAGE));
  return (
    <Layout
      ctx={p.ctx}
      title="查詢回覆紀錄"
      current="replies"
      trail={[{ text: '首頁', href: paths.home() }, { text: '查詢回覆紀錄' }]}
    >
      <Title title="查詢回覆紀錄" />
      <Tabs
        label="依面試回覆狀態檢視"
        tabs={REPLY_TABS.map(({ key, text }) => ({ text, href: href(key), current: key === p.status }))}
      />
      <div class="sq-card sq-card--tabbed">
        <ResultBar before="符合條件" count={p.total} unit="件" />
        {p.rows.length === 0 ? (
          <EmptyState inCard title="沒有符合條件的回覆紀錄" text="送出面試通知後，回覆情形會顯示在這裡。" />
        ) : (
          <Table
            caption={`面試通知回覆紀錄，第 ${p.page} 頁`}
            columns={[
              { head: '序號', number: true },
              '應徵者',
              '職缺',
              '通知時間',
              '回覆期限',
              '面試回覆狀態',
              '回覆時間',
              '查看通知',
            ]}
          >
            {p.rows.map((row, i) => (
              <Row>
                <NumberCell>{(p.page - 1) * REPLIES_PAGE + i + 1}</NumberCell>
                <RowHead>
                  <span class="sq-cell-main">{row.name}</span>
                </RowHead>
                <Cell label="職缺">
                  <a href={paths.officer.applicants(row.vacancyNo)}>{row.title}</a>
                  <span class="sq-cell-sub sq-num">{row.vacancyNo}</span>
                </Cell>
                <Cell label="通知時間" class="sq-num">
                  {minute(row.notifiedAt)}
                </Cell>
                <Cell label="回覆期限" class="sq-num">
                  {minute(row.replyBy)}
                </Cell>
                <Cell label="面試回覆狀態" card="status">
                  <ReplyTag value={row.replyStatus} />
                </Cell>
                <Cell label="回覆時間" class="sq-num">
                  {row.repliedAt ? minute(row.repliedAt) : <Blank why="尚未回覆" />}
                </Cell>
                <Cell card="act">
                  <a href={paths.officer.notice(row.vacancyNo, row.applicationId)}>
                    查看通知<Hidden>：{row.name}</Hidden>
                  </a>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
        <Pager
          page={p.page}
          pages={pages}
          size={REPLIES_PAGE}
          previous={p.page > 1 ? href(p.status, p.page - 1) : undefined}
          next={p.page < pages ? href(p.status, p.page + 1) : undefined}
        />
      </div>
    </Layout>
  );
};
