/** A list's filters: a GET form, and a chip for each condition that drops it. */
import type { Child } from 'hono/jsx';
import type { Problem } from '../../domain/problem.ts';
import { InputBox } from './inputs.tsx';
import { ErrorMessage } from './problems.tsx';
import { type Option, SelectBox } from './select.tsx';
import { cx, Hidden } from './text.tsx';

export const FilterBar = (props: {
  action: string;
  /** 重設 leads here; without it there is no such button. */
  reset?: string;
  /** Ticks and the like below the row. */
  below?: Child;
  tip?: Child;
  submit?: string;
  children?: Child;
}) => (
  <form class="sq-filter" action={props.action} method="get" aria-label="查詢條件">
    <div class="sq-filter__row">
      {props.children}
      <div class="sq-filter__buttons">
        <button class="govuk-button" type="submit">
          {props.submit ?? '查詢'}
        </button>
        {props.reset ? (
          <a class="govuk-button govuk-button--secondary" href={props.reset}>
            重設
          </a>
        ) : null}
      </div>
      {props.tip ? <p class="sq-filter__tip">{props.tip}</p> : null}
    </div>
    {props.below}
  </form>
);

/** A labelled box of the filter row. */
export const FilterText = (props: {
  name: string;
  label: string;
  value?: string;
  grow?: boolean;
  inputmode?: 'numeric' | 'text';
  maxlength?: number;
  problem?: Problem;
}) => (
  <div class={props.grow === false ? 'sq-filter__field' : 'sq-filter__grow'}>
    <label class="govuk-label" for={props.name}>
      {props.label}
    </label>
    <ErrorMessage id={props.name} problem={props.problem} />
    <InputBox {...props} />
  </div>
);

export const FilterSelect = (props: {
  name: string;
  label: string;
  value?: string;
  options: readonly Option[];
  empty?: string;
  withCodes?: boolean;
}) => (
  <div class="sq-filter__field">
    <label class="govuk-label" for={props.name}>
      {props.label}
    </label>
    <SelectBox {...props} />
  </div>
);

/** A group of controls of the filter row, e.g. a `RocRangeBoxes`; the first problem of its fields is told above them. */
export const FilterGroup = (props: {
  legend: string;
  fields?: readonly string[];
  problems?: readonly Problem[];
  children?: Child;
}) => {
  const problem = props.problems?.find(({ field }) => props.fields?.includes(field));
  const id = `${props.fields?.[0] ?? ''}-group`;
  return (
    <fieldset class="sq-filter__field" aria-describedby={problem ? `${id}-error` : undefined}>
      <legend>{props.legend}</legend>
      <ErrorMessage id={id} problem={problem} />
      {props.children}
    </fieldset>
  );
};

/** A tick below the row, e.g. 只列迄日仍有效之職缺. */
export const FilterCheck = (props: { name: string; checked?: boolean; children?: Child }) => (
  <label class={cx('sq-check', 'sq-filter__check')}>
    <input type="checkbox" name={props.name} value="1" checked={props.checked} />
    <span>{props.children}</span>
  </label>
);

export interface Chip {
  text: string;
  /** The same list without this condition. */
  href: string;
}

export const Chips = ({ chips }: { chips: readonly Chip[] }) =>
  chips.length === 0 ? null : (
    <ul class="sq-chips" aria-label="已套用的條件">
      {chips.map((chip) => (
        <li>
          <a class="sq-chip" href={chip.href}>
            <span>
              <Hidden>移除條件 </Hidden>
              {chip.text}
            </span>
            <span class="sq-chip__x" />
          </a>
        </li>
      ))}
    </ul>
  );
