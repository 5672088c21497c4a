/** What an applicant states for one application beside her résumé: 任用資格 and 合理調整. */
import type { Problem } from './problem.ts';
import type { ExperienceEntry } from './resume-record.ts';

/**
 * How 須具公務人員任用資格 is established: the applicant declares it, with her present post or, without one, with what
 * it rests on; the agency checks it. Nothing here confirms it.
 */
export interface Declaration {
  /** The posts she holds now, as the résumé names them: `機關 職稱 官職等`. */
  posts: string[];
  /** Examination, year and category, or an earlier post; '' beside a present post that says enough. */
  basis: string;
}

export interface Particulars {
  /** Null on the open platform, which asks for none. */
  declaration: Declaration | null;
  /** What she needs at an interview (身心障礙者權益保障法 §16); '' = nothing asked. */
  adjustments: string;
}

export const PARTICULARS_LIMITS = { basis: 200, adjustments: 500 } as const;

/** The present posts of a résumé: those without an end. */
export const presentPosts = (experience: readonly ExperienceEntry[]): string[] =>
  experience
    .filter((e) => e.to === '')
    .map((e) => [e.organ, e.title, e.grade].filter((part) => part !== '').join(' '));

/** What the rules ask about: whether the vacancy wants the declaration, and the present posts it may name. */
export interface Declaring {
  declares: boolean;
  posts: string[];
}
export const declaringFor = (
  mode: 'civilService' | 'open',
  experience: readonly ExperienceEntry[],
): Declaring => ({ declares: mode === 'civilService', posts: presentPosts(experience) });

/** What the page posts of it. */
export interface ParticularsForm {
  qualified: boolean;
  basis: string;
  adjustments: string;
}

/** Everything wrong with it, in the order of the page. */
export function checkParticulars(form: ParticularsForm, context: Declaring): Problem[] {
  const problems: Problem[] = [];
  if (context.declares) {
    if (form.basis === '' && context.posts.length === 0)
      problems.push({
        field: 'basis',
        message: '您沒有填寫現職，請輸入任用資格的依據，例如考試年度、名稱及類科',
      });
    if (form.basis.length > PARTICULARS_LIMITS.basis)
      problems.push({
        field: 'basis',
        message: `任用資格的依據最多 ${PARTICULARS_LIMITS.basis} 字，請縮短`,
      });
    if (!form.qualified)
      problems.push({
        field: 'qualified',
        message: '請聲明具公務人員任用資格；不具資格者請改至不須具公務人員任用資格職缺應徵平台',
      });
  }
  if (form.adjustments.length > PARTICULARS_LIMITS.adjustments)
    problems.push({
      field: 'adjustments',
      message: `面試所需的合理調整最多 ${PARTICULARS_LIMITS.adjustments} 字，目前 ${form.adjustments.length} 字，請縮短`,
    });
  return problems;
}

/** What is stored with the application. */
export const toParticulars = (form: ParticularsForm, { declares, posts }: Declaring): Particulars => ({
  declaration: declares ? { posts, basis: form.basis } : null,
  adjustments: form.adjustments,
});

/** A declaration in one line, for both sides. @example '現職：測試機關 科員；依據：100 年普通考試' */
export const declarationWords = ({ posts, basis }: Declaration): string =>
  [...(posts.length > 0 ? [`現職：${posts.join('、')}`] : []), ...(basis ? [`依據：${basis}`] : [])].join(
    '；',
  );
