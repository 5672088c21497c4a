import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, paragraph, strong } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface PasswordResetData {
  /** '' when it is not known. */
  name: string;
  expiresAt: string;
  /** The one-time link. */
  link: string;
}

/** To the mailbox of an account whose password somebody asked to set anew. */
export function passwordResetMail(data: PasswordResetData): Composed {
  return compose({
    subject: '重設密碼',
    preview: `連結在 ${deadlineWords(data.expiresAt)} 前有效，只能使用一次。`,
    name: data.name,
    heading: '重設密碼',
    parts: [
      paragraph('我們收到重設您帳號密碼的申請。'),
      paragraph(
        '連結在 ',
        strong(deadlineWords(data.expiresAt)),
        ' 前有效，只能使用一次。重設後，所有已登入的裝置都會登出。',
      ),
      action(['重設密碼'], data.link),
    ],
    foot: ['如果不是您本人申請，請不必理會本信，密碼不會改變；若一再收到，請洽系統管理者。', FOOT_OF_SYSTEM],
  });
}
