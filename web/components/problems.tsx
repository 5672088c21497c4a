/** How problems are told: once at the top of the page, and again in the same words at the field. */
import type { Problem } from '../../domain/problem.ts';

export const ERROR_PREFIX = '錯誤：';

/** The first problem of a field, or undefined. */
export function problemOf(problems: readonly Problem[] | undefined, field: string): Problem | undefined {
  return problems?.find((problem) => problem.field === field);
}

/** The words at the field and in the summary, identical in both places. */
export const problemText = (problem: Problem): string =>
  problem.message.startsWith(ERROR_PREFIX) ? problem.message : ERROR_PREFIX + problem.message;

/**
 * Summary above a form that was refused; gets the focus (by script, and by `autofocus` after a swap).
 * Nothing is rendered without problems.
 * @param consequence what did not happen, e.g. 資料尚未送審
 */
export const ErrorSummary = ({
  problems,
  consequence,
  title,
}: {
  problems?: readonly Problem[];
  consequence?: string;
  title?: string;
}) => {
  if (!problems || problems.length === 0) return null;
  const fields = new Set(problems.map((problem) => problem.field).filter(Boolean)).size;
  const what = title ?? (fields > 0 ? `有 ${fields} 個欄位需要修正` : '無法完成，請先處理以下問題');
  return (
    <div class="govuk-error-summary" tabindex={-1} autofocus data-error-summary>
      <div role="alert">
        <h2 class="govuk-error-summary__title">
          {what}
          {consequence ? (
            <>
              ，<wbr />
              {consequence}
            </>
          ) : null}
        </h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-error-summary__list">
            {problems.map((problem) => (
              <li>
                {problem.field ? (
                  <a href={`#${problem.field}`}>{problemText(problem)}</a>
                ) : (
                  problemText(problem)
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
};

/** The same sentence at the field. */
export const ErrorMessage = ({ id, problem }: { id: string; problem?: Problem }) =>
  problem ? (
    <p class="govuk-error-message" id={`${id}-error`}>
      {problemText(problem)}
    </p>
  ) : null;
