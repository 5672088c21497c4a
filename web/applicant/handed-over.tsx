import { filledWords } from '../../domain/resume-filled.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { deliveredParts, type Part, recordForVacancy } from '../../domain/resume-selection.ts';
import { Card, SummaryList } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { Applied } from './open-vacancy.ts';
import { headingOf } from './resume-words.ts';

/** What the form of applying asks for itself. */
export const TYPED_PARTS: readonly Part[] = ['basic', 'education', 'experience', 'statement'];

/** The further parts a vacancy receives, out of the résumé she keeps, cut to its ranges (R62–R65). */
export const HandedOver = ({ vacancy, resume }: { vacancy: Applied; resume: ResumeRecord }) => {
  const parts = deliveredParts(vacancy.mode, vacancy.selection).filter((part) => !TYPED_PARTS.includes(part));
  if (parts.length === 0) return null;
  const cut = recordForVacancy(resume, vacancy.selection, vacancy.mode);
  return (
    <Card id="handed-over" title="由我的履歷帶入">
      <div class="sq-stack">
        <p class="sq-prose">這個職缺另外調閱下列項目，送出時一併帶入；有調閱區間的，只算區間內的資料。</p>
        <SummaryList
          facts={parts.map((part) => ({ term: headingOf(part), value: filledWords(cut, part) || '未填' }))}
        />
        <p>
          <a href={paths.applicant.resume()} target="_blank" rel="noopener">
            修改我的履歷（另開視窗）
          </a>
        </p>
      </div>
    </Card>
  );
};
