/** R73, R74: the table of applicants with its two sets of boxes. */
import type { ApplicantMarks, ApplicantRow } from '../../db/queries/applicants-page.ts';
import type { ScanCounts } from '../../db/queries/attachment-scans.ts';
import { nameOf, SEXES } from '../../domain/codes.ts';
import { declarationWords, type Particulars } from '../../domain/particulars.ts';
import { formatRocCompact, formatRocDateTime } from '../../domain/roc-date.ts';
import { fixed } from '../../markup/runtime.ts';
import {
  cellOf,
  Hidden,
  NumberCell,
  Row,
  RowHead,
  ScreeningTag,
  Table,
  TickAll,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { type Narrowing, narrowedHref } from './applicants-narrowing.tsx';
import {
  ActCell,
  type LiveRow,
  livePlaces,
  NOTICE,
  NoticeCell,
  RESUME,
  ReplyCell,
  ResumeCell,
} from './applicants-rows.tsx';

export interface ApplicantsTableProps {
  /** By 資格審查: whom one opens keeps her place in it. */
  narrowing: Narrowing;
  no: string;
  rows: readonly ApplicantRow[];
  marks: ApplicantMarks;
  scans: ReadonlyMap<string, ScanCounts>;
  ticked: { resume: ReadonlySet<string>; notice: ReadonlySet<string> };
}

const COLUMNS = [
  { head: '序號', number: true },
  {
    head: (
      <TickAll of={RESUME}>
        勾選
        <br />
        調閱履歷
      </TickAll>
    ),
  },
  {
    head: (
      <TickAll of={NOTICE}>
        勾選
        <br />
        批次通知面試
      </TickAll>
    ),
  },
  '姓名',
  '性別',
  '出生日期',
  '電話',
  '聯絡Email',
  '應徵時間',
  {
    head: (
      <>
        面試
        <br />
        回覆狀態
      </>
    ),
  },
  '通知面試',
] as const;

/** The rows' changing cells; the first row with a box carries the set's anchor. */
export function liveRows({ rows, marks, ticked }: ApplicantsTableProps): LiveRow[] {
  const firstResume = rows.find((row) => marks.documents.has(row.id))?.id;
  const firstNotice = rows.find((row) => row.replyStatus === 'none')?.id;
  return rows.map((row) => ({
    id: row.id,
    name: row.brief.name,
    productionState: row.productionState,
    hasDocument: marks.documents.has(row.id),
    replyStatus: row.replyStatus,
    resumeTicked: ticked.resume.has(row.id),
    noticeTicked: ticked.notice.has(row.id),
    firstResume: row.id === firstResume,
    firstNotice: row.id === firstNotice,
  }));
}

const Box = cellOf({ card: 'tick' });
const NoBox = cellOf({ card: ['tick', 'blank'] });
const Sex = cellOf({ label: '性別' });
const Birth = cellOf({ label: '出生日期', class: 'sq-num' });
const Phone = cellOf({ label: '電話', class: 'sq-num' });
const Email = cellOf({ label: '聯絡Email', class: 'sq-mailcell' });
const Applied = cellOf({ label: '應徵時間', class: 'sq-num sq-timecell' });
const Reply = cellOf({ label: '面試回覆狀態', card: 'status' });
const Acts = cellOf({ class: 'sq-nowrap' });
const Name = fixed('span', { class: 'sq-cell-main' });

export const ApplicantsTable = (props: ApplicantsTableProps) => {
  const live = liveRows(props);
  const narrowed = narrowedHref('', props.narrowing);
  return (
    <Table caption={`應徵者清單，職缺編號 ${props.no}`} columns={COLUMNS} look="people">
      {props.rows.map((row, i) => (
        <Person
          row={row}
          live={live[i] as LiveRow}
          no={props.no}
          narrowed={narrowed}
          marks={props.marks}
          scans={props.scans}
        />
      ))}
    </Table>
  );
};

/** Breaks before the domain where the column is narrow. */
const Address = ({ text }: { text: string }) => {
  const at = text.lastIndexOf('@');
  return (
    <>
      {text.slice(0, Math.max(at, 0))}
      <wbr />
      {text.slice(Math.max(at, 0))}
    </>
  );
};

/** The document itself names them by their codes; here it is said before somebody takes 〓 for the name. */
const Missing = ({ characters }: { characters: number }) =>
  characters > 0 ? <span class="sq-cell-sub">履歷有 {characters} 個罕用字以〓代替</span> : null;

/** What of her attachments an archive would hold now; nothing where she has none or nothing scans them. */
const Scans = ({ counts }: { counts: ScanCounts | undefined }) =>
  counts ? (
    <>
      {counts.passed > 0 ? <span class="sq-cell-sub">證明文件 {counts.passed} 件通過掃描</span> : null}
      {counts.pending > 0 ? (
        <span class="sq-cell-sub">證明文件 {counts.pending} 件掃描中，尚不提供</span>
      ) : null}
      {counts.failed > 0 ? <span class="sq-cell-alert">證明文件 {counts.failed} 件未通過掃描</span> : null}
    </>
  ) : null;

/** R57: the declaration is there to be checked; what she needs is told where interviews are arranged. */
const Stated = ({ particulars }: { particulars: Particulars | null }) => (
  <>
    {particulars?.declaration ? (
      <span class="sq-cell-sub">聲明{declarationWords(particulars.declaration)}</span>
    ) : null}
    {particulars?.adjustments ? <span class="sq-cell-sub">面試需合理調整</span> : null}
  </>
);

const Person = ({
  row,
  live,
  no,
  narrowed,
  marks,
  scans,
}: {
  row: ApplicantRow;
  live: LiveRow;
  no: string;
  /** What the addresses of her pages end in. */
  narrowed: string;
  marks: ApplicantMarks;
  scans: ReadonlyMap<string, ScanCounts>;
}) => {
  const place = livePlaces(row.id);
  const retrieved = marks.retrieved.get(row.id);
  const { brief } = row;
  const Notice = live.replyStatus === 'none' ? Box : NoBox;
  return (
    <Row>
      <NumberCell>{row.seq}</NumberCell>
      <Box>
        <div id={place.resume}>
          <ResumeCell row={live} />
        </div>
      </Box>
      <Notice>
        <div id={place.notice}>
          <NoticeCell row={live} />
        </div>
      </Notice>
      <RowHead>
        <Name>{brief.name}</Name>
        {retrieved ? (
          <span class="sq-cell-sub sq-num">
            {formatRocDateTime(retrieved.toISOString()).slice(0, 9)} 已調閱
          </span>
        ) : null}
        {row.screening === 'none' ? null : (
          <span class="sq-cell-sub">
            <ScreeningTag value={row.screening} />
          </span>
        )}
        <Missing characters={marks.documents.get(row.id) ?? 0} />
        <Scans counts={scans.get(row.id)} />
        <Stated particulars={row.particulars} />
      </RowHead>
      <Sex>{nameOf(SEXES, brief.sex)}</Sex>
      <Birth>{formatRocCompact(brief.birthDate)}</Birth>
      <Phone>{brief.phone}</Phone>
      <Email>
        <Address text={brief.email} />
        {marks.undelivered.has(row.id) ? <span class="sq-cell-alert">通知信未送達</span> : null}
        {marks.letterUndelivered.has(row.id) ? (
          <>
            <span class="sq-cell-alert">審查或結果信未送達</span>
            <a class="sq-cell-sub" href={paths.officer.noticeMailsAgain(no, row.id)}>
              再寄一次<Hidden>：{brief.name}</Hidden>
            </a>
          </>
        ) : null}
      </Email>
      <Applied>{formatRocDateTime(row.submittedAt.toISOString())}</Applied>
      <Reply>
        <div id={place.reply}>
          <ReplyCell row={live} />
        </div>
      </Reply>
      <Acts>
        <div id={place.act}>
          <ActCell no={no} row={live} />
        </div>
        <a href={`${paths.officer.screening(no, row.id)}${narrowed}`}>
          資格審查<Hidden>：{brief.name}</Hidden>
        </a>
      </Acts>
    </Row>
  );
};
