import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface PasswordChangedData {
  /** '' when it is not known. */
  name: string;
  changedAt: string;
  /** Where a password is set anew. */
  link: string;
}

/** To the mailbox of an account whose password was changed (ASVS 6.3.7): whoever did not do it learns of it. */
export function passwordChangedMail(data: PasswordChangedData): Composed {
  return compose({
    subject: '密碼已變更',
    preview: `您帳號的密碼已於 ${stampWords(data.changedAt)} 變更。`,
    name: data.name,
    heading: '您的密碼已變更',
    parts: [
      paragraph(`您帳號的密碼已於 ${stampWords(data.changedAt)} 變更，其他裝置的登入都已結束。`),
      paragraph('如果是您本人變更，不必再做任何事。如果不是，請立即重設密碼。'),
      action(['重設密碼'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
