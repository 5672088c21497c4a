/** 職缺說明, 一至四 (R45–R48). */
import { VACANCY_LIMITS } from '../../domain/vacancy-rules.ts';
import { Card, FormGrid, TextArea } from '../components/index.ts';
import { FoundAt } from './vacancy-form-assist.tsx';
import type { VacancyFormView } from './vacancy-form-view.ts';

const TEXTS = [
  {
    name: 'qualifications',
    label: '一、資格條件',
    hint: '(學經歷、考試及格類科等資料說明。惟不宜限制應徵者年齡。)',
    rows: 5,
  },
  { name: 'duties', label: '二、工作項目', hint: '(主要工作項目等資料說明。)', rows: 5 },
  {
    name: 'location',
    label: '三、工作地點所處位置、地址等資料說明。',
    hint: '(若說明太多時，請地址務必放在最後。)',
    rows: 3,
  },
  { name: 'contact', label: '四、聯絡人、連絡電話等資料說明。', hint: undefined, rows: 3 },
] as const;

export const TextsCard = ({ view }: { view: VacancyFormView }) => (
  <Card id="texts" title="職缺說明（一至四）">
    <FormGrid>
      {TEXTS.map(({ name, label, hint, rows }) => (
        <TextArea
          name={name}
          label={label}
          hint={hint}
          rows={rows}
          value={view.content[name]}
          problems={view.problems}
          maxlength={VACANCY_LIMITS[name]}
          below={<FoundAt field={name} view={view.assist} />}
        />
      ))}
    </FormGrid>
  </Card>
);
