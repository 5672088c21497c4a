import type { Problem } from '../../domain/problem.ts';
import { REVIEW_OUTCOMES } from '../../domain/status.ts';
import { Button, Buttons, Radios, TextArea } from '../components/index.ts';

/** 審核結果, the reviewer's words for the agency, and the button: how every form of a review ends. */
export const Decision = (p: {
  decision?: string;
  /** Where the words go, and what they are asked for as. */
  words: { name: string; label: string; hint: string; value?: string; maxlength?: number };
  problems?: readonly Problem[];
}) => (
  <>
    <Radios
      name="decision"
      label="審核結果"
      required
      options={[
        { code: 'approve', name: REVIEW_OUTCOMES.approved.name },
        { code: 'return', name: REVIEW_OUTCOMES.returned.name },
      ]}
      value={p.decision}
      problems={p.problems}
    />
    <TextArea {...p.words} rows={3} value={p.words.value ?? ''} problems={p.problems} />
    <Buttons>
      <Button>送出審核結果</Button>
    </Buttons>
  </>
);
