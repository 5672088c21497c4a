/** 機關徵才資料 (R36–R44, R49–R52). */
import {
  JOB_SERIES,
  PERSONNEL_CATEGORIES,
  RANK_CLASSES,
  SEXES,
  SPECIAL_CONDITIONS,
} from '../../domain/codes.ts';
import { formatRocSentence } from '../../domain/roc-date.ts';
import {
  Below,
  Card,
  Checkboxes,
  FormGrid,
  Note,
  Radios,
  RocRange,
  Select,
  SummaryList,
  TextInput,
  WorkplaceGrid,
  YesNo,
  YesNoGroup,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import { FoundAt } from './vacancy-form-assist.tsx';
import { isFrozen, type VacancyFormView } from './vacancy-form-view.ts';

/** R40; once listed the dates are words, with the two ways to change them. */
const Period = ({ view }: { view: VacancyFormView }) => {
  const { content: c, raw, problems } = view;
  if (isFrozen(view.stage) && view.no)
    return (
      <div class="govuk-form-group" id="listedFrom">
        <h3 class="govuk-label" id="listedTo">
          上網有效期間
        </h3>
        <SummaryList
          facts={[
            { term: '起日', value: formatRocSentence(c.listedFrom), number: true },
            { term: '迄日', value: formatRocSentence(c.listedTo), number: true },
            { term: '截止時間', value: c.closingTime || '當日 24:00', number: true },
          ]}
        />
        <Below id="listedFrom-group">
          <FoundAt field="listedTo" view={view.assist} />
        </Below>
        <Note>
          職缺已刊登，日期不能在此修改。請用<a href={paths.officer.extend(view.no)}>延長</a>或
          <a href={paths.officer.end(view.no)}>提前截止</a>。
        </Note>
      </div>
    );
  return (
    <>
      <RocRange
        from="listedFrom"
        to="listedTo"
        label="上網有效期間"
        below={<FoundAt field="listedTo" view={view.assist} />}
        required
        hint="請填民國年，例如 115 年 12 月 4 日。公開徵才至少須刊登 3 日。"
        fromValue={raw.listedFrom}
        toValue={raw.listedTo}
        problems={problems}
      />
      <TextInput
        name="closingTime"
        label="截止時間"
        width={3}
        hint="迄日當天的截止時間，例如 17:00；未填即至當日 24:00。"
        value={c.closingTime}
        problems={problems}
        maxlength={8}
      />
    </>
  );
};

export const PostCard = ({ view }: { view: VacancyFormView }) => {
  const { content: c, raw, problems } = view;
  return (
    <Card id="vacancy" title="機關徵才資料">
      <FormGrid>
        <Select
          name="personnelCategory"
          label="人員區分"
          required
          width={2}
          withCodes
          empty="請選擇"
          options={PERSONNEL_CATEGORIES}
          value={c.personnelCategory}
          problems={problems}
        />
        <TextInput
          name="title"
          below={<FoundAt field="title" view={view.assist} />}
          label="職稱"
          required
          width={4}
          value={c.title}
          problems={problems}
          maxlength={100}
        />
        <TextInput
          name="openings"
          label="名額"
          required
          width={2}
          inputmode="numeric"
          value={raw.openings || c.openingsText}
          problems={problems}
          maxlength={20}
        />
        <TextInput
          name="reserves"
          label="備取"
          width={2}
          inputmode="numeric"
          value={raw.reserves}
          problems={problems}
          maxlength={6}
        />
        <WorkplaceGrid name="workplaces" label="工作地" required values={c.workplaces} problems={problems} />
        <Period view={view} />
        <YesNoGroup id="conditions" label="特殊條件">
          {SPECIAL_CONDITIONS.map(({ code, name }) => (
            <YesNo name={code} label={name} value={c.conditions[code]} />
          ))}
        </YesNoGroup>
        <Checkboxes
          name="rankClasses"
          below={<FoundAt field="rankClasses" view={view.assist} />}
          label="官等類別"
          aside="可複選"
          required
          columns={4}
          options={RANK_CLASSES.map((rank) => ({ code: rank, name: rank }))}
          values={c.rankClasses}
          problems={problems}
        />
        <TextInput
          name="grade"
          below={<FoundAt field="grade" view={view.assist} />}
          label="官等職等"
          required
          width={3}
          value={c.grade}
          problems={problems}
          maxlength={100}
        />
        <Select
          name="jobSeries"
          below={<FoundAt field="jobSeries" view={view.assist} />}
          label="職系"
          required
          width={3}
          withCodes
          empty="請選擇"
          options={JOB_SERIES}
          value={c.jobSeries}
          problems={problems}
          hint={c.jobSeries === '' && c.jobSeriesText ? `匯入資料原填「${c.jobSeriesText}」` : undefined}
        />
        <Note plain>若職缺非公務人員 官等職等請輸入無 職系請選無</Note>
        <Radios
          name="sex"
          label="性別"
          required
          options={SEXES}
          value={c.sex}
          problems={problems}
          below={<FoundAt field="sex" view={view.assist} />}
        />
        <TextInput
          name="email"
          label="聯絡E-mail"
          required
          inputmode="email"
          autocomplete="email"
          hint="(僅允許一筆聯絡E-mail)。選用履歷調閱後，系統將每日寄送MAIL通知職缺之累積應徵人數至此信箱。"
          value={c.email}
          problems={problems}
          maxlength={300}
        />
        <Radios
          name="emailSubmission"
          label="允許履歷及相關證件以電子檔用EMail寄送"
          options={[
            { code: 'Y', name: '允許' },
            { code: 'N', name: '否' },
          ]}
          value={c.emailSubmission ? 'Y' : 'N'}
        />
      </FormGrid>
    </Card>
  );
};
