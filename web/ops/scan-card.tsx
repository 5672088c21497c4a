/** 病毒掃描: what the scanner has still to look at; without one it says so. */
import { Card, SummaryList } from '../components/index.ts';
import type { OpsView } from './view.ts';

export const ScanCard = ({ v }: { v: OpsView }) => (
  <Card id="scans" title="證明文件病毒掃描">
    {v.scans === null ? (
      <p>未設定掃描程式（CLAMD_SOCKET），證明文件檢查格式後即提供給機關。</p>
    ) : (
      <SummaryList
        columns={2}
        facts={[
          { term: '掃描中', value: `${v.scans.pending} 件`, number: true },
          { term: '未通過', value: `${v.scans.failed} 件`, number: true },
        ]}
      />
    )}
  </Card>
);
