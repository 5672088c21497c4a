import { filledWords } from '../../domain/resume-filled.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { deliveredParts, type Part, recordForVacancy } from '../../domain/resume-selection.ts';
import { Details, SummaryList } from '../components/index.ts';
import { paths } from '../paths.ts';
import { TYPED_PARTS } from './handed-over.tsx';
import type { Applied } from './open-vacancy.ts';
import { headingOf } from './resume-words.ts';

/** Without them nothing can be handed in; the other parts may stay empty. */
const REQUIRED: readonly Part[] = ['basic', 'education'];

/** What this vacancy needs, and what of it is missing: counted, of what is typed and of the résumé she keeps. */
export const NeededParts = ({ vacancy, resume }: { vacancy: Applied; resume: ResumeRecord }) => {
  const cut = recordForVacancy(resume, vacancy.selection, vacancy.mode);
  const parts = deliveredParts(vacancy.mode, vacancy.selection).map((part) => ({
    part,
    filled: filledWords(cut, part),
  }));
  const missing = parts.filter(({ filled }) => filled === '').length;
  const words = ({ part, filled }: (typeof parts)[number]): string => {
    if (filled !== '') return filled;
    return REQUIRED.includes(part) ? '尚缺，必填' : '尚未填寫';
  };
  return (
    <Details
      summary={`這個職缺需要的資料（${parts.length} 項${missing > 0 ? `，${missing} 項尚未填寫` : '，都已填寫'}）`}
    >
      <div class="sq-stack">
        <SummaryList
          facts={[
            ...parts.map((p) => ({ term: headingOf(p.part), value: words(p) })),
            { term: '證明文件', value: '選填，下一步上傳' },
            {
              term: '任用資格聲明',
              value: vacancy.mode === 'civilService' ? '必填，下一步勾選' : '',
            },
            { term: '個人資料蒐集同意', value: '必填，下一步勾選' },
          ]}
        />
        {parts.some(({ part }) => !TYPED_PARTS.includes(part)) ? (
          <p>
            本頁沒有的項目由<a href={paths.applicant.resume()}>我的履歷</a>帶入，請到那裡填寫。
          </p>
        ) : null}
      </div>
    </Details>
  );
};
