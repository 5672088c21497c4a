import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, paragraph, strong } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ChangeMailboxData {
  expiresAt: string;
  /** The one-time link. */
  link: string;
}

/** To the mailbox an applicant wants to move her account to. No name: whoever reads this may be a stranger. */
export function changeMailboxMail(data: ChangeMailboxData): Composed {
  return compose({
    subject: '請確認新的電子郵件信箱',
    preview: `請於 ${deadlineWords(data.expiresAt)} 前確認。`,
    name: '',
    heading: '請確認新的電子郵件信箱',
    parts: [
      paragraph('有人要把事求人機關徵才系統的應徵帳號改用這個信箱。確認前，帳號仍使用原來的信箱。'),
      paragraph(
        '請於 ',
        strong(deadlineWords(data.expiresAt)),
        ' 前按下按鈕，在開啟的頁面輸入帳號的密碼，完成變更。',
      ),
      action(['確認新信箱'], data.link),
    ],
    foot: ['如果不是您本人要求，請不必理會本信，信箱不會被使用。', FOOT_OF_SYSTEM],
  });
}
