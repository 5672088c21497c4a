/**
 * Ticks and radios. The first control carries the field's id, so that the summary's link reaches it.
 * A choice about a person is never preselected: pass no value.
 */
import type { Child } from 'hono/jsx';
import { FieldGroup, type FieldProps, idOf, problemFor } from './field.tsx';
import type { Option } from './select.tsx';
import { cx } from './text.tsx';

export interface ChoiceProps extends FieldProps {
  options: readonly Option[];
  /** Four columns. */
  columns?: 4;
  disabled?: boolean;
}

const optionId = (props: FieldProps, index: number): string =>
  index === 0 ? idOf(props) : `${idOf(props)}-${index + 1}`;

/** One native input with its word. */
export const Check = (props: {
  type?: 'checkbox' | 'radio';
  name: string;
  value?: string;
  id?: string;
  checked?: boolean;
  disabled?: boolean;
  wrong?: boolean;
  class?: string;
  required?: boolean;
  children?: Child;
}) => (
  <label class={cx('sq-check', props.wrong && 'sq-check--error', props.class)}>
    <input
      type={props.type ?? 'checkbox'}
      id={props.id}
      name={props.name}
      value={props.value ?? '1'}
      checked={props.checked}
      disabled={props.disabled}
      aria-invalid={props.wrong ? 'true' : undefined}
    />
    <span>{props.children}</span>
  </label>
);

export const Radios = (props: ChoiceProps & { value?: string | null }) => (
  <FieldGroup {...props}>
    <div class={cx('sq-checks', props.columns && `sq-checks--${props.columns}`)}>
      {props.options.map((option, index) => (
        <Check
          type="radio"
          name={props.name}
          id={optionId(props, index)}
          value={option.code}
          checked={option.code === props.value}
          disabled={props.disabled || option.disabled}
          wrong={problemFor(props) !== undefined}
        >
          {option.name}
        </Check>
      ))}
    </div>
  </FieldGroup>
);

export const Checkboxes = (props: ChoiceProps & { values?: readonly string[]; layout?: 'row' | 'parts' }) => (
  <FieldGroup {...props}>
    <div
      class={cx(
        props.layout === 'parts' ? 'sq-parts' : 'sq-checks',
        props.columns && `sq-checks--${props.columns}`,
      )}
    >
      {props.options.map((option, index) => (
        <Check
          name={props.name}
          id={optionId(props, index)}
          value={option.code}
          checked={props.values?.includes(option.code)}
          disabled={props.disabled || option.disabled}
          wrong={problemFor(props) !== undefined}
        >
          {option.name}
        </Check>
      ))}
    </div>
  </FieldGroup>
);

/** Choices that need a sentence each (R53, the reply page). */
export const ChoiceCards = (
  props: ChoiceProps & { value?: string | null; three?: boolean; children?: Child },
) => (
  <FieldGroup {...props}>
    <div class={cx('sq-choice', props.three && 'sq-choice--3')}>
      {props.options.map((option, index) => (
        <label class="sq-choice__item">
          <input
            class="sq-box"
            type="radio"
            name={props.name}
            id={optionId(props, index)}
            value={option.code}
            checked={option.code === props.value}
            disabled={props.disabled || option.disabled}
            aria-invalid={problemFor(props) ? 'true' : undefined}
          />
          <span>
            <span class="sq-choice__name">{option.name}</span>
            {option.hint ? <span class="sq-choice__hint">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </div>
    {props.children}
  </FieldGroup>
);

/** A row of R41: 是 or 否. Values sent are `Y` and `N`. */
export const YesNo = (props: {
  name: string;
  label: string;
  value?: boolean | null;
  yes?: string;
  no?: string;
  disabled?: boolean;
}) => (
  <fieldset class="sq-yesno__row">
    <legend>{props.label}</legend>
    <div class="sq-checks">
      <Check
        type="radio"
        name={props.name}
        id={props.name}
        value="Y"
        checked={props.value === true}
        disabled={props.disabled}
      >
        {props.yes ?? '是'}
      </Check>
      <Check
        type="radio"
        name={props.name}
        value="N"
        checked={props.value === false}
        disabled={props.disabled}
      >
        {props.no ?? '否'}
      </Check>
    </div>
  </fieldset>
);

/** Several `YesNo` rows under one heading. */
export const YesNoGroup = ({ id, label, children }: { id: string; label: string; children?: Child }) => (
  <div class="govuk-form-group">
    <h3 class="govuk-label" id={id}>
      {label}
    </h3>
    {/* biome-ignore lint/a11y/useSemanticElements: its rows are fieldsets already, the heading names the group */}
    <div class="sq-yesno" role="group" aria-labelledby={id}>
      {children}
    </div>
  </div>
);
