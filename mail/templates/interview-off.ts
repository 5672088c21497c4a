import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { appointmentWords, stampWords } from '../words.ts';

export type InterviewOffWhy = 'applicationWithdrawn' | 'noticeWithdrawn' | 'noticeReplaced';

/** No name: the contact mailbox may be shared; the page shows who it is after sign-in. */
export interface InterviewOffData {
  agency: string;
  vacancyNo: string;
  title: string;
  applicationNo: string;
  why: InterviewOffWhy;
  since: string;
  /** The time that no longer holds; null when none was set. */
  interviewAt: string | null;
  /** The applicants page. */
  link: string;
}

const WORDS: Record<InterviewOffWhy, readonly [string, string]> = {
  applicationWithdrawn: ['應徵者撤回應徵，面試取消', '應徵者自行撤回應徵，已發出的面試通知不再有效。'],
  noticeWithdrawn: ['面試通知已撤回，面試取消', '機關撤回面試通知，系統已另寄信告知應徵者。'],
  noticeReplaced: ['面試通知已更新，原訂時間取消', '新的面試通知取代先前的通知，應徵者回覆後另行通知。'],
};

/** To the contact mailbox: an interview that stood in its calendar is off. */
export function interviewOffMail(data: InterviewOffData): Composed {
  const [what, text] = WORDS[data.why];
  return compose({
    subject: `${what}：${data.title}（${data.vacancyNo}）`,
    preview: `應徵編號 ${data.applicationNo}。`,
    name: '',
    heading: what,
    parts: [
      { kind: 'key', label: '應徵編號', value: data.applicationNo },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['原訂面試時間', data.interviewAt === null ? '' : appointmentWords(data.interviewAt)],
        ['時間', stampWords(data.since)],
      ),
      paragraph(text),
      action(['調閱履歷'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
