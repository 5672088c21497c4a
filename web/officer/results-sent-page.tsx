/** 甄選結果 as it was sent: who stands where, whether the letters were handed over, and who moves up. */

import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { CANDIDATES_SHOWN, type ResultRow, type SentResult } from '../../db/queries/result-view.ts';
import { OUTCOMES } from '../../domain/result-rules.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import { deadlineWords } from '../../mail/words.ts';
import {
  BackLink,
  Blank,
  Cell,
  Figures,
  Hidden,
  Layout,
  MailTag,
  OutcomeTag,
  Row,
  RowHead,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { applicantsTrail } from './trails.ts';

/** Whether a place in reserve lives: not moved up, not ended, its applicant still there. */
export const inReserve = (one: ResultRow, now: Date): boolean =>
  one.outcome === 'reserve' &&
  !one.withdrawn &&
  one.reserveEndedAt === null &&
  one.reserveUntil !== null &&
  one.reserveUntil > now;

/** Whether somebody selected is still to come. */
export const stands = (one: ResultRow): boolean =>
  one.outcome === 'selected' && !one.withdrawn && one.declinedAt === null;

const place = (one: ResultRow): string => {
  if (one.rank === null) return '';
  return one.outcome === 'reserve' ? `備取第 ${one.rank} 名` : `由備取第 ${one.rank} 名遞補`;
};

const Line = ({ no, one, next, now }: { no: string; one: ResultRow; next: boolean; now: Date }) => (
  <Row>
    <RowHead>
      <span class="sq-cell-main">{one.name || '（個人資料已刪除）'}</span>
      <span class="sq-cell-sub sq-num">{one.no}</span>
    </RowHead>
    <Cell label="甄選結果" card="status">
      <OutcomeTag value={one.outcome} />
      {one.rank === null ? null : <span class="sq-cell-sub">{place(one)}</span>}
      {one.declinedAt ? <span class="sq-cell-alert">已於 {minute(one.declinedAt)} 婉拒錄取</span> : null}
      {one.withdrawn ? <span class="sq-cell-alert">已撤回應徵</span> : null}
    </Cell>
    <Cell label="候補期間">
      {one.outcome === 'reserve' && one.reserveUntil ? (
        <>
          至 {deadlineWords(one.reserveUntil.toISOString())}
          {inReserve(one, now) ? null : <span class="sq-cell-sub">已結束</span>}
        </>
      ) : (
        <Blank why="無" />
      )}
    </Cell>
    <Cell label="通知信">
      <MailTag value={one.mail ?? 'created'} />
      {one.mail === 'permanentFailure' && !one.withdrawn ? (
        <a class="sq-cell-sub" href={paths.officer.noticeMailsAgain(no, one.applicationId)}>
          再寄一次<Hidden>：{one.name}</Hidden>
        </a>
      ) : null}
    </Cell>
    <Cell card={next || stands(one) ? 'act' : 'blank'}>
      {stands(one) ? (
        <a href={paths.officer.postDeclined(no, one.applicationId)}>
          登錄婉拒<Hidden>：{one.name}</Hidden>
        </a>
      ) : null}
      {next ? (
        <a href={paths.officer.moveUp(no, one.applicationId)}>
          遞補<Hidden>：{one.name}</Hidden>
        </a>
      ) : null}
    </Cell>
  </Row>
);

export const ResultsSentPage = ({
  ctx,
  vacancy: v,
  sent,
  now,
}: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  sent: SentResult;
  now: Date;
}) => {
  const next = sent.rows.find((one) => inReserve(one, now))?.applicationId;
  const all = sent.selected + sent.reserve + sent.notSelected;
  return (
    <Layout ctx={ctx} title="甄選結果" current="register" trail={applicantsTrail(v.no, '甄選結果')}>
      <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
      <Title
        title="甄選結果"
        sub={
          <>
            職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
          </>
        }
      />
      <div class="sq-stack">
        <Figures
          figures={[
            { label: OUTCOMES.selected.name, value: sent.selected, unit: '人', key: true },
            { label: OUTCOMES.reserve.name, value: sent.reserve, unit: '人' },
            { label: OUTCOMES.notSelected.name, value: sent.notSelected, unit: '人' },
          ]}
        />
        <p>
          甄選結果確定日 {formatRocSentence(sent.settledOn)}，通知於{' '}
          <span class="sq-num">{minute(sent.sentAt)}</span> 寄送
          {sent.drawnBy && sent.approvedBy ? `，由${sent.drawnBy}登錄、${sent.approvedBy}核定` : ''}。
        </p>
        <div class="sq-card">
          <Table caption="甄選結果" columns={['應徵者', '甄選結果', '候補期間', '通知信', '操作']}>
            {sent.rows.map((one) => (
              <Line no={v.no} one={one} next={one.applicationId === next} now={now} />
            ))}
          </Table>
        </div>
        {all > CANDIDATES_SHOWN ? <p class="sq-quiet">只列 {CANDIDATES_SHOWN} 人，正取、備取在前。</p> : null}
      </div>
    </Layout>
  );
};
