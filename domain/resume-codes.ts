/** The code tables of the 公務人員履歷表(一般). */
import { codes } from './code.ts';

/** 教育程度 of the résumé form. */
export const EDUCATION_LEVELS = codes(
  ['10', '國小'],
  ['21', '國中'],
  ['22', '初職'],
  ['23', '簡易師範'],
  ['31', '高中'],
  ['32', '高職'],
  ['33', '師範'],
  ['41', '二專'],
  ['42', '三專'],
  ['43', '五專'],
  ['44', '六年制醫專'],
  ['50', '大學'],
  ['51', '二技'],
  ['52', '四技'],
  ['60', '碩士'],
  ['70', '博士'],
);

/** 畢結肄 of the résumé form. */
export const COMPLETIONS = codes(['graduated', '畢業'], ['completed', '結業'], ['incomplete', '肄業']);

/** 主管級別 of the résumé form; empty = no managing post. */
export const MANAGER_LEVELS = codes(
  ['1', '首長'],
  ['2', '副首長'],
  ['3', '一級主管'],
  ['4', '二級主管'],
  ['5', '三級主管'],
  ['6', '四級以下主管'],
  ['7', '一級副主管'],
  ['8', '二級副主管'],
  ['9', '三級副主管'],
);

/** 考績等次 (公務人員考績法 §6). */
export const APPRAISAL_GRADES = ['甲', '乙', '丙', '丁'] as const;

/** 考績區分 (公務人員考績法 §3). */
export const APPRAISAL_KINDS = ['年終考績', '另予考績', '專案考績'] as const;

/** 銓審結果 (公務人員任用法 §20, §24 and its rules). Proposed: older outcomes have other words. */
export const REVIEW_RESULTS = ['合格實授', '先予試用', '准予權理', '准予任用', '機要人員准予登記'] as const;

/** 獎懲 (公務人員考績法 §12): 平時考核 by number of times, and the two of 專案考績. */
export const REWARD_RESULTS = [
  '嘉獎一次',
  '嘉獎二次',
  '記功一次',
  '記功二次',
  '記一大功',
  '一次記二大功',
  '申誡一次',
  '申誡二次',
  '記過一次',
  '記過二次',
  '記一大過',
  '一次記二大過',
] as const;

/** 國內外, for part 12. */
export const TRAINING_PLACES = codes(['domestic', '國內'], ['abroad', '國外']);

/** 兵役. Proposed, not demanded: the form prints a line. */
export const MILITARY_STATES = [
  '役畢',
  '免役',
  '替代役役畢',
  '補充兵役畢',
  '國民兵',
  '未役',
  '不適用',
] as const;

/** 身心障礙類別及等級 (身心障礙者權益保障法 §5, 身心障礙者鑑定作業辦法). Proposed: old certificates have other kinds. */
export const DISABILITY_KINDS = [
  '第一類',
  '第二類',
  '第三類',
  '第四類',
  '第五類',
  '第六類',
  '第七類',
  '第八類',
] as const;
export const DISABILITY_LEVELS = ['輕度', '中度', '重度', '極重度'] as const;

/** 族別, the sixteen peoples the Executive Yuan has recognised. Proposed: further ones may follow. */
export const INDIGENOUS_PEOPLES = [
  '阿美族',
  '泰雅族',
  '排灣族',
  '布農族',
  '卑南族',
  '魯凱族',
  '鄒族',
  '賽夏族',
  '雅美族',
  '邵族',
  '噶瑪蘭族',
  '太魯閣族',
  '撒奇萊雅族',
  '賽德克族',
  '拉阿魯哇族',
  '卡那卡那富族',
] as const;

/** 原住民族身分, for part 10 of the résumé. */
export const INDIGENOUS_KINDS = codes(['plain', '平地原住民'], ['mountain', '山地原住民']);
