/** What both steps of applying carry of the draft: where it keeps itself, its button, and what became of it. */
import { Button, HiddenFields } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { Applied } from './open-vacancy.ts';

/** Where the form keeps itself while it is typed. A change of what was handed in is no draft. */
export const draftAttributes = (p: { vacancy: Applied; change?: boolean }): Record<string, string> =>
  p.change ? {} : { 'data-autosave': paths.apply.autosave(p.vacancy.no) };

export const SaveDraftButton = () => (
  <Button name="act" value="saveDraft" kind="secondary">
    儲存草稿
  </Button>
);

/**
 * What became of the draft, said by the page's script as well.
 * @param p.savedAt in words; absent on a page that follows a press
 * @param p.files the page takes files
 */
export const DraftState = (p: { version: number; savedAt?: string; files?: boolean }) => (
  <>
    <HiddenFields values={{ draftVersion: String(p.version) }} />
    <p class="sq-small sq-quiet">
      草稿只有您看得到，送出後機關才收到。{p.files ? '選取的檔案不存入草稿，送出時一併上傳。' : ''}
      <span role="status" data-autosave-status>
        {p.savedAt ? `草稿於 ${p.savedAt} 儲存` : ''}
      </span>
    </p>
  </>
);
