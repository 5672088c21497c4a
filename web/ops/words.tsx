/** Words of the operations page for kinds and codes; the code itself stays visible, since logs and histories say it. */
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { Blank } from '../components/index.ts';

const OUTBOX_KINDS: Record<string, string> = {
  startVacancy: '啟動職缺流程',
  signalVacancy: '通知職缺流程',
  signalApplication: '通知應徵流程',
  startMail: '啟動寄信',
};
const SIGNALS: Record<string, string> = {
  vacancyChanged: '職缺有變更',
  applicationReceived: '收到應徵',
  applicationChanged: '應徵有變更',
  noticeChanged: '面試通知有變更',
  replyRecorded: '收到回覆',
  resultChanged: '甄選結果有變更',
};
const MAIL_KINDS: Record<string, string> = {
  receipt: '應徵收件通知',
  produced: '履歷已產製通知',
  notice: '面試通知',
  noticeWithdrawn: '撤回面試通知',
  interviewOff: '面試取消通知機關',
  correction: '應徵資料更正通知',
  passwordChanged: '密碼變更通知',
  reminder: '面試提醒',
  replyReceipt: '回覆收據',
  replyWord: '回覆通知機關',
  screening: '資格審查通知',
  result: '甄選結果通知',
  reserveEnded: '候補期間屆滿通知',
  placeFree: '正取出缺通知機關',
  resultApproval: '甄選結果等候核定',
  digest: '每日應徵人數',
  closing: '截止通知',
  closingSoon: '即將截止提醒',
  draft: '應徵草稿提醒',
  archiveWarning: '封存提醒',
  resultReminder: '甄選結果未登錄提醒',
  noResult: '徵才結束通知應徵者',
  reviewOutcome: '審核結果通知',
  noteReturned: '公開說明退回補正',
  withdrawn: '撤回應徵通知',
  vacancyWithdrawn: '職缺撤回通知應徵者',
  confirmMailbox: '信箱確認',
  changeMailbox: '新信箱確認',
  mailboxChanged: '信箱變更通知（舊信箱）',
  contactChanged: '應徵者信箱變更通知機關',
  passwordReset: '重設密碼',
  newsletter: '職缺電子報',
  newsletterConfirm: '電子報訂閱確認',
  newsletterManage: '電子報管理連結',
};
const CODES: Record<string, string> = {
  recordGone: '履歷資料或其金鑰已不存在',
  recordUnreadable: '履歷資料無法解讀',
  typesetFailed: '排版失敗',
  typesetTimeout: '排版逾時',
  typesetDied: '排版程序中斷',
  typesetTooLarge: '履歷內容過大',
  neverStarted: '流程一直沒有啟動',
  notStarted: '流程尚未啟動',
  workflowNotFound: '找不到流程',
  invalidArgument: '內容不被接受',
  permissionDenied: '沒有權限',
  unimplemented: '伺服器不支援',
  unauthenticated: '未通過驗證',
  unavailable: '伺服器沒有回應',
  deadlineExceeded: '伺服器逾時未回應',
  resourceExhausted: '伺服器忙碌',
};
const SCHEDULES: Record<string, string> = {
  'resume-production': '履歷產製',
  reconcile: '核對與補送',
  feeds: '開放資料更新',
  newsletter: '職缺電子報',
};

const wordOf = (table: Record<string, string>, key: string): string =>
  Object.hasOwn(table, key) ? (table[key] as string) : key;

export const mailKindWords = (kind: string): string => wordOf(MAIL_KINDS, kind);
export const scheduleWords = (id: string): string => wordOf(SCHEDULES, id);
export const messageWords = (kind: string, signal: string | null): string =>
  signal ? `${wordOf(OUTBOX_KINDS, kind)}：${wordOf(SIGNALS, signal)}` : wordOf(OUTBOX_KINDS, kind);

/** A code with its words, where it has some. */
export const Code = ({ value }: { value: string | null }) =>
  value === null || value === '' ? (
    <Blank why="沒有代碼" />
  ) : (
    <>
      {Object.hasOwn(CODES, value) ? `${CODES[value]} ` : null}
      <code>{value}</code>
    </>
  );

/** `115/11/24 13:00` */
export const minuteOf = (at: Date | string): string =>
  formatRocDateTime(new Date(at).toISOString()).slice(0, -3);

/** How long ago, in the largest whole unit: 3 分鐘前; what is under a minute old is 不到 1 分鐘. */
export function agoWords(at: Date, now: Date): string {
  const minutes = Math.floor(Math.max(0, now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return '不到 1 分鐘前';
  if (minutes < 60) return `${minutes} 分鐘前`;
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} 小時前` : `${Math.floor(minutes / 1_440)} 天前`;
}

/** Since when, and how long that is; on a phone the two stand below each other. */
export const Since = ({ at, now, none }: { at: Date | null; now: Date; none?: string }) =>
  at ? (
    <>
      <span class="sq-num">{minuteOf(at)}</span>
      <wbr />
      <span class="sq-nowrap">（{agoWords(at, now)}）</span>
    </>
  ) : (
    <span>{none ?? '沒有'}</span>
  );
