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

/** 原住民族身分, for part 10 of the résumé. */
export const INDIGENOUS_KINDS = codes(['plain', '平地原住民'], ['mountain', '山地原住民']);
