/** 資格審查: the fields of a decision, for one person and for several. */
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import {
  SCREENING_LIMITS,
  SCREENING_OUTCOMES,
  SCREENING_REASONS,
  type ScreeningForm,
} from '../../domain/screening.ts';
import { Checkboxes, FormGrid, HiddenFields, Radios, Select, TextArea } from '../components/index.ts';
import { type Posted, text } from './posted.ts';
import type { Telling } from './screening-letter-data.ts';

const OUTCOMES = (['qualified', 'unqualified', 'supplement', 'none'] as const).map((code) => ({
  code,
  name: code === 'none' ? '恢復為未審查' : SCREENING_OUTCOMES[code].name,
}));
const REASONS = SCREENING_REASONS.map(({ code, name, outcome }) => ({
  code,
  name,
  group: SCREENING_OUTCOMES[outcome].name,
}));

/** The decision as posted. */
export const readDecision = (body: Posted): ScreeningForm => ({
  outcome: text(body, 'outcome'),
  reason: text(body, 'reason'),
  text: cleanLine(text(body, 'text')),
});

export const DecisionFields = ({
  decision,
  telling,
  problems,
}: {
  decision: ScreeningForm;
  telling: Telling;
  problems: readonly Problem[];
}) => (
  <FormGrid>
    <Radios
      name="outcome"
      label="審查結果"
      required
      options={OUTCOMES}
      value={decision.outcome}
      problems={problems}
    />
    <Select
      name="reason"
      label="原因"
      width={3}
      hint="不合格、待補件須選擇原因。"
      options={REASONS}
      empty="無"
      value={decision.reason}
      problems={problems}
    />
    <TextArea
      name="text"
      label="說明"
      hint={`加密保存，僅同機關人事人員可見，不會寫入信件；最多 ${SCREENING_LIMITS.text} 字。`}
      rows={3}
      value={decision.text}
      problems={problems}
    />
    <Checkboxes
      name="tell"
      label="通知應徵者"
      options={[{ code: 'yes', name: '同時寄信通知（下一步可修改並預覽信件）' }]}
      values={telling.tell ? ['yes'] : []}
      problems={problems}
    />
    <HiddenFields values={telling.kept} />
  </FormGrid>
);
