/** A list to choose one from. */
import { describedBy, Field, type FieldProps, idOf, problemFor } from './field.tsx';
import { cx } from './text.tsx';

/** A choice; `domain/codes.ts` tables fit (code and name). */
export interface Option {
  code: string;
  name: string;
  hint?: string;
  disabled?: boolean;
  /** Options of the same group that follow each other stand under its name. */
  group?: string;
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
      {grouped(props.options).map(({ group, options }) =>
        group === undefined ? (
          options.map((option) => <Choice option={option} {...props} />)
        ) : (
          <optgroup label={group}>
            {options.map((option) => (
              <Choice option={option} {...props} />
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
};

const Choice = ({ option, value, withCodes }: { option: Option } & Omit<SelectProps, 'options'>) => (
  <option value={option.code} selected={option.code === value} disabled={option.disabled}>
    {withCodes ? `${option.code} ${option.name}` : option.name}
  </option>
);

function grouped(options: readonly Option[]): { group: string | undefined; options: Option[] }[] {
  const groups: { group: string | undefined; options: Option[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.options.push(option);
    else groups.push({ group: option.group, options: [option] });
  }
  return groups;
}

export const Select = (props: SelectProps) => (
  <Field {...props}>
    <SelectBox {...props} />
  </Field>
);
