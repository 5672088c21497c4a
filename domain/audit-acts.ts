/** The acts of the audit trail in words, and the questions an auditor asks of them. */

export const AUDIT_GROUPS = {
  personal: '檢視或下載個人資料',
  decision: '通知、審查與結果',
  application: '應徵者的動作',
  vacancy: '職缺登錄與審核',
  account: '帳號與登入',
  system: '系統與營運',
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

interface AuditAct {
  name: string;
  group: AuditGroup;
}

const of = (group: AuditGroup, names: Readonly<Record<string, string>>): [string, AuditAct][] =>
  Object.entries(names).map(([act, name]) => [act, { name, group }]);

/** Every act that is written anywhere; a test holds the table to the code. */
export const AUDIT_ACTS: ReadonlyMap<string, AuditAct> = new Map([
  ...of('personal', {
    'resume.retrieve': '調閱履歷',
    'resume.retrieveBraked': '調閱人數達上限，停止調閱',
    'brief.view': '調閱簡歷',
    'briefs.page': '調閱簡歷名單',
    'applicants.page': '檢視應徵者名單',
    'applicants.searchById': '以身分證字號查詢應徵者',
    'applicants.searchByName': '以姓名查詢應徵者',
    'applicants.states': '應徵者名單更新',
    'applicants.ticked': '勾選應徵者',
    'contacts.export': '匯出聯絡資訊',
    'roster.export': '產製面試名冊或簽到表',
    'replies.page': '查詢回覆紀錄',
    'replies.export': '匯出回覆紀錄',
    'notice.view': '查看通知',
    'notice.form': '填寫面試通知',
    'notice.mails': '查看通知信寄送情形',
    'letter.mails': '查看審查與結果信件寄送情形',
    'screening.view': '檢視資格審查',
    'result.candidates': '檢視甄選結果名單',
    'result.view': '檢視甄選結果',
  }),
  ...of('decision', {
    'notice.single': '通知面試',
    'notice.batch': '批次通知面試',
    'notice.withdraw': '撤回面試通知',
    'notice.mailsAgain': '再寄給未送達者',
    'letter.mailsAgain': '再寄審查或結果信件',
    'screening.decide': '資格審查',
    'note.add': '新增備註',
    'note.delete': '刪除備註',
    'result.drawUp': '擬具甄選結果',
    'result.return': '退回甄選結果',
    'result.send': '核定並送出甄選結果',
    'result.decline': '登錄婉拒錄取',
    'result.moveUp': '遞補',
    'result.offerNext': '通知機關可遞補',
    'result.reserveEnded': '候補期間屆滿',
  }),
  ...of('application', {
    'application.submit': '應徵',
    'application.change': '更正應徵資料',
    'application.withdraw': '撤回應徵',
    'application.takeBackWithdrawal': '取消撤回應徵',
    'application.end': '應徵結束',
    'applicationDraft.save': '儲存應徵草稿',
    'applicationDraft.delete': '刪除應徵草稿',
    'notice.reply': '回覆面試通知',
    'resume.change': '修改我的履歷',
    'resume.import': '匯入我的履歷',
    'resume.export': '匯出我的履歷',
    'account.download': '下載我的資料',
    'account.delete': '刪除應徵者帳號',
    'newsletter.confirm': '確認訂閱電子報',
    'newsletter.change': '變更電子報條件',
    'newsletter.cancel': '取消電子報',
  }),
  ...of('vacancy', {
    'vacancy.create': '新增職缺',
    'vacancy.save': '儲存職缺',
    'vacancy.submit': '送出審核',
    'vacancy.revise': '修改刊登中職缺',
    'vacancy.approve': '審核通過',
    'vacancy.return': '退回補正',
    'vacancy.returnLate': '逾期退回補正',
    'vacancy.list': '刊登',
    'vacancy.extend': '延長刊登',
    'vacancy.endEarly': '提前截止',
    'vacancy.close': '截止',
    'listingNote.rewrite': '修正公開說明',
    'listingNote.approve': '公開說明審核通過',
    'listingNote.return': '公開說明退回補正',
    'vacancy.endApplications': '結束應徵',
    'vacancy.archive': '封存',
    'vacancy.withdraw': '撤回職缺',
    'vacancy.undoWithdrawal': '復原撤回',
    'vacancy.withdrawUntouched': '久未補正，自動撤回',
    'vacancy.deleteDraft': '刪除草稿',
    'vacancy.handOver': '移交職缺',
    'vacancy.import': '機關徵才匯入',
    'vacancy.importUndo': '復原匯入',
    'vacancy.importFeed': '匯入 Open Data',
    'vacancyTemplate.create': '存為範本',
    'vacancyTemplate.delete': '刪除範本',
    'noticeText.create': '存為通知範本',
    'noticeText.change': '修改通知範本',
    'noticeText.delete': '刪除通知範本',
  }),
  ...of('account', {
    signIn: '登入',
    'signIn.refused': '登入遭拒',
    'signIn.unconfirmed': '信箱未確認而未登入',
    'signIn.endOthers': '結束其他登入',
    signOut: '登出',
    'stepUp.refused': '再次輸入密碼不符',
    'password.change': '變更密碼',
    'password.forgot': '申請重設密碼',
    'password.reset': '重設密碼',
    'applicant.signUp': '應徵者註冊',
    'applicant.confirm': '確認信箱',
    'account.noticeSettings': '變更通知設定',
    'account.disable': '停用人事人員帳號',
    'account.enable': '啟用人事人員帳號',
    'deputy.name': '指定代理人',
    'deputy.end': '結束代理',
  }),
  ...of('system', {
    'resume.produce': '產製履歷',
    'resume.fail': '履歷產製失敗',
    'resume.again': '再產製一次',
    'production.trigger': '立即產製',
    'mail.handedOver': '郵件已交寄',
    'mail.permanentFailure': '郵件遭拒收',
    'mail.again': '郵件再寄一次',
    'outbox.again': '訊息再送一次',
    'attachment.scanFailed': '附件掃毒未通過',
    'vacancyFile.scanFailed': '職缺附件掃毒未通過',
    'audit.verify': '檢核稽核軌跡',
    'audit.read': '查詢稽核軌跡',
  }),
]);

/** The acts of one group. */
export const actsOf = (group: AuditGroup): string[] =>
  [...AUDIT_ACTS].filter(([, act]) => act.group === group).map(([name]) => name);

export const isAuditGroup = (text: string): text is AuditGroup => Object.hasOwn(AUDIT_GROUPS, text);
