/** R24: the table of 14 columns; below 1024 px each row is a card. */
import { Blank, Cell, cx, Hidden, NumberCell, Row, RowHead, Table, VacancyTag } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { RegisterRow, RowAction } from './register-rows.ts';

const COLUMNS = [
  { head: '序號', number: true },
  '刊登日期',
  '職稱',
  '機關名稱',
  '職系',
  '官職等',
  '工作地點',
  '有效期間',
  '審核結果',
  '修改',
  '刪除',
  '預覽',
  {
    head: (
      <>
        調閱
        <br />
        簡歷
      </>
    ),
  },
  {
    head: (
      <>
        調閱
        <br />
        履歷
      </>
    ),
  },
] as const;

/** Breaks 官職等 and 職稱 before 或, 至 and （, as LOOK asks. */
export const Phrase = ({ text }: { text: string }) => (
  <>
    {text.split(/(?=[或至（])/u).map((part, i) => (
      <>
        {i > 0 ? <wbr /> : null}
        {part}
      </>
    ))}
  </>
);

const Action = ({ row, action }: { row: RegisterRow; action: RowAction }) =>
  'href' in action ? (
    <Cell card="act">
      <a href={action.href}>
        {action.text}
        <Hidden>
          ：{row.title}（{row.no}）
        </Hidden>
      </a>
    </Cell>
  ) : (
    <Cell card="hide">
      <Blank why={action.why} />
    </Cell>
  );

const Applicants = ({ row }: { row: RegisterRow }) =>
  'href' in row.applicants ? (
    <Cell card={['act', 'act--wide']} class="sq-nowrap">
      <a href={row.applicants.href}>
        履歷
        <Hidden>
          ：{row.title}（{row.no}），應徵
        </Hidden>{' '}
        <strong>{row.applicantCount}</strong> 人
      </a>
    </Cell>
  ) : (
    <Cell card="hide" class="sq-quiet sq-small">
      {row.applicants.why === '不使用應徵者履歷調閱' ? '不使用' : <Blank why={row.applicants.why} />}
    </Cell>
  );

const RegisterLine = ({ row }: { row: RegisterRow }) => (
  <Row>
    <NumberCell>{row.seq}</NumberCell>
    <Cell label="刊登日期" class="sq-num" card={row.publishedOn ? 'early' : ['early', 'hide']}>
      {row.publishedOn || <Blank why="尚未刊登" />}
    </Cell>
    <RowHead>
      <a class="sq-cell-main sq-phrase" href={paths.officer.vacancy(row.no)}>
        <Phrase text={row.title} />
      </a>
      <span class="sq-cell-sub sq-num">{row.no}</span>
      {row.imported ? <span class="sq-cell-sub">公開資料匯入</span> : null}
    </RowHead>
    <Cell class="sq-balance" card="lead">
      {row.agencyName}
    </Cell>
    <Cell label="職系">{row.jobSeries || <Blank why="尚未填寫" />}</Cell>
    <Cell label="官職等" class="sq-phrase" card="late">
      {row.grade ? <Phrase text={row.grade} /> : <Blank why="尚未填寫" />}
    </Cell>
    <Cell label="工作地點">
      {row.workplaces.length === 0 ? <Blank why="尚未填寫" /> : null}
      {row.workplaces.map((place, i) => (
        <>
          {i > 0 ? (
            <>
              ,<br />
            </>
          ) : null}
          <span class="sq-nowrap">{place}</span>
        </>
      ))}
    </Cell>
    <Cell label="有效期間" card="early">
      {row.listedFrom || row.listedTo ? (
        <>
          <span class="sq-nowrap sq-num">{row.listedFrom} ~</span>{' '}
          <span class="sq-nowrap sq-num">{row.listedTo}</span>
          {row.remaining ? (
            <span class={row.urgent ? 'sq-cell-alert' : 'sq-cell-sub'}>{row.remaining}</span>
          ) : null}
        </>
      ) : (
        <Blank why="尚未填寫" />
      )}
    </Cell>
    <Cell label="審核結果" card="status">
      <VacancyTag review={row.review} stage={row.stage} />
      {row.reviewNote ? (
        <span class={cx(row.alert ? 'sq-cell-alert' : 'sq-cell-sub')}>{row.reviewNote}</span>
      ) : null}
    </Cell>
    <Action row={row} action={row.edit} />
    <Action row={row} action={row.remove} />
    <Action row={row} action={row.preview} />
    <Action row={row} action={row.briefs} />
    <Applicants row={row} />
  </Row>
);

export const RegisterTable = ({
  rows,
  page,
  size,
}: {
  rows: readonly RegisterRow[];
  page: number;
  size: number;
}) => (
  <Table caption={`機關徵才登錄清單，第 ${page} 頁，每頁 ${size} 筆`} columns={COLUMNS} look="register">
    {rows.map((row) => (
      <RegisterLine row={row} />
    ))}
  </Table>
);
