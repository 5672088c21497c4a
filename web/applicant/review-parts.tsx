/** The parts of the second step that are filled in: files, 任用資格, 合理調整, consent. */
import { PARTICULARS_LIMITS, type ParticularsForm } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import { Check, Checkboxes } from '../components/choices.tsx';
import { FieldGroup } from '../components/field.tsx';
import { Card, FileInput, HiddenFields, Note, TextArea, TextInput } from '../components/index.ts';
import { paths } from '../paths.ts';
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

/** 個資法 §8: told beside the box that consents. */
export const ConsentPart = (p: { problems: Problems; checked: boolean }) => (
  <Card id="consent-part" title="同意">
    <FieldGroup name="consent" label="個人資料蒐集告知" required problems={p.problems} id="consent-group">
      <Check name="consent" id="consent" value="yes" checked={p.checked}>
        我已閱讀<a href={paths.public.privacy()}>個人資料蒐集告知事項</a>
        ，同意徵才機關為辦理本職缺甄選，蒐集、處理及利用以上資料。
      </Check>
    </FieldGroup>
  </Card>
);
