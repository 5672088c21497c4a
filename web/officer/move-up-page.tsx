/** 遞補: the page before the first in reserve becomes 正取. */

import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import type { ResultRow } from '../../db/queries/result-view.ts';
import type { Problem } from '../../domain/problem.ts';
import { LETTER_LIMIT } from '../../domain/result-rules.ts';
import { ConfirmPage, Note, TextArea } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { applicantsTrail } from './trails.ts';

export const MoveUpPage = (p: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  next: ResultRow;
  /** How many are 正取 now. */
  selected: number;
  letter: string;
  problems: readonly Problem[];
  formKey: string;
}) => {
  const { no, content } = p.vacancy;
  return (
    <ConfirmPage
      ctx={p.ctx}
      current="register"
      trail={applicantsTrail(no, '遞補')}
      title="遞補"
      sub={`${p.next.name}　備取第 ${p.next.rank} 名　職缺編號 ${no}`}
      action={paths.officer.moveUp(no, p.next.applicationId)}
      formKey={p.formKey}
      confirm="遞補為正取並寄送通知"
      warning
      back={{ href: paths.officer.results(no), text: '回甄選結果' }}
      problems={p.problems}
    >
      {content.openings !== null && p.selected >= content.openings ? (
        <Note>
          目前正取 {p.selected} 人，已達公告名額 {content.openings} 人，遞補後將超過名額。
        </Note>
      ) : null}
      <p>遞補後成為正取，候補期間即告終了；寄出的通知無法收回。</p>
      <TextArea
        name="letter"
        label="通知內容"
        required
        rows={5}
        value={p.letter}
        problems={p.problems}
        maxlength={LETTER_LIMIT}
      />
    </ConfirmPage>
  );
};
