/** 通知範本 within the form of a notice: one taken into it, and its own content kept as one. */
import type { NoticeText } from '../../db/queries/notice-texts.ts';
import { NOTICE_LIMITS } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { MAX_TEMPLATE_NAME } from '../../domain/template-name.ts';
import { Button, Buttons, Details, problemOf, Select, TextArea, TextInput } from '../components/index.ts';
import { paths } from '../paths.ts';

/** What the form's two buttons say in `do`. */
export const TAKE_TEXT = 'takeText';
export const KEEP_TEXT = 'keepText';

export interface NoticeStock {
  /** Of the vacancy's agency. */
  texts: readonly NoticeText[];
  chosen: string;
  /** The name typed for a new one. */
  name: string;
  /** The content that stood in the form before one was taken; '' = none. */
  replaced: string;
}

/** Above the content: takes one of the agency's texts into it. Nothing where there is none yet. */
export const TakeText = ({ stock, problems }: { stock: NoticeStock; problems: readonly Problem[] }) =>
  stock.texts.length === 0 ? null : (
    <>
      <Select
        name="noticeText"
        label="通知範本（選填）"
        width={4}
        hint="只換下方的通知內容；面試時間、地點及其他欄位不變。"
        options={stock.texts.map(({ id, name }) => ({ code: id, name }))}
        value={stock.chosen}
        empty="請選擇"
        problems={problems}
      />
      <div class="sq-w2">
        <Buttons>
          <Button kind="secondary" name="do" value={TAKE_TEXT}>
            帶入範本
          </Button>
        </Buttons>
      </div>
    </>
  );

/** What was typed before stays at hand for copying. */
export const ReplacedText = ({ stock }: { stock: NoticeStock }) =>
  stock.replaced === '' ? null : (
    <Details summary="帶入範本前的通知內容">
      <TextArea
        name="replaced"
        label="帶入範本前的通知內容"
        hideLabel
        readonly
        rows={6}
        value={stock.replaced}
        maxlength={NOTICE_LIMITS.content}
      />
    </Details>
  );

/** Below the questions: keeps the content for the next notices of the agency. */
export const KeepText = ({ stock, problems }: { stock: NoticeStock; problems: readonly Problem[] }) => (
  <Details summary="把通知內容存為範本" open={problemOf(problems, 'textName') !== undefined}>
    <div class="sq-stack">
      <TextInput
        name="textName"
        label="範本名稱"
        hint={`最多 ${MAX_TEMPLATE_NAME} 字，同機關不能重複。只存通知內容，同機關的人事人員都能使用；內容請勿含應徵者姓名等個人資料。`}
        value={stock.name}
        problems={problems}
        maxlength={MAX_TEMPLATE_NAME}
      />
      <Buttons>
        <Button kind="secondary" name="do" value={KEEP_TEXT}>
          存為範本
        </Button>
        <a href={paths.officer.noticeTexts()} target="_blank" rel="noopener">
          修改或刪除通知範本（另開視窗）
        </a>
      </Buttons>
    </div>
  </Details>
);
