/** 機關基本資料 (R30–R35). */
import {
  Card,
  FieldGroup,
  FormGrid,
  Hidden,
  InputBox,
  problemOf,
  Select,
  TextInput,
} from '../components/index.ts';
import type { VacancyFormView } from './vacancy-form-view.ts';

/** R31: the one agency as text, or a choice when she acts for several (U12). */
const AgencyField = ({ view }: { view: VacancyFormView }) => {
  const { agencies, content, problems } = view;
  const only = agencies.length === 1 ? agencies[0] : undefined;
  if (!only)
    return (
      <Select
        name="agencyCode"
        label="徵才機關"
        required
        width={4}
        withCodes
        empty="請選擇徵才機關"
        value={content.agencyCode}
        options={agencies.map(({ code, name }) => ({ code, name }))}
        problems={problems}
      />
    );
  return (
    <>
      <TextInput
        name="agencyShown"
        id="agencyCode"
        problem={problemOf(problems, 'agencyCode')}
        label="徵才機關"
        required
        width={4}
        readonly
        value={`${only.code} ${only.name}`}
      />
      <input type="hidden" name="agencyCode" value={only.code} />
    </>
  );
};

export const AgencyCard = ({ view }: { view: VacancyFormView }) => {
  const { content: c, problems } = view;
  const phone = problemOf(problems, 'writerPhone') ?? problemOf(problems, 'writerExtension');
  return (
    <Card id="agency" title="機關基本資料">
      <FormGrid>
        <TextInput
          name="no"
          label="職缺編號"
          width={2}
          readonly
          value={view.no ?? ''}
          hint={view.no ? undefined : '系統自動產生'}
        />
        <AgencyField view={view} />
        <TextInput
          name="agencyAddress"
          label="機關地址"
          required
          value={c.agencyAddress}
          problems={problems}
          maxlength={200}
        />
        <TextInput
          name="writerName"
          label="填寫人姓名"
          required
          width={2}
          value={c.writerName}
          problems={problems}
          autocomplete="name"
          maxlength={50}
        />
        <TextInput
          name="writerEmail"
          label="填寫人Email"
          width={4}
          value={c.writerEmail}
          problems={problems}
          inputmode="email"
          autocomplete="email"
          maxlength={254}
        />
        <FieldGroup name="writerPhone-group" label="填寫人電話" required problem={phone}>
          <div class="sq-inline">
            <label class="sq-inline" for="writerPhone">
              <Hidden>電話號碼</Hidden>
              <InputBox
                name="writerPhone"
                label="電話號碼"
                required
                chars={12}
                inputmode="tel"
                autocomplete="tel-national"
                value={c.writerPhone}
                problems={problems}
                describedByAlso={phone ? 'writerPhone-group-error' : undefined}
                maxlength={40}
              />
            </label>
            <label class="sq-inline" for="writerExtension">
              <span>分機</span>
              <InputBox
                name="writerExtension"
                label="分機"
                chars={6}
                inputmode="numeric"
                value={c.writerExtension}
                problems={problems}
                maxlength={6}
              />
            </label>
          </div>
        </FieldGroup>
      </FormGrid>
    </Card>
  );
};
