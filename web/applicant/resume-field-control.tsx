import type { Problem } from '../../domain/problem.ts';
import type { ResumeField } from '../../domain/resume-fields.ts';
import { Check } from '../components/choices.tsx';
import { FieldGroup, FormGrid, Select, type Sixths, TextInput } from '../components/index.ts';
import type { Typed } from './resume-form-data.ts';

/** Lines that hold more than a name: four sixths, or a line of their own. */
const WIDTHS: Readonly<Record<string, Sixths | undefined>> = {
  reason: 4,
  award: 4,
  certificate: 4,
  document: 4,
  address: undefined,
  registeredAddress: undefined,
};
const widthOf = (name: string): Sixths | undefined => (name in WIDTHS ? WIDTHS[name] : 2);

/** The box, list or tick of one field of a résumé. */
const ResumeControl = (p: { field: ResumeField; value: string; problems?: readonly Problem[] }) => {
  const { name, label, kind, required, table = [], wordsToo } = p.field;
  const own = { name, label, required, width: widthOf(name), problems: p.problems };
  const hint = p.field.hint;
  if (kind === 'yesNo')
    return (
      <FieldGroup {...own} id={`${name}-group`} hideLabel>
        <Check name={name} id={name} value="yes" checked={p.value === 'yes'}>
          {label}
        </Check>
      </FieldGroup>
    );
  if (kind === 'code' && !wordsToo)
    return <Select {...own} options={table} empty={required ? '請選擇' : '－'} value={p.value} hint={hint} />;
  if (kind === 'date')
    return (
      <TextInput {...own} aside="民國年/月/日" value={p.value} hint={hint ?? '例如 108/03/16，日可省略'} />
    );
  if (kind === 'year')
    return (
      <TextInput {...own} aside="民國年" value={p.value} inputmode="numeric" chars={6} hint="例如 108" />
    );
  return (
    <TextInput
      {...own}
      value={p.value}
      hint={hint}
      inputmode={kind === 'number' ? 'numeric' : undefined}
      proposed={wordsToo ? table.map((entry) => entry.name) : p.field.proposed}
    />
  );
};

/** The fields in their grid; `typed` are the texts of the boxes. */
export const ResumeFields = (p: {
  fields: readonly ResumeField[];
  typed: Typed;
  problems?: readonly Problem[];
}) => (
  <FormGrid>
    {p.fields.map((field) => (
      <ResumeControl field={field} value={p.typed[field.name] ?? ''} problems={p.problems} />
    ))}
  </FormGrid>
);
