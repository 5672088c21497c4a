/** 登錄婉拒: what somebody selected told the officer; asked first, for good. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { ResultRow } from '../../db/queries/result-view.ts';
import { ConfirmPage } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { applicantsTrail } from './trails.ts';

export const PostDeclinedPage = (p: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  one: ResultRow;
  /** The first in reserve, who is offered the place. */
  next: ResultRow | undefined;
  formKey: string;
}) => {
  const { no } = p.vacancy;
  return (
    <ConfirmPage
      ctx={p.ctx}
      current="register"
      trail={applicantsTrail(no, '登錄婉拒')}
      title="登錄婉拒"
      sub={`${p.one.name}　正取　職缺編號 ${no}`}
      action={paths.officer.postDeclined(no, p.one.applicationId)}
      formKey={p.formKey}
      confirm="登錄婉拒錄取"
      warning
      back={{ href: paths.officer.results(no), text: '回甄選結果' }}
    >
      <p>
        登錄後無法取回。系統會寄信向{p.one.name}確認已婉拒，
        {p.next
          ? `並由備取第 ${p.next.rank} 名${p.next.name}遞補為正取，寄送通知。`
          : '候補名單上沒有可遞補的人員。'}
      </p>
    </ConfirmPage>
  );
};
