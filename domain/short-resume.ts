import type { EducationEntry, ExperienceEntry, ResumeRecord } from './resume-record.ts';

/**
 * 簡歷: how to reach a person, schooling and present post. No official blank exists (U8); birth, sex and number
 * are left out, because nobody is to be chosen by them (就業服務法§5).
 */
export interface ShortResume {
  name: string;
  phone: string;
  mobile: string;
  email: string;
  /** Highest first. */
  education: EducationEntry[];
  /** Where the person works now; empty when nowhere. */
  present: ExperienceEntry[];
  /** The last post before, when there is no present one. */
  last: ExperienceEntry | null;
}

/** What of a résumé an officer reads on screen, and its owner as 我的簡歷. */
export function shortResume({ basic, education, experience }: ResumeRecord): ShortResume {
  const present = experience.filter((post) => post.to === '');
  return {
    name: basic.name,
    phone: basic.phone,
    mobile: basic.mobile,
    email: basic.email,
    // the codes of schooling rise with it
    education: [...education].sort((a, b) => Number(b.level) - Number(a.level)),
    present,
    last: present.length > 0 ? null : (newest(experience) ?? null),
  };
}

const newest = (posts: readonly ExperienceEntry[]): ExperienceEntry | undefined =>
  [...posts].sort((a, b) => (a.to < b.to ? 1 : -1))[0];
