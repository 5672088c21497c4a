/** Who a person is: asked in the same words when applying and in the résumé she keeps. */
import { checkIdNumber } from './id-number.ts';
import type { Problem } from './problem.ts';
import type { BasicPart } from './resume-record.ts';
import { isDay } from './taipei-time.ts';

export const IDENTITY_LIMITS = { name: 50, address: 200 } as const;

/** @param today the Taipei day, ISO; without it a birth date in the future passes */
export function checkIdentity(
  input: Pick<BasicPart, 'name' | 'idNumber' | 'birthDate' | 'sex'>,
  today: string | undefined,
): Problem[] {
  const problems: Problem[] = [];
  if (input.name === '') problems.push({ field: 'name', message: '請輸入姓名' });
  else if (input.name.length > IDENTITY_LIMITS.name)
    problems.push({ field: 'name', message: `姓名最多 ${IDENTITY_LIMITS.name} 字，請縮短` });
  const idNumber = checkIdNumber(input.idNumber);
  if (!idNumber.ok) problems.push({ field: 'idNumber', message: idNumber.message });
  if (!isDay(input.birthDate))
    problems.push({ field: 'birthDate', message: '請輸入完整的出生日期，例如 75 年 1 月 14 日' });
  else if (input.birthDate < '1912-01-01' || (today !== undefined && input.birthDate >= today))
    problems.push({ field: 'birthDate', message: '出生日期須早於今日，請核對民國年' });
  if (input.sex !== 'male' && input.sex !== 'female') problems.push({ field: 'sex', message: '請選擇性別' });
  return problems;
}

export function checkAddress(address: string): Problem[] {
  if (address === '') return [{ field: 'address', message: '請輸入現居住所' }];
  return address.length > IDENTITY_LIMITS.address
    ? [{ field: 'address', message: `現居住所最多 ${IDENTITY_LIMITS.address} 字，請縮短` }]
    : [];
}
