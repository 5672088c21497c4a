// biome-ignore-all lint/a11y/noRedundantRoles: rows become cards by CSS, which takes the implied roles away
// biome-ignore-all lint/a11y/useSemanticElements: the elements are the semantic ones
import type { openRevisionOf } from '../../db/queries/vacancy-review.ts';
import { VACANCY_ROWS } from '../../domain/vacancy-rows.ts';
import { Note } from '../components/index.ts';
import { changedRuns } from './diff-words.ts';

export type Open = NonNullable<Awaited<ReturnType<typeof openRevisionOf>>>;

/** Which fields a revision changes, each a link to its row. */
export const Changes = ({ row }: { row: Open }) => {
  const { listed } = row;
  const changed = listed ? VACANCY_ROWS.filter((f) => f.text(listed) !== f.text(row.content)) : [];
  if (changed.length === 0) return <Note plain>送審的內容與刊登中的相同。</Note>;
  return (
    <Note plain>
      修改了 {changed.length} 欄：
      {changed.map((f, i) => (
        <>
          {i > 0 ? '；' : null}
          <a href={`#row-${f.field}`}>{f.label}</a>
        </>
      ))}
      。改動的文字以底色標示。
    </Note>
  );
};

const Changed = ({ before, after }: { before: string | null; after: string }) =>
  before === null || before === after ? (
    after || '（空白）'
  ) : (
    <>
      {changedRuns(before, after).map((r) => (r.changed ? <mark>{r.text}</mark> : r.text))}
      {after === '' ? '（空白）' : null}
    </>
  );

/** Field by field: what is listed (of a revision), what was handed in, and room for a reason to return it. */
export const CompareTable = (p: { row: Open; reasons: Record<string, string> }) => {
  const { listed, content } = p.row;
  const now = listed ? '送審的修改' : '內容';
  return (
    <table class="sq-table sq-compare" role="table">
      <caption class="govuk-visually-hidden">登錄內容逐欄對照</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            欄位
          </th>
          {listed ? (
            <th role="columnheader" scope="col">
              刊登中
            </th>
          ) : null}
          <th role="columnheader" scope="col">
            {now}
          </th>
          <th role="columnheader" scope="col">
            退回理由（選填）
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {VACANCY_ROWS.map((f) => {
          const after = f.text(content);
          const before = listed ? f.text(listed) : null;
          const id = `reason-${f.field}`;
          return (
            <tr
              role="row"
              id={`row-${f.field}`}
              class={before !== null && before !== after ? 'sq-compare__changed' : undefined}
            >
              <th role="rowheader" scope="row">
                {f.label}
              </th>
              {before === null ? null : (
                <td
                  role="cell"
                  class={before === after ? 'sq-prewrap sq-compare__same' : 'sq-prewrap'}
                  data-label="刊登中"
                >
                  {before || '（空白）'}
                </td>
              )}
              <td
                role="cell"
                class="sq-prewrap"
                data-label={before !== null && before !== after ? now : undefined}
              >
                <Changed before={before} after={after} />
              </td>
              <td role="cell" data-label="退回理由（選填）">
                <label class="govuk-visually-hidden" for={id}>
                  {f.label}的退回理由
                </label>
                <input
                  class="govuk-input"
                  id={id}
                  name={id}
                  type="text"
                  maxlength={300}
                  autocomplete="off"
                  value={p.reasons[f.field] ?? ''}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
