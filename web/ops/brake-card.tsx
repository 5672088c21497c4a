/** 調閱上限: officers whom the brake on retrievals stopped in the last seven days. */
import { Card, Cell, Row, RowHead, Table } from '../components/index.ts';
import type { OpsView } from './view.ts';
import { minuteOf } from './words.tsx';

export const BrakeCard = ({ v }: { v: OpsView }) => (
  <Card id="brake" title="調閱人數上限">
    <p>
      每位人事人員每小時最多調閱 <span class="sq-num">{v.limits.perHour}</span> 人、每日（24 小時）最多{' '}
      <span class="sq-num">{v.limits.perDay}</span> 人的履歷；超過時停止調閱，過了時間自動恢復。
    </p>
    {v.braked.length === 0 ? (
      <p class="sq-quiet">最近 7 日沒有人達到上限。</p>
    ) : (
      <Table caption="最近 7 日達到上限的帳號" columns={['帳號', '機關', '次數', '最近一次', '職缺編號']}>
        {v.braked.map((one) => (
          <Row>
            <RowHead>
              <span class="sq-cell-main">{one.name}</span>
              <span class="sq-cell-sub">{one.login}</span>
            </RowHead>
            <Cell label="機關">{one.agency}</Cell>
            <Cell label="次數" class="sq-num">
              {one.times}
            </Cell>
            <Cell label="最近一次" class="sq-num">
              {minuteOf(one.lastAt)}
            </Cell>
            <Cell label="職缺編號" class="sq-num">
              {one.vacancyNo}
            </Cell>
          </Row>
        ))}
      </Table>
    )}
  </Card>
);
