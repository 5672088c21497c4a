/** A list to choose one from. */
import { describedBy, Field, type FieldProps, idOf, problemFor } from './field.tsx';
import { cx } from './text.tsx';

/** A choice; `domain/codes.ts` tables fit (code and name). */
export interface Option {
  code: string;
  name: string;
  hint?: string;
  disabled?: boolean;
}

export interface SelectProps extends FieldProps {
  options: readonly Option[];
  value?: string | null;
  /** Words of the empty first choice, e.g. 請選擇; without it there is no empty choice. */
  empty?: string;
  /** Writes `13 約僱人員` as the register does. */
  withCodes?: boolean;
}

/** The bare list, for places that set their own label. */
export const SelectBox = (props: SelectProps) => {
  const problem = problemFor(props);
  // A value the table does not know (old records, imports) stays choosable instead of silently changing.
  const unknown = props.value && !props.options.some((option) => option.code === props.value);
  return (
    <select
      class={cx('govuk-select', problem && 'govuk-select--error')}
      id={idOf(props)}
      name={props.name}
      aria-required={props.required ? 'true' : undefined}
      aria-invalid={problem ? 'true' : undefined}
      aria-describedby={describedBy(props)}
    >
      {props.empty !== undefined ? (
        <option value="" selected={!props.value}>
          {props.empty}
        </option>
      ) : null}
      {unknown ? (
        <option value={props.value ?? ''} selected>
          {props.value}
        </option>
      ) : null}
      {props.options.map((option) => (
        <option value={option.code} selected={option.code === props.value} disabled={option.disabled}>
          {props.withCodes ? `${option.code} ${option.name}` : option.name}
        </option>
      ))}
    </select>
  );
};

export const Select = (props: SelectProps) => (
  <Field {...props}>
    <SelectBox {...props} />
  </Field>
);
