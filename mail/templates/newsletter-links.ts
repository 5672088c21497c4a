import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph, strong } from '../letter.ts';
import { deadlineWords } from '../words.ts';

const FREQUENCIES = { daily: '每日', weekly: '每週一' } as const;

/**
 * R14: to a mailbox somebody named as theirs. The search is told by its codes alone: a keyword is a stranger's own
 * words, and could have us mail them to anybody.
 */
export function newsletterConfirmMail(data: {
  /** The conditions chosen from lists, in words. */
  conditions: readonly string[];
  frequency: 'daily' | 'weekly';
  expiresAt: string;
  link: string;
}): Composed {
  return compose({
    subject: '請確認訂閱職缺電子報',
    preview: `請於 ${deadlineWords(data.expiresAt)} 前確認。`,
    name: '',
    heading: '請確認訂閱職缺電子報',
    parts: [
      paragraph('有人以這個信箱訂閱職缺電子報。確認後才會開始寄送。'),
      facts(['條件', data.conditions.join('、')], ['寄送', FREQUENCIES[data.frequency]]),
      paragraph('請於 ', strong(deadlineWords(data.expiresAt)), ' 前按下按鈕，並在開啟的頁面完成確認。'),
      action(['確認訂閱'], data.link),
    ],
    foot: ['如果不是您本人訂閱，請不必理會本信；未確認的信箱將於期限後刪除。', FOOT_OF_SYSTEM],
  });
}

/** R15: the way to preferences and cancelling, for who has no edition at hand. */
export function newsletterManageMail(data: { link: string }): Composed {
  return compose({
    subject: '管理或取消職缺電子報',
    preview: '按下按鈕，變更或取消您的訂閱。',
    name: '',
    heading: '管理或取消職缺電子報',
    parts: [
      paragraph('有人要求變更或取消這個信箱的職缺電子報。請按下按鈕，在開啟的頁面操作。'),
      action(['管理或取消訂閱'], data.link),
    ],
    foot: ['如果不是您本人要求，請不必理會本信，訂閱不會改變。', FOOT_OF_SYSTEM],
  });
}
