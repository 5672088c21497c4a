/**
 * ROC dates as three boxes, 年 月 日 behind them (never `type=date`, which knows no 民國 year).
 * Only the boxes the problem names are marked; the first of them carries the field's id.
 */
import type { Problem } from '../../domain/problem.ts';
import type { RocBox, RocParts } from '../../domain/roc-date.ts';
import { FieldGroup, type FieldProps, problemFor } from './field.tsx';
import { problemOf } from './problems.tsx';
import { rocName, rocPartsOf } from './roc-fields.ts';
import { cx, Hidden } from './text.tsx';

export type RocValue = RocParts | string | null | undefined;

const BOXES: readonly { box: RocBox; unit: string; maxlength: number }[] = [
  // Four characters fit, so that a Gregorian year can be typed and refused with its own words.
  { box: 'y', unit: '年', maxlength: 4 },
  { box: 'm', unit: '月', maxlength: 2 },
  { box: 'd', unit: '日', maxlength: 2 },
];

/** The three boxes alone. `called` names them for readers: 起日 → 起日民國年, 起日月, 起日日. */
export const RocBoxes = (props: {
  name: string;
  called: string;
  value?: RocValue;
  problem?: Problem;
  required?: boolean;
  readonly?: boolean;
}) => {
  const parts = rocPartsOf(props.value);
  const wrong = props.problem ? (props.problem.boxes ?? ['y', 'm', 'd']) : [];
  const anchor: RocBox = wrong[0] ?? 'y';
  return (
    <span class="sq-date">
      {BOXES.map(({ box, unit, maxlength }) => (
        <label>
          <Hidden>
            {props.called}
            {box === 'y' ? '民國' : ''}
          </Hidden>
          <input
            class={cx(
              'govuk-input',
              box === 'y' && 'govuk-input--y',
              wrong.includes(box) && 'govuk-input--error',
            )}
            id={box === anchor ? props.name : rocName(props.name, box)}
            name={rocName(props.name, box)}
            type="text"
            inputmode="numeric"
            autocomplete="off"
            maxlength={maxlength}
            value={parts[box]}
            readonly={props.readonly}
            aria-required={props.required ? 'true' : undefined}
            aria-invalid={wrong.includes(box) ? 'true' : undefined}
          />
          {unit}
        </label>
      ))}
    </span>
  );
};

/** One date. */
export const RocDate = (props: FieldProps & { value?: RocValue; readonly?: boolean }) => (
  <FieldGroup {...props} id={props.id ?? `${props.name}-group`}>
    <RocBoxes
      name={props.name}
      called={props.label}
      value={props.value}
      problem={problemFor(props)}
      required={props.required}
      readonly={props.readonly}
    />
  </FieldGroup>
);

export interface RocRangeProps extends Omit<FieldProps, 'name' | 'problem'> {
  /** Field names of both ends, e.g. `listedFrom`, `listedTo`. */
  from: string;
  to: string;
  fromValue?: RocValue;
  toValue?: RocValue;
  readonly?: boolean;
  /** Put before 起日 and 迄日 for readers where a page has several ranges, e.g. 訓練. */
  called?: string;
}

/** Both ends of a range, each a field of its own. */
export const RocRangeBoxes = (props: Omit<RocRangeProps, 'label'>) => (
  <div class="sq-range">
    <RocBoxes
      name={props.from}
      called={`${props.called ?? ''}起日`}
      value={props.fromValue}
      problem={problemOf(props.problems, props.from)}
      required={props.required}
      readonly={props.readonly}
    />
    <span class="sq-range__to">～</span>
    <RocBoxes
      name={props.to}
      called={`${props.called ?? ''}迄日`}
      value={props.toValue}
      problem={problemOf(props.problems, props.to)}
      required={props.required}
      readonly={props.readonly}
    />
  </div>
);

/** A range of days with its label; shows the first problem of either end. */
export const RocRange = (props: RocRangeProps) => {
  const problem = problemOf(props.problems, props.from) ?? problemOf(props.problems, props.to);
  return (
    <FieldGroup {...props} name={`${props.from}-group`} problems={undefined} problem={problem}>
      <RocRangeBoxes {...props} />
    </FieldGroup>
  );
};

/** R64, 考績年度區間: two ROC years. Names and values are years, empty = open on this side. */
export const RocYearRange = (
  props: Omit<RocRangeProps, 'fromValue' | 'toValue'> & { fromValue?: string; toValue?: string },
) => {
  const ends = [
    { name: props.from, value: props.fromValue, called: `${props.called ?? ''}起年` },
    { name: props.to, value: props.toValue, called: `${props.called ?? ''}迄年` },
  ] as const;
  const problem = problemOf(props.problems, props.from) ?? problemOf(props.problems, props.to);
  const box = ({ name, value, called }: (typeof ends)[number]) => (
    <span class="sq-date">
      <label>
        <Hidden>{called}民國</Hidden>
        <input
          class={cx('govuk-input', 'govuk-input--y', problemOf(props.problems, name) && 'govuk-input--error')}
          id={name}
          name={name}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          maxlength={4}
          value={value ?? ''}
          readonly={props.readonly}
          aria-invalid={problemOf(props.problems, name) ? 'true' : undefined}
        />
        年
      </label>
    </span>
  );
  return (
    <FieldGroup {...props} name={`${props.from}-group`} problems={undefined} problem={problem}>
      <div class="sq-inline">
        {box(ends[0])}
        <span class="sq-range__to">～</span>
        {box(ends[1])}
      </div>
    </FieldGroup>
  );
};
