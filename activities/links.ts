import type { SearchConditions } from '../domain/search-conditions.ts';

/** The web addresses mails lead to; the paths are contracts of the web's. */
export interface Links {
  home(): string;
  /** The applicant's page of one application. */
  application(id: string): string;
  /** 我的應徵 */
  myApplications(): string;
  reply(token: string): string;
  vacancy(no: string): string;
  applicants(no: string): string;
  results(no: string): string;
  /** Where words that were sent back are written anew. */
  listingNote(no: string, id: string): string;
  notice(no: string, applicationId: string): string;
  confirmMailbox(token: string): string;
  /** Where a new mailbox of an account is confirmed. */
  changeMailbox(token: string): string;
  resetPassword(token: string): string;
  forgotPassword(): string;
  /** The form of applying. */
  apply(no: string): string;
  /** As anyone sees it. */
  publicVacancy(no: string): string;
  /** What a search finds on the web. */
  search(conditions: SearchConditions): string;
  newsletterConfirm(token: string): string;
  newsletterManage(token: string): string;
  newsletterUnsubscribe(token: string): string;
}

/** @param publicUrl where people reach the web, with or without a slash at its end */
export function linksOf(publicUrl: string): Links {
  const root = publicUrl.replace(/\/+$/, '');
  const vacancy = (no: string): string => `${root}/officer/vacancies/${no}`;
  return {
    home: () => `${root}/`,
    application: (id) => `${root}/applicant/applications/${id}`,
    myApplications: () => `${root}/applicant/applications`,
    reply: (token) => `${root}/r/${token}`,
    vacancy,
    applicants: (no) => `${vacancy(no)}/applicants`,
    results: (no) => `${vacancy(no)}/results`,
    listingNote: (no, id) => `${vacancy(no)}/listing-notes/${id}`,
    notice: (no, applicationId) => `${vacancy(no)}/applicants/${applicationId}/notice`,
    confirmMailbox: (token) => `${root}/applicant/confirm/${token}`,
    changeMailbox: (token) => `${root}/applicant/mailbox/${token}`,
    resetPassword: (token) => `${root}/reset-password/${token}`,
    forgotPassword: () => `${root}/forgot-password`,
    apply: (no) => `${root}/apply/${no}`,
    publicVacancy: (no) => `${root}/vacancies/${no}`,
    search: (conditions) => {
      const set = Object.entries(conditions).filter(([, value]) => value !== '');
      return `${root}/vacancies?${new URLSearchParams(set)}`;
    },
    newsletterConfirm: (token) => `${root}/newsletter/confirm/${token}`,
    newsletterManage: (token) => `${root}/newsletter/manage/${token}`,
    newsletterUnsubscribe: (token) => `${root}/newsletter/unsubscribe/${token}`,
  };
}
