import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

export interface MailboxChangedData {
  /** '' when it is not known. */
  name: string;
  changedAt: string;
  /** The front page, whose foot has the service telephone. */
  link: string;
}

/** To the mailbox an account no longer uses (ASVS 6.3.7): whoever did not do it learns of it. The new one is not named. */
export function mailboxChangedMail(data: MailboxChangedData): Composed {
  return compose({
    subject: '應徵帳號的信箱已變更',
    preview: `您的應徵帳號已於 ${stampWords(data.changedAt)} 改用另一個信箱。`,
    name: data.name,
    heading: '您的應徵帳號已改用另一個信箱',
    parts: [
      paragraph(
        `您的應徵帳號已於 ${stampWords(data.changedAt)} 改用另一個信箱登入，應徵通知也改寄到新的信箱，本信箱不再收到。其他裝置的登入都已結束。`,
      ),
      paragraph(
        '如果是您本人變更，不必再做任何事。如果不是，請立即撥打本系統網頁下方的服務電話，並告知本信的收件時間。',
      ),
      action(['前往事求人'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
