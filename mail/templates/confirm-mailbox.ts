import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, paragraph, strong } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ConfirmMailboxData {
  expiresAt: string;
  /** The one-time link. */
  link: string;
}

/**
 * To a mailbox somebody named as theirs; nothing in it tells whether an account exists. No name either: whoever
 * asks chooses both, and could have us mail words of their own to a stranger.
 */
export function confirmMailboxMail(data: ConfirmMailboxData): Composed {
  return compose({
    subject: '請確認您的電子郵件信箱',
    preview: `請於 ${deadlineWords(data.expiresAt)} 前確認。`,
    name: '',
    heading: '請確認您的電子郵件信箱',
    parts: [
      paragraph('有人以這個信箱在事求人機關徵才系統申請應徵帳號。確認後才能應徵職缺。'),
      paragraph('請於 ', strong(deadlineWords(data.expiresAt)), ' 前按下按鈕，並在開啟的頁面完成確認。'),
      action(['確認信箱'], data.link),
    ],
    foot: ['如果不是您本人申請，請不必理會本信，信箱不會被使用。', FOOT_OF_SYSTEM],
  });
}
