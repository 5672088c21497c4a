/** 現在位置 of the officers' pages. */
import { paths } from '../paths.ts';

interface Crumb {
  text: string;
  href?: string;
}

const HOME: Crumb = { text: '首頁', href: paths.home() };
const REGISTER: Crumb = { text: '機關徵才登錄', href: paths.officer.vacancies() };

/** The register itself, as the seed prints it (R7, R8). */
export const registerTrail = (): Crumb[] => [
  HOME,
  { text: '我的專區', href: paths.account.portal() },
  { text: '應用系統', href: paths.account.portal() },
  { text: '機關徵才登錄' },
];

/** A page below the register. */
export const trailTo = (...rest: Crumb[]): Crumb[] => [HOME, REGISTER, ...rest];

/** A page below a vacancy's applicants. */
export const applicantsTrail = (no: string, last: string): Crumb[] =>
  trailTo({ text: '調閱履歷', href: paths.officer.applicants(no) }, { text: last });
