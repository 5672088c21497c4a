/** The pages before a vacancy ends by its officer: deletion of a draft (R27), withdrawal with its reason. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { WITHDRAW_REASONS } from '../../domain/codes.ts';
import type { Problem } from '../../domain/problem.ts';
import { UNDO_VACANCY_MINUTES } from '../../domain/withdrawal.ts';
import { ConfirmPage, Select } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { trailTo } from './trails.ts';

interface Ending {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  formKey: string;
}

const sub = (v: OfficerVacancy) => (
  <>
    {v.title || '（尚未填寫職稱）'}　職缺編號 <span class="sq-num">{v.no}</span>
  </>
);

export const DeletePage = ({ ctx, vacancy: v, formKey }: Ending) => (
  <ConfirmPage
    ctx={ctx}
    current="register"
    trail={trailTo({ text: '刪除職缺' })}
    title="刪除職缺"
    sub={sub(v)}
    action={paths.officer.delete(v.no)}
    formKey={formKey}
    confirm="刪除職缺"
    warning
    back={{ href: paths.officer.vacancy(v.no), text: '回職缺頁' }}
  >
    <p>這份草稿及其內容將刪除，無法復原；職缺編號不會再使用。從未送審，因此沒有刊登紀錄及應徵資料。</p>
  </ConfirmPage>
);

export const WithdrawPage = ({
  ctx,
  vacancy: v,
  formKey,
  problems,
  reason,
}: Ending & { problems: readonly Problem[]; reason: string }) => (
  <ConfirmPage
    ctx={ctx}
    current="register"
    trail={trailTo({ text: '撤回職缺' })}
    title="撤回職缺"
    sub={sub(v)}
    action={paths.officer.withdraw(v.no)}
    formKey={formKey}
    confirm="撤回職缺"
    warning
    back={{ href: paths.officer.vacancy(v.no), text: '回職缺頁' }}
    keep={{ version: String(v.version) }}
    problems={problems}
  >
    <p>
      撤回後立即停止刊登及受理應徵，{UNDO_VACANCY_MINUTES}{' '}
      分鐘內可以復原，之後不能再恢復，已應徵及填寫中的人會收到撤回的通知信；登錄內容與歷程保留，已收到的應徵資料依保存期限刪除。送審過的職缺不能刪除，只能撤回。
    </p>
    <Select
      name="reason"
      label="撤回原因"
      required
      empty="請選擇"
      options={WITHDRAW_REASONS}
      value={reason}
      problems={problems}
    />
  </ConfirmPage>
);
