import type { Problem } from '../../domain/problem.ts';
import { MAX_TEMPLATE_NAME } from '../../domain/template-name.ts';
import { TextInput } from '../components/index.ts';

/** 範本名稱 of a kept vacancy or notice. */
export const TemplateNameField = (p: { value: string; problems: readonly Problem[] }) => (
  <TextInput
    name="name"
    label="範本名稱"
    required
    value={p.value}
    problems={p.problems}
    maxlength={MAX_TEMPLATE_NAME}
    hint={`最多 ${MAX_TEMPLATE_NAME} 字，同機關不能重複。`}
  />
);
