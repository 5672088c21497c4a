import type { Child } from 'hono/jsx';
import { partTables } from '../../documents/resume-tables.ts';
import type { Problem } from '../../domain/problem.ts';
import { type ListName, listsOfPart, RESUME_LISTS } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { rowsOf } from '../../domain/resume-rows.ts';
import { RESUME_PARTS } from '../../domain/resume-selection.ts';
import {
  BackLink,
  Blank,
  Button,
  Card,
  Cell,
  EmptyState,
  ErrorSummary,
  Form,
  Hidden,
  HiddenFields,
  Layout,
  LinkButton,
  NumberCell,
  Pager,
  Row,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { headingOf } from './resume-words.ts';

/** Rows on one page of a list. */
export const ROWS_PAGE = 50;

export interface ResumeListPageProps {
  ctx: PageContext;
  list: ListName;
  record: ResumeRecord;
  /** Which page of the list, from 1. */
  page: number;
  formKey: string;
  /** Of the whole list as shown: a move of something else is refused. */
  fingerprint: string;
  problems?: readonly Problem[];
}

/** One list of the résumé, its columns as they will be printed, each row to be changed, moved or removed. */
export const ResumeListPage = (p: ResumeListPageProps) => {
  const { word, limit } = RESUME_LISTS[p.list];
  const count = rowsOf(p.record, p.list).length;
  return (
    <Layout ctx={p.ctx} title={`${word}－我的履歷`} variant="applicant" problems={p.problems}>
      <BackLink href={paths.applicant.resume()}>回我的履歷</BackLink>
      <Title title={headingOf(p.list)} sub={`${word} ${count} 筆，最多 ${limit} 筆。依此順序印在履歷上。`}>
        {count > 0 && count < limit ? <AddButton list={p.list} /> : null}
      </Title>
      <ErrorSummary problems={p.problems} consequence="清單沒有變動" />
      {count === 0 ? (
        <EmptyState title={`還沒有${word}`} text="沒有可填的資料時，可以留空。">
          <AddButton list={p.list} />
        </EmptyState>
      ) : (
        <Card id="rows" title={word}>
          <Rows {...p} />
        </Card>
      )}
    </Layout>
  );
};

const AddButton = ({ list }: { list: ListName }) => (
  <LinkButton href={paths.applicant.resumeEntry(list, 'new')}>新增一筆{RESUME_LISTS[list].word}</LinkButton>
);

const Rows = (p: ResumeListPageProps) => {
  const { word } = RESUME_LISTS[p.list];
  const printed = printedTable(p.record, p.list);
  const count = printed.rows.length;
  const pages = Math.ceil(count / ROWS_PAGE);
  const first = (p.page - 1) * ROWS_PAGE;
  const at = (page: number) => `${paths.applicant.resumePart(p.list)}?page=${page}`;
  const columns = [
    { head: '序號', number: true },
    ...printed.heads.map((head) => ({ head: lines(head) })),
    '動作',
  ];
  return (
    <Form action={paths.applicant.resumePart(p.list)} csrf={p.ctx.csrf} formKey={p.formKey}>
      <HiddenFields values={{ fingerprint: p.fingerprint, page: String(p.page) }} />
      <Table caption={`${word}，第 ${p.page} 頁`} columns={columns}>
        {printed.rows.slice(first, first + ROWS_PAGE).map((cells, i) => (
          <Row>
            <NumberCell>{first + i + 1}</NumberCell>
            {cells.map((text, c) => (
              <Cell label={printed.heads[c]?.replace('\n', '、')}>
                {text === '' ? <Blank why="未填" /> : lines(text)}
              </Cell>
            ))}
            <Cell card="wide">
              <RowActs list={p.list} place={first + i + 1} count={count} />
            </Cell>
          </Row>
        ))}
      </Table>
      {pages > 1 ? (
        <Pager
          size={ROWS_PAGE}
          page={p.page}
          pages={pages}
          previous={p.page > 1 ? at(p.page - 1) : undefined}
          next={p.page < pages ? at(p.page + 1) : undefined}
        />
      ) : null}
      {count > 1 ? (
        <p class="sq-gap">
          <Button kind="secondary" size="small" name="sort" value="yes">
            依日期排列，新的在前
          </Button>
        </p>
      ) : null}
    </Form>
  );
};

const RowActs = ({ list, place, count }: { list: ListName; place: number; count: number }) => {
  const which = <Hidden>第 {place} 筆</Hidden>;
  return (
    <span class="sq-rowacts">
      <a href={paths.applicant.resumeEntry(list, place)}>修改{which}</a>
      {place > 1 ? (
        <Button kind="link" name="up" value={String(place)}>
          上移{which}
        </Button>
      ) : null}
      {place < count ? (
        <Button kind="link" name="down" value={String(place)}>
          下移{which}
        </Button>
      ) : null}
      <a href={paths.applicant.resumeRemove(list, place)}>刪除{which}</a>
    </span>
  );
};

/** The list as the document prints it. */
function printedTable(record: ResumeRecord, list: ListName) {
  const part = RESUME_PARTS.find(({ code }) => listsOfPart(code).includes(list))?.code;
  const table = part && partTables(record, part)[listsOfPart(part).indexOf(list)];
  if (!table) throw new Error('noSuchList');
  return table;
}

/** A date with its word behind it, or a pay grade with its points, is not broken. */
const SHORT = 13;

/** Lines of one cell below each other. */
function lines(text: string): Child {
  return text.split('\n').map((line, i) => (
    <>
      {i > 0 ? <br /> : null}
      {line.length > 0 && line.length <= SHORT ? <span class="sq-nowrap">{line}</span> : line}
    </>
  ));
}
