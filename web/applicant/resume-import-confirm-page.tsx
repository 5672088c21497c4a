import type { Problem } from '../../domain/problem.ts';
import { listsOfPart } from '../../domain/resume-fields.ts';
import { ConfirmPage, Details, Note } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import type { PartDifference } from './resume-import-differences.ts';
import { headingOf } from './resume-words.ts';

/** What will be replaced, part by part, before anything is. */
export const ResumeImportConfirmPage = (p: {
  ctx: PageContext;
  differences: readonly PartDifference[];
  formKey: string;
  fingerprint: string;
  problems?: readonly Problem[];
}) => (
  <ConfirmPage
    ctx={p.ctx}
    title="確認匯入的內容"
    action={paths.applicant.resumeImportConfirm()}
    formKey={p.formKey}
    keep={{ fingerprint: p.fingerprint }}
    confirm="取代這些部分"
    warning
    problems={p.problems}
    back={{ href: paths.applicant.resumeImport(), text: '回匯入履歷' }}
  >
    <Note>按下後，下列部分由檔案的內容取代，原有內容無法復原。沒有列出的部分不變。</Note>
    {p.differences.map((one) => (
      <section aria-labelledby={`part-${one.part}`}>
        <h2 class="sq-part" id={`part-${one.part}`}>
          {headingOf(one.part)}
        </h2>
        <p>{countWords(one)}</p>
        {one.gone.length > 0 ? <Lines summary="將刪去的內容" lines={one.gone} /> : null}
        {one.added.length > 0 ? <Lines summary="將新增的內容" lines={one.added} /> : null}
      </section>
    ))}
  </ConfirmPage>
);

const Lines = ({ summary, lines }: { summary: string; lines: readonly string[] }) => (
  <Details summary={summary}>
    <ul class="sq-entries">
      {lines.map((line) => (
        <li class="sq-anywhere">{line}</li>
      ))}
    </ul>
  </Details>
);

function countWords({ part, gone, added, same }: PartDifference): string {
  const unit = listsOfPart(part).length > 0 ? '筆' : '項';
  return `刪去 ${gone.length} ${unit}、新增 ${added.length} ${unit}、不變 ${same} ${unit}`;
}
