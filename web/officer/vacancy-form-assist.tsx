/** 刊登檢查 beside the form: what is still to be filled in, what the assistant advises, what is well. */
import type { PostingAdvice, PostingFinding } from '../../domain/posting-assistant.ts';
import type { Problem } from '../../domain/problem.ts';
import { AssistFindings, belowId, FieldFinding, type Finding } from '../components/index.ts';
import { paths } from '../paths.ts';
import { atFormField } from './vacancy-form-data.ts';

export interface AssistView {
  /** What the form's rules demand before it may be handed in. */
  must: readonly Problem[];
  advice: PostingAdvice;
}

/** The quoted words marked, then what to do. */
const Advice = ({ one }: { one: PostingFinding }) => (
  <>
    {one.quote ? (
      <>
        「<mark>{one.quote}</mark>」：
      </>
    ) : null}
    {one.text}
  </>
);

/** Many missing fields of a form just begun are one line, not a list. */
const MUSTS_NAMED = 5;

function findings({ must, advice }: AssistView): Finding[] {
  return [
    ...must.slice(0, MUSTS_NAMED).map((problem) => ({
      kind: 'must' as const,
      field: atFormField(problem).field,
      title: problem.message,
    })),
    ...(must.length > MUSTS_NAMED
      ? [{ kind: 'must' as const, text: `另有 ${must.length - MUSTS_NAMED} 項尚未填寫。` }]
      : []),
    ...advice.findings.map((one) => ({
      kind: 'should' as const,
      field: one.field,
      title: one.title,
      text: <Advice one={one} />,
      law: one.law,
    })),
    ...(advice.passed.length > 0
      ? [{ kind: 'ok' as const, count: advice.passed.length, text: `${advice.passed.join('、')}。` }]
      : []),
  ];
}

/** Fields the assistant speaks of, and the id of the question on the form where that differs. */
const QUESTIONS: Readonly<Partial<Record<PostingFinding['field'], string>>> = {
  title: 'title',
  listedTo: 'listedFrom-group',
  rankClasses: 'rankClasses',
  qualifications: 'qualifications',
  duties: 'duties',
  location: 'location',
  contact: 'contact',
  grade: 'grade',
  jobSeries: 'jobSeries',
  sex: 'sex',
  mode: 'mode',
};

/** The same advice below its field, with the words and the rule. */
export const FoundAt = ({ field, view }: { field: PostingFinding['field']; view: AssistView | null }) => (
  <>
    {view?.advice.findings
      .filter((one) => one.field === field)
      .map((one) => (
        <FieldFinding kind="should">
          {one.title}。<Advice one={one} />
          {one.law ? `（${one.law}）` : null}
        </FieldFinding>
      ))}
  </>
);

/** What the panel's own look brings along: the advice at every field, put anew. */
export const AssistParts = ({ view }: { view: AssistView }) => (
  <>
    <AssistPanel view={view} />
    {Object.entries(QUESTIONS).map(([field, id]) => (
      // htmx puts the content into the place named; the element itself never stays in the page
      <hx-partial hx-target={`#${belowId(id)}`} hx-swap="innerHTML">
        <FoundAt field={field as PostingFinding['field']} view={view} />
      </hx-partial>
    ))}
  </>
);

export const AssistPanel = ({ view }: { view: AssistView }) => (
  <>
    <h2 class="sq-assist__title" id="assist-h">
      刊登檢查
    </h2>
    <p class="sq-small sq-quiet sq-assist__lead">
      <strong>
        須修正 {view.must.length} 項，建議 {view.advice.findings.length} 項。
      </strong>
      建議事項不影響送審。
    </p>
    <AssistFindings findings={findings(view)} />
  </>
);

/** The panel looks again by itself a moment after something changes; without script by its own button. */
export const AssistCard = ({ view }: { view: AssistView }) => (
  <section class="sq-card sq-card--pad" aria-labelledby="assist-h">
    <div
      id="assist"
      hx-post={paths.officer.assist()}
      hx-trigger="change from:#vacancy-form delay:700ms"
      hx-include="#vacancy-form"
      hx-swap="innerHTML"
      hx-sync="this:replace"
    >
      <AssistPanel view={view} />
    </div>
    <button class="sq-linkbutton" type="submit" name="do" value="check">
      重新檢查
    </button>
  </section>
);
