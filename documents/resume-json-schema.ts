/** The published JSON Schema of a résumé brought in or carried away (docs/resume-json.md). */
import { type ListName, RESUME_LISTS, type ResumeField } from '../domain/resume-fields.ts';
import { RESUME_LIMITS } from '../domain/resume-rules.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../domain/resume-single-fields.ts';
import { RESUME_JSON_VERSION } from './resume-json.ts';

/** @param url where it is published */
export const resumeSchema = (url: string) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: url,
  title: '履歷',
  description: '各部分皆可省略；有列出的部分取代原有資料。日期為西元 YYYY-MM-DD 或 YYYY-MM，年度為西元年。',
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    version: { const: RESUME_JSON_VERSION, description: '格式版本' },
    basic: {
      ...objectOf(BASIC_FIELDS, []),
      properties: {
        ...propertiesOf(BASIC_FIELDS),
        email: { type: 'string', description: '電子郵件；匯入時不採用，以帳號的信箱為準' },
        photo: {
          type: 'string',
          contentEncoding: 'base64',
          description: `照片，JPEG 或 PNG，${RESUME_LIMITS.photo / 1024} KB 以內；無照片為空字串`,
        },
      },
      description: '基本資料；省略的欄位保留原值',
    },
    ...Object.fromEntries(Object.values(RESUME_LISTS).map((list) => [list.name, listOf(list)])),
    notes: { ...objectOf(NOTES_FIELDS, []), description: '兵役、教師資格、身心障礙註記、原住民族註記' },
    statement: { type: 'string', maxLength: RESUME_LIMITS.statement, description: '簡要自述' },
  },
  required: ['version'],
  additionalProperties: false,
});

const listOf = ({ word, limit, fields }: (typeof RESUME_LISTS)[ListName]) => ({
  type: 'array',
  maxItems: limit,
  description: word,
  items: objectOf(
    fields,
    fields.filter((field) => field.required).map((field) => field.name),
  ),
});

const objectOf = (fields: readonly ResumeField[], required: readonly string[]) => ({
  type: 'object',
  properties: propertiesOf(fields),
  required,
  additionalProperties: false,
});

const propertiesOf = (fields: readonly ResumeField[]): Record<string, object> =>
  Object.fromEntries(fields.map((field) => [field.name, { ...shapeOf(field), description: wordsOf(field) }]));

function shapeOf({ kind, table = [], wordsToo, required, most = RESUME_LIMITS.number }: ResumeField): object {
  const text = { type: 'string', maxLength: RESUME_LIMITS.line, ...(required ? { minLength: 1 } : {}) };
  if (kind === 'yesNo') return { type: 'boolean' };
  if (kind === 'number') return { type: ['number', 'null'], minimum: 0, maximum: most };
  if (kind === 'year') return { type: 'integer', minimum: 1912 };
  if (kind === 'date')
    return { type: 'string', pattern: `^(\\d{4}-\\d{2}(-\\d{2})?)${required ? '' : '?'}$` };
  if (kind === 'code' && !wordsToo)
    return { enum: [...(required ? [] : ['']), ...table.map((entry) => entry.code)] };
  return text;
}

function wordsOf({ label, kind, table, wordsToo }: ResumeField): string {
  if (kind === 'year') return `${label}（西元年）`;
  if (!table) return label;
  const codes = table.map((entry) => `${entry.code} ${entry.name}`).join('、');
  return `${label}（${codes}${wordsToo ? '；不在表內的寫原文' : ''}）`;
}
