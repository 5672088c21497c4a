import { formatRocDateTime } from '../../domain/roc-date.ts';
import { AttentionPanel, Layout, Note, Stack, Title } from '../components/index.ts';
import { BrakeCard } from './brake-card.tsx';
import { OUTBOX_LATE_S } from './health.ts';
import { AuditCard, ReconcileCard, SchedulesCard } from './machinery-cards.tsx';
import { MailCard } from './mail-card.tsx';
import { OutboxCard } from './outbox-card.tsx';
import { ProductionCard } from './production-card.tsx';
import { ScanCard } from './scan-card.tsx';
import type { CardProps, OpsView } from './view.ts';

/** 系統營運: what waits for a person first, then each part of the machinery. Ids, counts and codes only. */
export const OpsPage = ({ ctx, v }: CardProps) => (
  <Layout ctx={ctx} title="系統營運" current="ops" trail={[{ text: '後臺' }, { text: '系統營運' }]}>
    <Title title="系統營運" sub={`資料時間 ${formatRocDateTime(v.now.toISOString())}`} />
    <Stack>
      {v.schedules === null ? (
        <Note>
          Temporal 目前沒有回應。待送訊息留在資料庫，恢復後會自動送出；排程時間與立即產製暫時無法使用。
        </Note>
      ) : null}
      <AttentionPanel items={waiting(v)} />
      <OutboxCard ctx={ctx} v={v} />
      <ProductionCard ctx={ctx} v={v} />
      <ScanCard v={v} />
      <MailCard ctx={ctx} v={v} />
      <SchedulesCard v={v} />
      <ReconcileCard v={v} />
      <BrakeCard v={v} />
      <AuditCard ctx={ctx} v={v} />
    </Stack>
  </Layout>
);

function waiting(v: OpsView) {
  const late =
    v.outbox.oldestAt !== null && v.now.getTime() - v.outbox.oldestAt.getTime() > OUTBOX_LATE_S * 1_000;
  return [
    {
      count: v.outbox.parked,
      measure: '則',
      what: '訊息已暫停',
      href: '#outbox',
      when: '查明原因並排除後，再送一次',
    },
    {
      count: late ? v.outbox.waiting : 0,
      measure: '則',
      what: '訊息等待超過 2 分鐘',
      href: '#outbox',
      when: '請確認 worker 與 Temporal 是否運作',
    },
    {
      count: v.production.late,
      measure: '份',
      what: '履歷逾時未產製',
      href: '#production',
      when: '上一個產製時段應已產製；請確認排程與 worker，或按立即產製',
    },
    {
      count: v.production.failed,
      measure: '份',
      what: '履歷產製失敗',
      href: '#production',
      when: '依原因處理後，再產製一次',
    },
    {
      count: v.mail.givenUp,
      measure: '封',
      what: '郵件未送達',
      href: '#mail',
      when: '已拒收或不再嘗試，確認後再寄一次',
    },
    {
      count: v.braked.length,
      measure: '位',
      what: '人事人員達到調閱人數上限',
      href: '#brake',
      when: '最近 7 日；請向所屬機關確認是否為業務所需',
    },
  ];
}
