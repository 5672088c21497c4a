/**
 * The code tables of the registration form, the résumé and our own short lists.
 * Codes are strings without padding; names are the words people see.
 */
import { codes, nameOf } from './code.ts';

export type { Code } from './code.ts';
export { isCode, nameOf } from './code.ts';
export type { JobSeries } from './job-series.ts';
export { JOB_SERIES, NO_JOB_SERIES } from './job-series.ts';
export {
  APPRAISAL_GRADES,
  COMPLETIONS,
  EDUCATION_LEVELS,
  INDIGENOUS_KINDS,
  MANAGER_LEVELS,
} from './resume-codes.ts';

/** R25: a workplace as lists print it, `10-臺北市`. */
export function workplaceLabel(code: string): string {
  return `${code}-${nameOf(WORKPLACES, code)}`;
}

/** R39: the 24 workplaces in the order of the form. */
export const WORKPLACES = codes(
  ['10', '臺北市'],
  ['20', '基隆市'],
  ['23', '新北市'],
  ['26', '宜蘭縣'],
  ['30', '新竹市'],
  ['31', '新竹縣'],
  ['33', '桃園市'],
  ['35', '苗栗縣'],
  ['42', '臺中市'],
  ['50', '彰化縣'],
  ['54', '南投縣'],
  ['60', '嘉義市'],
  ['61', '嘉義縣'],
  ['63', '雲林縣'],
  ['72', '臺南市'],
  ['82', '高雄市'],
  ['88', '澎湖縣'],
  ['89', '金門縣'],
  ['90', '屏東縣'],
  ['95', '臺東縣'],
  ['97', '花蓮縣'],
  ['98', '連江縣'],
  ['99', '跨縣市'],
  ['101', '中興新村'],
);

/** R36: the categories printed in the notes of the 公務人員履歷表(一般), then those of R60. */
export const PERSONNEL_CATEGORIES = codes(
  ['1', '司法人員'],
  ['2', '外交人員'],
  ['3', '警察人員'],
  ['4', '關務人員'],
  ['5', '交通事業人員'],
  ['6', '審計人員'],
  ['7', '主計人員'],
  ['8', '人事人員'],
  ['9', '政風人員'],
  ['10', '教育人員'],
  ['11', '一般人員'],
  ['12', '聘用人員'],
  ['13', '約僱人員'],
  ['14', '駐外人員'],
  ['15', '醫事人員'],
  ['71', '主辦會計人員'],
  ['72', '主辦統計人員'],
  ['73', '會計人員（非主辦）'],
  ['74', '統計人員（非主辦）'],
  ['80', '兼任教師'],
  ['81', '代理教師'],
  ['82', '代課教師'],
  ['83', '實習老師'],
  ['84', '不占缺代理教師'],
  ['90', '技工'],
  ['91', '駕駛'],
  ['92', '駐衛警'],
  ['93', '工友'],
  ['95', '清潔隊員'],
  ['96', '測量助理'],
  ['99', '其他人員'],
);

/** R60: the categories whose vacancies need no civil-service qualification by default. */
const OPEN_CATEGORIES: ReadonlySet<string> = new Set([
  '12',
  '13',
  '80',
  '81',
  '82',
  '83',
  '84',
  '90',
  '91',
  '92',
  '93',
  '95',
  '96',
  '99',
]);

/** R42: 官等類別, several may be chosen. */
export const RANK_CLASSES = ['簡任', '薦任', '委任', '其他'] as const;
export type RankClass = (typeof RANK_CLASSES)[number];

export type RetrievalMode = 'civilService' | 'open' | 'none';

/**
 * R53–R59. `name` stands beside a vacancy number (R69), `choice` on the form (R53), `platform` is where people
 * apply (R57, R58; '' = the system takes no application), `explanation` says what follows from the choice.
 */
export const RETRIEVAL_MODES: Readonly<
  Record<RetrievalMode, { name: string; choice: string; platform: string; explanation: string }>
> = {
  civilService: {
    name: '須具公務人員任用資格',
    choice: '須具公務人員任用資格職缺',
    platform: '職缺應徵',
    explanation: '該筆職缺將於【職缺應徵】系統開放應徵者應徵，系統每日 1、7、13、19 時產製履歷。',
  },
  open: {
    name: '不須具公務人員任用資格',
    choice: '不須具公務人員任用資格職缺',
    platform: '不須具公務人員任用資格職缺應徵平台',
    explanation: '該筆職缺將於【不須具公務人員任用資格職缺應徵平台】系統開放應徵者應徵，應徵當下即產製履歷。',
  },
  none: {
    name: '不使用應徵者履歷調閱',
    choice: '不使用應徵者履歷調閱',
    platform: '',
    explanation: '由機關自行收件，系統不受理線上應徵。',
  },
};

/** R60, R61: the method the form proposes for a personnel category; the officer may choose another. */
export function defaultMode(personnelCategory: string): RetrievalMode {
  return OPEN_CATEGORIES.has(personnelCategory) ? 'open' : 'civilService';
}

/** R51. */
export const SEXES = codes(['male', '男'], ['female', '女'], ['any', '不拘']);

/** R41: the four yes/no conditions, and the element of the official feed that carries each. */
export const SPECIAL_CONDITIONS = [
  { code: 'disabled', name: '歡迎身心障礙者參加甄選之職務', element: 'IS_HANDICAP' },
  { code: 'indigenous', name: '歡迎原住民族參加甄選之職務', element: 'IS_ORIGINAL' },
  { code: 'indigenousArea', name: '原住民族地區之職缺', element: 'IS_LOCAL_ORIGINAL' },
  { code: 'regionalSecondment', name: '地方創生借調', element: 'IS_TRANSFER' },
] as const;

/** Why a listing is extended. */
export const EXTENSION_REASONS = codes(
  ['fewApplicants', '應徵人數不足'],
  ['contentCorrected', '更正職缺內容'],
  ['outage', '系統或網路障礙，影響應徵'],
  ['disaster', '天然災害停止上班'],
  ['other', '其他業務需要'],
);

/** Why a listing is ended before its last day. */
export const ENDING_REASONS = codes(
  ['postFilled', '職缺已由其他途徑補實'],
  ['postAbolished', '職缺裁撤或凍結'],
  ['wrongContent', '職缺內容有誤，須重新公告'],
  ['other', '其他業務需要'],
);

/** Why a registration is withdrawn. */
export const WITHDRAW_REASONS = codes(
  ['notRecruiting', '暫不辦理徵才'],
  ['duplicate', '重複登錄'],
  ['wrongContent', '職缺內容有誤，將另行登錄'],
  ['other', '其他業務需要'],
);

/** The reason of a registration that lay untouched after its return (rule 6): the clock's, nobody chooses it. */
export const UNTOUCHED = 'untouched';

/** Why a withdrawn registration was withdrawn, in words. */
export const withdrawalWords = (reason: string): string =>
  reason === UNTOUCHED ? '退回補正後逾期未修正' : nameOf(WITHDRAW_REASONS, reason);

/** 個資法 §5: what a retrieval of résumés is for. */
export const RETRIEVAL_PURPOSES = codes(
  ['qualification', '資格審查'],
  ['shortlist', '書面審查及擇優面試'],
  ['panel', '甄審（選）委員會審議'],
  ['appointment', '錄取人員任用作業'],
);
