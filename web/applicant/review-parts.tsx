/** The parts of the second step that are filled in: files, 任用資格, 合理調整, consent. */
import { PARTICULARS_LIMITS, type ParticularsForm } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import { Check, Checkboxes } from '../components/choices.tsx';
import { FieldGroup } from '../components/field.tsx';
import {
  Card,
  Details,
  type Fact,
  FileInput,
  HiddenFields,
  Note,
  SummaryList,
  TextArea,
  TextInput,
} from '../components/index.ts';
import type { EarlierFile } from './second-step.ts';

type Problems = readonly Problem[] | undefined;
const kilobytes = (size: number): string => `${Math.ceil(size / 1024).toLocaleString('en')} KB`;

/** Files of the version before stay unless their tick is taken away; new ones are added. */
export const FilesPart = (p: {
  problems: Problems;
  earlier: readonly EarlierFile[];
  kept: readonly EarlierFile[];
}) => (
  <Card id="files-part" title="證明文件">
    <div class="sq-stack">
      {(p.problems?.length ?? 0) > 0 ? (
        <Note>基於瀏覽器的限制，請重新選擇要上傳的檔案；其他資料都已保留。</Note>
      ) : null}
      {p.earlier.length > 0 ? (
        <>
          <HiddenFields values={{ filesAsked: 'yes' }} />
          <Checkboxes
            name="keepFile"
            label="上次上傳的文件"
            hint="勾選的文件會保留在修改後的應徵資料中；取消勾選即移除。"
            layout="parts"
            options={p.earlier.map((f) => ({ code: f.id, name: `${f.name}（${kilobytes(f.size)}）` }))}
            values={p.kept.map((f) => f.id)}
            problems={p.problems}
          />
        </>
      ) : null}
      <FileInput
        name="files"
        label={p.earlier.length > 0 ? '新增 PDF、PNG 或 JPEG 檔（選填）' : 'PDF、PNG 或 JPEG 檔（選填）'}
        hint={`至多 5 個${p.earlier.length > 0 ? '（含保留的文件）' : ''}，每個 10 MB、合計 20 MB 以內，不可加密。可一次選取多個檔案。`}
        accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
        multiple
        problems={p.problems}
      />
    </div>
  </Card>
);

/** How 須具 is established: declared here with the present post, checked by the agency. */
export const QualificationPart = (p: {
  problems: Problems;
  form: ParticularsForm;
  posts: readonly string[];
}) => (
  <Card id="qualification-part" title="任用資格聲明">
    <div class="sq-stack">
      <p>
        {p.posts.length > 0
          ? `本職缺須具公務人員任用資格，以您填寫的現職「${p.posts.join('」、「')}」聲明。`
          : '本職缺須具公務人員任用資格。您的經歷沒有現職，請填寫任用資格的依據。'}
        系統尚未與人事資料介接，聲明由徵才機關查驗。
      </p>
      <TextInput
        name="basis"
        label="任用資格的依據"
        aside={p.posts.length > 0 ? '選填' : undefined}
        required={p.posts.length === 0}
        hint="例如：民國 100 年普通考試人事行政類科及格，或曾任職務與銓敘審定結果。"
        value={p.form.basis}
        maxlength={PARTICULARS_LIMITS.basis}
        problems={p.problems}
      />
      <FieldGroup name="qualified" label="聲明" required problems={p.problems} id="qualified-group">
        <Check name="qualified" id="qualified" value="yes" checked={p.form.qualified}>
          本人具公務人員任用資格，並了解將由徵才機關查驗。
        </Check>
      </FieldGroup>
    </div>
  </Card>
);

/** 身心障礙者權益保障法 §16: what an applicant needs at an interview reaches the officer, and no choice is made by it. */
export const AdjustmentsPart = (p: { problems: Problems; form: ParticularsForm }) => (
  <Card id="adjustments-part" title="面試所需的合理調整（選填）">
    <TextArea
      name="adjustments"
      label="面試所需的合理調整"
      hideLabel
      hint="例如無障礙場地、手語翻譯、延長時間。只供徵才機關安排面試之用，不列入甄選考量，也不印在履歷上。"
      rows={3}
      value={p.form.adjustments}
      problems={p.problems}
    />
  </Card>
);

/** 個資法 §8 I, item by item, with the agency that collects; read without leaving the page and its chosen files. */
const collectionNotice = (agency: string): readonly Fact[] => [
  { term: '蒐集機關', value: agency },
  { term: '蒐集目的', value: '辦理本職缺之甄選（人事管理）。' },
  {
    term: '資料類別',
    value: '上列基本資料、學歷、經歷及自述，本職缺另外調閱的履歷項目，證明文件，以及您填寫的聲明與合理調整。',
  },
  {
    term: '利用期間、地區、對象及方式',
    value:
      '甄選期間及其後之保存期間，最長自職缺截止起一年，期滿刪除；在中華民國境內，由該機關人事人員以線上調閱、通知及甄選審查之方式利用。',
  },
  {
    term: '您的權利',
    value:
      '得依個人資料保護法第 3 條查詢、閱覽、複製、補充、更正，或請求停止蒐集、處理、利用及刪除；請在「我的應徵」操作，或洽該機關。',
  },
  { term: '不提供之影響', value: '未提供必填資料或未同意時，無法受理應徵。' },
];

/** 個資法 §8: told beside the box that consents. */
export const ConsentPart = (p: { problems: Problems; checked: boolean; agency: string }) => (
  <Card id="consent-part" title="同意">
    <div class="sq-stack">
      <Details summary="個人資料蒐集告知事項">
        <SummaryList facts={collectionNotice(p.agency)} />
      </Details>
      <FieldGroup name="consent" label="個人資料蒐集告知" required problems={p.problems} id="consent-group">
        <Check name="consent" id="consent" value="yes" checked={p.checked}>
          我已閱讀個人資料蒐集告知事項，同意{p.agency}為辦理本職缺甄選，蒐集、處理及利用以上資料。
        </Check>
      </FieldGroup>
    </div>
  </Card>
);
