/**
 * Every address of the web, written once. Parameters are encoded here; ids are ours and never personal data
 * (the reply and confirmation tokens are the only secrets, as they are the way in).
 */

type Param = string | number;
const seg = (value: Param): string => encodeURIComponent(String(value));
const vacancy = (no: Param): string => `/officer/vacancies/${seg(no)}`;
const applicants = (no: Param): string => `${vacancy(no)}/applicants`;
const application = (id: Param): string => `/applicant/applications/${seg(id)}`;

export const paths = {
  home: () => '/',
  healthz: () => '/healthz',
  readyz: () => '/readyz',
  metrics: () => '/metrics',
  asset: (file: string) => `/assets/${file}`,

  public: {
    vacancies: () => '/vacancies',
    vacancy: (no: Param) => `/vacancies/${seg(no)}`,
    /** 附件 */
    vacancyFile: (no: Param, id: Param) => `/vacancies/${seg(no)}/files/${seg(id)}`,
    openData: () => '/open-data',
    feed: (format: 'xml' | 'json' | 'atom') => `/open-data/vacancies.${format}`,
    feedSchema: () => '/open-data/vacancies.schema.json',
    /** What a résumé brought in as JSON must look like. */
    resumeSchema: () => '/open-data/resume.schema.json',
    /** 求職SOP */
    guide: () => '/guide',
    /** 公務人員履歷空白表格下載 */
    blankForm: () => '/blank-form',
    blankFormFile: () => '/blank-form/resume-form.pdf',
    /** 我要應徵: the choice between the two platforms */
    apply: () => '/apply',
    newsletterSubscribe: () => '/newsletter/subscribe',
    newsletterCancel: () => '/newsletter/cancel',
    newsletterConfirm: (token: string) => `/newsletter/confirm/${seg(token)}`,
    /** Preferences, by the signed link of every edition. */
    newsletterManage: (token: string) => `/newsletter/manage/${seg(token)}`,
    /** Where a mail programme's own button posts to (RFC 8058). */
    newsletterUnsubscribe: (token: string) => `/newsletter/unsubscribe/${seg(token)}`,
    /** 網站導覽 */
    siteMap: () => '/site-map',
    privacy: () => '/privacy',
    accessibility: () => '/accessibility',
  },

  apply: {
    civilService: () => '/apply/civil-service',
    open: () => '/apply/open',
    form: (no: Param) => `/apply/${seg(no)}`,
    /** Where the form keeps itself while it is typed; answers JSON. */
    autosave: (no: Param) => `/apply/${seg(no)}/autosave`,
  },

  applicant: {
    signUp: () => '/applicant/sign-up',
    confirm: (token: string) => `/applicant/confirm/${seg(token)}`,
    signIn: (next?: string) =>
      next ? `/applicant/sign-in?next=${encodeURIComponent(next)}` : '/applicant/sign-in',
    /** 我的應徵 */
    home: () => '/applicant',
    /** 我的履歷 */
    resume: () => '/applicant/resume',
    /** 我的簡歷 */
    brief: () => '/applicant/brief',
    /** One part of it: a list of rows, or 基本資料, 註記, 自述. */
    resumePart: (part: Param) => `/applicant/resume/${seg(part)}`,
    /** One row by its place from 1, or a new one. */
    resumeEntry: (list: Param, place: number | 'new') => `/applicant/resume/${seg(list)}/${place}`,
    resumeRemove: (list: Param, place: number) => `/applicant/resume/${seg(list)}/${place}/remove`,
    /** 簡要自述, saved while it is typed. */
    resumeStatementAutosave: () => '/applicant/resume/statement/autosave',
    resumePhoto: () => '/applicant/resume/photo',
    resumePhotoFile: () => '/applicant/resume/photo/file',
    resumePhotoRemove: () => '/applicant/resume/photo/remove',
    resumeExport: () => '/applicant/resume/export.json',
    resumeImport: () => '/applicant/resume/import',
    resumeImportConfirm: () => '/applicant/resume/import/confirm',
    resumePreview: (set?: 'open') => `/applicant/resume/preview.pdf${set ? '?set=open' : ''}`,
    deleteDraft: (id: Param) => `/applicant/drafts/${seg(id)}/delete`,
    profile: () => '/applicant/profile',
    mailbox: () => '/applicant/mailbox',
    confirmMailbox: (token: string) => `/applicant/mailbox/${seg(token)}`,
    /** 下載我的資料 */
    ownData: () => '/applicant/data',
    deleteAccount: () => '/applicant/delete',
    application,
    withdraw: (id: Param) => `${application(id)}/withdraw`,
    /** 婉拒錄取 */
    decline: (id: Param) => `${application(id)}/decline`,
    takeBackWithdrawal: (id: Param) => `${application(id)}/take-back`,
    resumeDocument: (id: Param) => `${application(id)}/resume`,
  },

  reply: {
    /** The signed link in the mail; opening it records nothing. */
    open: (token: string) => `/r/${seg(token)}`,
    post: () => '/r',
  },

  account: {
    signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
    signOut: () => '/sign-out',
    forgotPassword: () => '/forgot-password',
    resetPassword: (token: string) => `/reset-password/${seg(token)}`,
    /** 我的專區 */
    portal: () => '/portal',
    /** 個人資料 */
    profile: () => '/account',
    endSignIns: () => '/account/sign-ins/end',
    password: () => '/account/password',
    /** 代理人 and 通知設定 of an officer */
    deputies: () => '/account/deputies',
    deputyEnd: (id: Param) => `/account/deputies/${seg(id)}/end`,
    mailSettings: () => '/account/mail-settings',
  },

  officer: {
    vacancies: () => '/officer/vacancies',
    /** 歷史職缺 */
    pastVacancies: () => '/officer/vacancies/past',
    /** 新增, begun from a template or not. */
    newVacancy: (template?: Param) =>
      template === undefined ? '/officer/vacancies/new' : `/officer/vacancies/new?template=${seg(template)}`,
    /** 職缺行事曆; `month` is YYYY-MM, this one when left out. */
    calendar: (month?: Param, asList = false) => {
      const query = new URLSearchParams({
        ...(month === undefined ? {} : { month: String(month) }),
        ...(asList ? { view: 'list' } : {}),
      }).toString();
      return query ? `/officer/calendar?${query}` : '/officer/calendar';
    },
    /** 職缺範本 */
    templates: () => '/officer/templates',
    deleteTemplate: (id: Param) => `/officer/templates/${seg(id)}/delete`,
    saveTemplate: (no: Param) => `${vacancy(no)}/template`,
    /** 通知範本 */
    noticeTexts: () => '/officer/notice-texts',
    noticeText: (id: Param) => `/officer/notice-texts/${seg(id)}`,
    deleteNoticeText: (id: Param) => `/officer/notice-texts/${seg(id)}/delete`,
    /** The method a personnel category proposes (R60), as a part of the form. */
    modeDefault: () => '/officer/vacancies/mode',
    /** 刊登檢查, as a part of the form. */
    assist: () => '/officer/vacancies/assist',
    /** The status page of one vacancy. */
    vacancy,
    edit: (no: Param) => `${vacancy(no)}/edit`,
    /** What the running workflow answers, as a part of the vacancy's page. */
    process: (no: Param) => `${vacancy(no)}/process`,
    preview: (no: Param) => `${vacancy(no)}/preview`,
    /** 附件 of one of her agencies' vacancies, saved or not */
    file: (id: Param) => `/officer/files/${seg(id)}`,
    /** 職缺公告 */
    posting: (no: Param) => `${vacancy(no)}/posting.pdf`,
    /** 刊登證明 */
    listingCertificate: (no: Param) => `${vacancy(no)}/listing-certificate.pdf`,
    submit: (no: Param) => `${vacancy(no)}/submit`,
    withdraw: (no: Param) => `${vacancy(no)}/withdraw`,
    /** 復原撤回 */
    undoWithdrawal: (no: Param) => `${vacancy(no)}/withdraw/undo`,
    delete: (no: Param) => `${vacancy(no)}/delete`,
    extend: (no: Param) => `${vacancy(no)}/extend`,
    end: (no: Param) => `${vacancy(no)}/end`,
    /** 公開說明 of an extension or an early end that a reviewer sent back */
    listingNote: (no: Param, id: Param) => `${vacancy(no)}/listing-notes/${seg(id)}`,
    /** 移交 */
    handOver: (no: Param) => `${vacancy(no)}/hand-over`,
    copy: (no: Param) => `${vacancy(no)}/copy`,
    /** A draft keeps itself while it is typed; `new` has no number yet. */
    autosave: (no: Param | 'new') => `${vacancy(no)}/autosave`,
    /** 甄選結果 */
    results: (no: Param) => `${vacancy(no)}/results`,
    /** 核定 or 退回 of one drawn up by another officer */
    approveResults: (no: Param) => `${vacancy(no)}/results/approve`,
    returnResults: (no: Param) => `${vacancy(no)}/results/return`,
    /** 登錄婉拒 of somebody selected */
    postDeclined: (no: Param, id: Param) => `${vacancy(no)}/results/${seg(id)}/declined`,
    /** 遞補 */
    moveUp: (no: Param, id: Param) => `${vacancy(no)}/results/${seg(id)}/move-up`,
    /** 調閱簡歷 */
    briefs: (no: Param) => `${vacancy(no)}/briefs`,
    /** 調閱履歷 */
    applicants,
    /** What changed on the page since it was shown. */
    applicantStates: (no: Param) => `${applicants(no)}/states`,
    retrieve: (no: Param) => `${applicants(no)}/retrieve`,
    /** 匯出聯絡資訊 */
    contacts: (no: Param) => `${applicants(no)}/contacts`,
    /** 面試名冊, 簽到表 */
    roster: (no: Param) => `${applicants(no)}/roster`,
    /** 批次通知面試 */
    newNotices: (no: Param) => `${applicants(no)}/notices/new`,
    notices: (no: Param) => `${applicants(no)}/notices`,
    /** 通知信寄送情形 */
    noticeMails: (no: Param) => `${applicants(no)}/notices/mails`,
    /** 再寄給未送達者: all of the vacancy's, or one person's. */
    noticeMailsAgain: (no: Param, only?: Param) =>
      `${applicants(no)}/notices/mails/again${only === undefined ? '' : `?only=${seg(only)}`}`,
    /** 通知面試, or 查看通知 once notified */
    notice: (no: Param, id: Param) => `${applicants(no)}/${seg(id)}/notice`,
    noticeWithdraw: (no: Param, id: Param) => `${applicants(no)}/${seg(id)}/notice/withdraw`,
    /** 資格審查 of several people, and of one */
    screenings: (no: Param) => `${applicants(no)}/screening`,
    screening: (no: Param, id: Param) => `${applicants(no)}/${seg(id)}/screening`,
    /** 備註 among officers */
    notes: (no: Param, id: Param) => `${applicants(no)}/${seg(id)}/notes`,
    noteDelete: (no: Param, id: Param, note: Param) =>
      `${applicants(no)}/${seg(id)}/notes/${seg(note)}/delete`,
    brief: (no: Param, id: Param) => `${applicants(no)}/${seg(id)}/brief`,
    /** 操作說明: its contents, or one of its pages */
    handbook: (page?: string) => (page ? `/officer/handbook/${seg(page)}` : '/officer/handbook'),
    handbookPicture: (file: string) => `/officer/handbook/pictures/${seg(file)}`,
    /** The officers' keyword box of the header (R10). */
    search: () => '/officer/search',
    /** 查詢回覆紀錄 */
    replies: () => '/officer/replies',
    repliesExport: () => '/officer/replies/export',
    /** 機關徵才匯入 */
    import: () => '/officer/import',
    /** The empty sheet to fill in. */
    importTemplate: (kind: 'xlsx' | 'ods' | 'csv') => `/officer/import/template.${kind}`,
    /** One dry run, then what came of it. */
    importOf: (id: Param) => `/officer/import/${seg(id)}`,
    importUndo: (id: Param) => `/officer/import/${seg(id)}/undo`,
  },

  review: {
    list: () => '/review',
    /** 公開說明 of an extension or an early end */
    note: (id: Param) => `/review/notes/${seg(id)}`,
    vacancy: (no: Param) => `/review/${seg(no)}`,
    file: (no: Param, id: Param) => `/review/${seg(no)}/files/${seg(id)}`,
    approve: (no: Param) => `/review/${seg(no)}/approve`,
    return: (no: Param) => `/review/${seg(no)}/return`,
  },

  agency: {
    /** 帳號管理 of an agency administrator */
    accounts: () => '/agency/accounts',
    account: (id: Param) => `/agency/accounts/${seg(id)}`,
  },

  ops: {
    home: () => '/ops',
    /** 立即產製 */
    produce: () => '/ops/produce',
    /** 再產製一次 */
    produceAgain: () => '/ops/produce/again',
    outbox: () => '/ops/outbox',
    mail: () => '/ops/mail',
    /** 稽核查詢; a post there is 檢核 */
    audit: () => '/ops/audit',
  },
} as const;
