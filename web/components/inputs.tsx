/** Boxes to type into. */
import { describedBy, Field, type FieldProps, idOf, problemFor } from './field.tsx';
import { cx } from './text.tsx';

export interface TextInputProps extends FieldProps {
  value?: string | number | null;
  type?: 'text' | 'password' | 'search';
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'url';
  autocomplete?: string;
  maxlength?: number;
  readonly?: boolean;
  spellcheck?: boolean;
  /** Width by content: 3 for two digits, 6 for an extension, 12 for a phone number. */
  chars?: 3 | 6 | 12;
  /** Id of further words that explain the box, e.g. the password rules. */
  describedByAlso?: string;
  /** Words to choose from; others may be typed. */
  proposed?: readonly string[];
}

/** `spellcheck` is no boolean attribute: only the word "false" turns it off, which the types do not know. */
const spelling = (on: boolean | undefined): Record<string, string> =>
  on === undefined ? {} : { spellcheck: String(on) };

/** The bare box, for places that set their own label. */
export const InputBox = (props: TextInputProps) => {
  const problem = problemFor(props);
  return (
    <input
      class={cx('govuk-input', problem && 'govuk-input--error', props.chars && `sq-w-${props.chars}`)}
      id={idOf(props)}
      name={props.name}
      type={props.type ?? 'text'}
      value={props.type === 'password' ? undefined : (props.value ?? '')}
      inputmode={props.inputmode}
      autocomplete={props.autocomplete ?? 'off'}
      maxlength={props.maxlength}
      readonly={props.readonly}
      list={props.proposed ? `${idOf(props)}-proposed` : undefined}
      {...spelling(props.spellcheck)}
      aria-required={props.required ? 'true' : undefined}
      aria-invalid={problem ? 'true' : undefined}
      aria-describedby={cx(describedBy(props), props.describedByAlso) || undefined}
    />
  );
};

/** One line of text. A password is never written back into the page. */
export const TextInput = (props: TextInputProps) => (
  <Field {...props}>
    <InputBox {...props} />
    {props.proposed ? (
      <datalist id={`${idOf(props)}-proposed`}>
        {props.proposed.map((word) => (
          <option value={word} />
        ))}
      </datalist>
    ) : null}
  </Field>
);

export interface TextAreaProps extends FieldProps {
  value?: string | null;
  rows?: number;
  maxlength?: number;
  readonly?: boolean;
}

/** Several lines of text. */
export const TextArea = (props: TextAreaProps) => {
  const problem = problemFor(props);
  return (
    <Field {...props}>
      <textarea
        class={cx('govuk-textarea', problem && 'govuk-textarea--error')}
        id={idOf(props)}
        name={props.name}
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
        readonly={props.readonly}
        aria-required={props.required ? 'true' : undefined}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {/* A browser drops the first line break inside a textarea; one more keeps the typed one. */}
        {props.value?.startsWith('\n') ? `\n${props.value}` : (props.value ?? '')}
      </textarea>
    </Field>
  );
};

export interface FileInputProps extends FieldProps {
  accept?: string;
  multiple?: boolean;
}

/** A file; say size and kinds in the hint. */
export const FileInput = (props: FileInputProps) => {
  const problem = problemFor(props);
  return (
    <Field {...props}>
      <input
        class={cx('govuk-file-upload', problem && 'govuk-file-upload--error')}
        id={idOf(props)}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      />
    </Field>
  );
};
