/** Kinds and details of audit events in words. */
import { AUDIT_GROUPS, isAuditGroup } from '../../domain/audit-acts.ts';
import { mailKindWords } from './words.tsx';

const WHO: Record<string, string> = {
  officer: '人事人員',
  agencyAdmin: '機關管理者',
  reviewer: '審核人員',
  operator: '系統管理人員',
  auditor: '稽核人員',
  applicant: '應徵者本人',
  tokenHolder: '持信件連結者',
  gate: '登入程序',
  public: '未登入者',
  worker: '系統',
};
const SUBJECTS: Record<string, string> = {
  application: '應徵',
  vacancy: '職缺',
  account: '帳號',
  applicant: '應徵者帳號',
  agency: '所屬機關',
  mail: '郵件',
  outbox: '待送訊息',
  production: '履歷產製',
  audit: '稽核軌跡',
  newsletter: '電子報',
  vacancyImport: '匯入',
  vacancyTemplate: '範本',
  applicationDraft: '應徵草稿',
};
const DETAILS: Record<string, (value: string) => string> = {
  page: (value) => `名單第 ${value} 頁`,
  count: (value) => `${value} 筆`,
  version: (value) => `第 ${value} 版`,
  revision: (value) => `第 ${value} 次送審`,
  pages: (value) => `${value} 頁`,
  files: (value) => `附件 ${value} 個`,
  fileType: (value) => `檔案 ${value.toUpperCase()}`,
  number: (value) => `編號 ${value}`,
  login: (value) => `帳號 ${value}`,
  group: (value) => (isAuditGroup(value) ? AUDIT_GROUPS[value] : value),
  kind: (value) => mailKindWords(value),
  attempt: (value) => `第 ${value} 次`,
  code: (value) => `代碼 ${value}`,
  way: (value) => (value === 'account' ? '帳號登入' : value),
};
/** Said elsewhere in the row, or of no use to a reader; 0 characters missing is no news. */
const unsaid = (key: string, value: unknown): boolean =>
  ['vacancyNo', 'accountId', 'retrieval', 'notices'].includes(key) || (key === 'missing' && value === 0);

const wordOf = (table: Record<string, string>, key: string): string =>
  Object.hasOwn(table, key) ? (table[key] as string) : key;

export const whoWords = (kind: string): string => wordOf(WHO, kind);
export const subjectKindWords = (kind: string): string => wordOf(SUBJECTS, kind);

/** Counts and codes in the order of the event; a key without words stands as it is, as in the record. */
export function detailWords(details: Record<string, unknown> | null): string {
  return Object.entries(details ?? {})
    .filter(([key, value]) => value !== null && value !== '' && value !== false && !unsaid(key, value))
    .map(([key, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return Object.hasOwn(DETAILS, key) ? DETAILS[key]?.(text) : `${key}：${text}`;
    })
    .join('　');
}
