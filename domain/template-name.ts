/** The name under which an agency keeps something to begin with: 職缺範本, 通知範本. */
import type { Problem } from './problem.ts';

export const MAX_TEMPLATE_NAME = 40;

/** What is wrong with a name typed, apart from its being taken; null when nothing is. */
export function templateNameProblem(field: string, name: string): Problem | null {
  if (name === '') return { field, message: '請輸入範本名稱' };
  if ([...name].length > MAX_TEMPLATE_NAME)
    return { field, message: `範本名稱最多 ${MAX_TEMPLATE_NAME} 字，請縮短` };
  return null;
}
