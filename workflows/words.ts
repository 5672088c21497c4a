/** One-line summaries an operator reads beside timers, activities and runs. Nothing here names a person. */
export const WORDS = {
  opening: '開始刊登',
  withdrawal: '退回補正逾 180 日，撤回登錄',
  closing: '截止刊登',
  digest: '每日應徵人數通知',
  recheck: '等候最後一次履歷產製',
  closingNotice: '截止通知',
  warning: '封存前提醒',
  archive: '封存並刪除個人資料',
  stillOpen: '等候應徵流程結束',
  renewal: '換新一輪執行',
  extend: '延長刊登',
  end: '提前截止',
  receipt: '應徵收件通知',
  resume: '產製履歷',
  notice: '面試通知',
  beforeInterview: '面試前一日提醒',
  beforeReplyBy: '回覆期限前一日提醒',
  replyBy: '回覆期限',
  replyReceipt: '回覆收件通知',
  result: '甄選結果通知',
  reserve: '候補期間',
  offerNext: '遞補備取人員',
  reserveEnded: '候補期間屆滿通知',
  endApplication: '結束應徵流程',
  slot: '定時產製履歷',
  mail: '寄送信件',
  newsletter: '寄送職缺電子報',
  newsletterAgain: '等候再次寄送電子報',
} as const;

export const vacancySummary = (vacancyNo: string): string => `職缺 ${vacancyNo}`;
export const applicationSummary = (vacancyNo: string): string => `應徵職缺 ${vacancyNo}`;
