import { COMPLETIONS, EDUCATION_LEVELS, SEXES } from '../../domain/codes.ts';
import type { EducationEntry, ExperienceEntry } from '../../domain/resume-record.ts';
import {
  Button,
  Card,
  ErrorMessage,
  FieldGroup,
  FormGrid,
  HiddenFields,
  problemOf,
  Radios,
  RocDate,
  Select,
  TextInput,
} from '../components/index.ts';
import { unseenFields } from './application-form-data.ts';
import type { ApplicationPageProps } from './application-page.tsx';
import { shownOf, showRocDate } from './resume-form-data.ts';

export const Identity = ({ form, birth, problems }: ApplicationPageProps) => (
  <Card id="identity" title="基本資料">
    <FormGrid>
      <TextInput
        name="name"
        label="姓名"
        required
        width={2}
        value={form.name}
        problems={problems}
        autocomplete="name"
      />
      <TextInput
        name="idNumber"
        label="身分證字號"
        aside="外籍請填統一證號"
        required
        width={2}
        value={form.idNumber}
        problems={problems}
        spellcheck={false}
      />
      <RocDate name="birthDate" label="出生日期" required width={2} value={birth} problems={problems} />
      <Radios
        name="sex"
        label="性別"
        required
        width={2}
        options={SEXES.filter((s) => s.code !== 'any')}
        value={form.sex}
        problems={problems}
      />
      <TextInput
        name="phone"
        label="電話"
        required
        width={2}
        inputmode="tel"
        autocomplete="tel"
        value={form.phone}
        problems={problems}
      />
      <FieldGroup
        name="email-shown"
        label="聯絡Email"
        width={2}
        hint="已確認的信箱；收據與面試通知都寄到這裡"
      >
        <p class="sq-anywhere">{form.email}</p>
      </FieldGroup>
      <TextInput
        name="address"
        label="現居住所"
        required
        value={form.address}
        problems={problems}
        autocomplete="address-line1"
      />
    </FormGrid>
  </Card>
);

export const Education = ({ form, problems, rows }: ApplicationPageProps) => (
  <Card id="education" title="學歷">
    <ErrorMessage id="education" problem={problemOf(problems, 'education')} />
    {Array.from({ length: rows.education }, (_, i) => {
      const row = form.education[i];
      const at = `education.${i}`;
      return (
        <fieldset class="govuk-fieldset sq-rowset">
          <legend class="govuk-fieldset__legend">第 {i + 1} 筆學歷</legend>
          <HiddenFields values={unseen('education', i, row)} />
          <FormGrid>
            <TextInput
              name={`${at}.school`}
              label="學校"
              required
              width={2}
              value={row?.school}
              problems={problems}
            />
            <TextInput
              name={`${at}.department`}
              label="院系所"
              width={2}
              value={row?.department}
              problems={problems}
            />
            <Select
              name={`${at}.level`}
              label="教育程度"
              required
              width={2}
              options={EDUCATION_LEVELS}
              empty="請選擇"
              value={row?.level}
              problems={problems}
            />
            <TextInput
              name={`${at}.from`}
              label="起（民國年/月）"
              width={2}
              value={row ? showRocDate(row.from) : ''}
              problems={problems}
            />
            <TextInput
              name={`${at}.to`}
              label="迄（民國年/月）"
              width={2}
              value={row ? showRocDate(row.to) : ''}
              problems={problems}
            />
            <Select
              name={`${at}.completion`}
              label="畢結肄"
              width={2}
              options={COMPLETIONS}
              empty="請選擇"
              value={row?.completion}
              problems={problems}
            />
          </FormGrid>
        </fieldset>
      );
    })}
    <Button kind="secondary" size="small" name="act" value="addEducation">
      新增一筆學歷
    </Button>
  </Card>
);

export const Experience = ({ form, problems, rows }: ApplicationPageProps) => (
  <Card id="experience" title="經歷及現職">
    <ErrorMessage id="experience" problem={problemOf(problems, 'experience')} />
    {Array.from({ length: rows.experience }, (_, i) => {
      const row = form.experience[i];
      const at = `experience.${i}`;
      return (
        <fieldset class="govuk-fieldset sq-rowset">
          <legend class="govuk-fieldset__legend">第 {i + 1} 筆經歷</legend>
          <HiddenFields values={unseen('experience', i, row)} />
          <FormGrid>
            <TextInput
              name={`${at}.organ`}
              label="服務機關"
              width={2}
              value={row?.organ}
              problems={problems}
            />
            <TextInput name={`${at}.title`} label="職稱" width={2} value={row?.title} problems={problems} />
            <TextInput
              name={`${at}.grade`}
              label="官職等（無則免填）"
              width={2}
              value={row?.grade}
              problems={problems}
            />
            <TextInput
              name={`${at}.from`}
              label="到職（民國年/月）"
              width={2}
              value={row ? showRocDate(row.from) : ''}
              problems={problems}
            />
            <TextInput
              name={`${at}.to`}
              label="離職（現職免填）"
              width={2}
              value={row ? showRocDate(row.to) : ''}
              problems={problems}
            />
          </FormGrid>
        </fieldset>
      );
    })}
    <Button kind="secondary" size="small" name="act" value="addExperience">
      新增一筆經歷
    </Button>
  </Card>
);

/** What the row holds beyond the boxes, by the names it is posted under. */
function unseen(
  part: 'education' | 'experience',
  i: number,
  row: EducationEntry | ExperienceEntry | undefined,
): Record<string, string> {
  const shown = shownOf(unseenFields(part), row ?? {});
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [`${part}.${i}.${name}`, value]));
}
