/** The cells of a person's row that change by themselves: boxes, reply status, what may be done (R68, R88, R90). */
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import { Blank, Hidden, ProductionTag, ReplyTag, Tag, Tick } from '../components/index.ts';
import { paths } from '../paths.ts';

/** Names of the two sets of boxes (R74). */
export const RESUME = 'resume';
export const NOTICE = 'notice';

export interface LiveRow {
  id: string;
  name: string;
  productionState: ProductionState;
  hasDocument: boolean;
  replyStatus: ReplyStatus;
  /** Ticked in the form that came back. */
  resumeTicked: boolean;
  noticeTicked: boolean;
  /** The first box of each set carries the set's name as its id, so that an error can lead to it. */
  firstResume: boolean;
  firstNotice: boolean;
}

/** R68: the words stand in place of the box; an older version stays retrievable until the new one exists. */
export const ResumeCell = ({ row }: { row: LiveRow }) => {
  if (!row.hasDocument)
    return row.productionState === 'failed' ? (
      <>
        <ProductionTag value="failed" />
        <span class="sq-cell-sub">系統管理者處理中</span>
      </>
    ) : (
      <Tag look="producing">履歷資料產製中.....</Tag>
    );
  return (
    <>
      <Tick
        name={RESUME}
        value={row.id}
        checked={row.resumeTicked}
        before="調閱"
        who={row.name}
        after="履歷"
        id={row.firstResume ? RESUME : undefined}
      />
      {row.productionState === 'pending' ? <span class="sq-cell-sub">新版產製中</span> : null}
    </>
  );
};

/** R90: once notified there is no box any more. */
export const NoticeCell = ({ row }: { row: LiveRow }) =>
  row.replyStatus === 'none' ? (
    <Tick
      name={NOTICE}
      value={row.id}
      checked={row.noticeTicked}
      before="批次通知"
      who={row.name}
      after="面試"
      id={row.firstNotice ? NOTICE : undefined}
    />
  ) : (
    <Blank why="已通知" />
  );

export const ReplyCell = ({ row }: { row: LiveRow }) => <ReplyTag value={row.replyStatus} />;

/** R90: 通知面試 becomes 查看通知. */
export const ActCell = ({ no, row }: { no: string; row: LiveRow }) => (
  <a href={paths.officer.notice(no, row.id)}>
    {row.replyStatus === 'none' ? '通知面試' : '查看通知'}
    <Hidden>：{row.name}</Hidden>
  </a>
);

/** The places of a row that the polling island fills again. */
export const livePlaces = (id: string) => ({
  resume: `resume-${id}`,
  notice: `notice-${id}`,
  reply: `reply-${id}`,
  act: `act-${id}`,
});
