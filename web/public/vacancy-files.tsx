/** 附件 of a vacancy on its page: name, kind, size, and where to have it. */
import { mayBeOffered, type ScanState } from '../../domain/scan.ts';
import { fileFacts, type VacancyFile } from '../../domain/vacancy-files.ts';

export interface ShownFile extends VacancyFile {
  /** Null while it may not be had. */
  href: string | null;
  /** Why not; '' when it may. */
  why: string;
}

/** @param scan undefined for a file that is gone */
export function showFile(
  file: VacancyFile,
  scan: ScanState | undefined,
  scanning: boolean,
  href: string,
): ShownFile {
  if (scan && mayBeOffered(scan, scanning)) return { ...file, href, why: '' };
  return {
    ...file,
    href: null,
    why: scan === 'pending' ? '病毒掃描中，完成後即可下載' : '未通過檢查，不提供下載',
  };
}

/** What a link says beside its name; also to whoever only hears it. */
export const FileLine = ({ file }: { file: ShownFile }) => (
  <>
    {file.href ? (
      <a href={file.href} download>
        {file.name}（{fileFacts(file)}）
      </a>
    ) : (
      <>
        {file.name}（{fileFacts(file)}）
      </>
    )}
    {file.why ? <span class="sq-quiet">　{file.why}</span> : null}
  </>
);

export const VacancyFiles = ({ files }: { files: readonly ShownFile[] }) =>
  files.length === 0 ? null : (
    <section aria-labelledby="files">
      <h2 id="files">附件下載</h2>
      <ul class="sq-plainlist sq-anywhere">
        {files.map((file) => (
          <li>
            <FileLine file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
