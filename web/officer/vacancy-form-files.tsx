/** 附件 on the registration form: what is there, each to be kept or not, and more. */
import { fileFacts, type VacancyFile } from '../../domain/vacancy-files.ts';
import { Card, Checkboxes, FileInput, HiddenFields } from '../components/index.ts';
import { paths } from '../paths.ts';
import { FileLine, showFile } from '../public/vacancy-files.tsx';
import type { VacancyFormView } from './vacancy-form-view.ts';

const KINDS = '.pdf,.png,.jpg,.jpeg,.odt,.ods';

/** The files that are there, to be looked at; those a scanner holds back say so. */
const There = ({ files, view }: { files: readonly VacancyFile[]; view: VacancyFormView }) => (
  <div class="sq-small">
    <p class="sq-quiet">下載檢視：</p>
    <ul class="sq-plainlist sq-anywhere">
      {files.map((file) => (
        <li>
          <FileLine
            file={showFile(
              file,
              view.files?.scans.get(file.id),
              view.files?.scanning ?? false,
              paths.officer.file(file.id),
            )}
          />
        </li>
      ))}
    </ul>
  </div>
);

export const FilesCard = ({ view }: { view: VacancyFormView }) => {
  const { files } = view.content;
  return (
    <Card id="files-part" title="附件">
      <div class="sq-stack">
        <HiddenFields values={{ filesAsked: 'yes' }} />
        {files.length > 0 ? (
          <>
            <Checkboxes
              name="keepFile"
              label="已加入的附件"
              hint="取消勾選，儲存後即移除。"
              layout="parts"
              options={files.map((file) => ({ code: file.id, name: `${file.name}（${fileFacts(file)}）` }))}
              values={files.map((file) => file.id)}
              problems={view.problems}
            />
            <There files={files} view={view} />
          </>
        ) : null}
        <FileInput
          name="files"
          label={files.length > 0 ? '新增附件' : '加入附件（選填）'}
          hint="如報名表、簡章。PDF、PNG、JPEG 或 ODF（.odt、.ods），至多 5 個，每個 10 MB、合計 20 MB 以內，不可加密、不可含巨集；刊登後民眾可下載。可一次選取多個，儲存草稿或送出審核時上傳。"
          accept={KINDS}
          multiple
          problems={view.problems}
        />
      </div>
    </Card>
  );
};
