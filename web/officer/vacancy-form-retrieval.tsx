/** 五、應徵者履歷調閱方式 (R53–R65). Sections and ranges show only with 須具, by style sheet alone. */
import { RETRIEVAL_MODES } from '../../domain/codes.ts';
import { RESUME_SECTIONS } from '../../domain/resume-sections.ts';
import {
  Card,
  Checkboxes,
  ChoiceCards,
  FieldFinding,
  FormGrid,
  Note,
  RocRange,
  RocYearRange,
  SummaryList,
} from '../components/index.ts';
import { wordsOf } from './vacancy-differences.ts';
import { FoundAt } from './vacancy-form-assist.tsx';
import { ALL } from './vacancy-form-data.ts';
import { isFrozen, type VacancyFormView } from './vacancy-form-view.ts';

const MODES = (['civilService', 'open', 'none'] as const).map((code) => ({
  code,
  name: RETRIEVAL_MODES[code].choice,
  hint: RETRIEVAL_MODES[code].explanation,
}));

const Ranges = ({ view }: { view: VacancyFormView }) => {
  const { content: c, raw, problems } = view;
  if (isFrozen(view.stage))
    return (
      <SummaryList
        facts={[
          { term: '訓練日期區間', value: wordsOf(c, 'trainingRange') },
          { term: '獎懲日期區間', value: wordsOf(c, 'rewardRange') },
          { term: '考績年度區間', value: wordsOf(c, 'appraisalRange') },
        ]}
      />
    );
  return (
    <>
      <p class="sq-small sq-quiet">若無輸入區間即調閱所有訓練、獎懲、考績資料</p>
      <RocRange
        from="trainingFrom"
        to="trainingTo"
        label="訓練日期區間"
        called="訓練"
        fromValue={raw.trainingFrom}
        toValue={raw.trainingTo}
        problems={problems}
      />
      <RocRange
        from="rewardFrom"
        to="rewardTo"
        label="獎懲日期區間"
        called="獎懲"
        fromValue={raw.rewardFrom}
        toValue={raw.rewardTo}
        problems={problems}
      />
      <RocYearRange
        from="appraisalFrom"
        to="appraisalTo"
        label="考績年度區間"
        called="考績"
        fromValue={raw.appraisalFrom}
        toValue={raw.appraisalTo}
        problems={problems}
      />
    </>
  );
};

/** Replaced alone when the personnel category changes, so that the default can be proposed at once. */
export const RetrievalCard = ({ view }: { view: VacancyFormView }) => {
  const { content: c, problems, mode } = view;
  const frozen = isFrozen(view.stage);
  return (
    <div id="retrieval-part">
      <Card id="retrieval" title="五、應徵者履歷調閱方式">
        <FormGrid>
          <Note>
            此調閱方式，如在上網有效期間內不得再修改
            {frozen ? '。職缺已刊登，調閱方式、履歷資料及區間以刊登時為準。' : ''}
          </Note>
          <ChoiceCards
            name="mode"
            label="應徵者履歷調閱方式"
            required
            options={MODES}
            value={c.mode}
            disabled={frozen}
            problems={problems}
            below={<FoundAt field="mode" view={view.assist} />}
          />
          <div role="status" class="sq-modenote">
            {mode.note ? <FieldFinding kind="should">{mode.note}</FieldFinding> : null}
          </div>
          <input type="hidden" name="defaultedFor" value={mode.defaultedFor} />
          <div class="sq-onmode">
            <Checkboxes
              name="sections"
              label="產製的履歷資料"
              required
              layout="parts"
              disabled={frozen}
              options={[{ code: ALL, name: '個人全部資料' }, ...RESUME_SECTIONS]}
              values={[...(c.allSections ? [ALL] : []), ...c.sections]}
              problems={problems}
              hint="「個人全部資料」即調閱應徵者所有資料。基本資料、學歷、經歷及簡要自述一律產製。"
            />
            <Ranges view={view} />
          </div>
        </FormGrid>
      </Card>
    </div>
  );
};
