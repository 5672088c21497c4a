/** Retrieving résumés (R68, R75), interview notices (R82–R86) and replies to them (R88–R91). */
import { checkEmail, checkPhone } from './contact.ts';
import type { Problem } from './problem.ts';
import type { ApplicationState, NoticeState } from './status.ts';
import { endOfTaipeiDay, isDay, isTime, taipeiInstant } from './taipei-time.ts';

/** R75: 每次調閱最多僅能調閱10個人員之履歷資料. */
export const MAX_RETRIEVAL = 10;

export const NOTICE_LIMITS = {
  content: 4_000,
  contactPerson: 50,
  place: 200,
  replyMessage: 1_000,
  slots: 60,
} as const;

/** 更改時段的期限: how many hours before it a time taken of an offer can still be moved. */
export const MOVE_HOURS = [
  { code: '12', name: '面試前 12 小時' },
  { code: '24', name: '面試前 24 小時' },
  { code: '48', name: '面試前 48 小時' },
  { code: '72', name: '面試前 72 小時' },
] as const;
export const USUAL_MOVE_HOURS = '24';

/** Days ISO, times `HH:MM`, '' = not given. The interview may be left open; the reply-by day may not. */
export interface NoticeForm {
  content: string;
  contactPerson: string;
  contactPhone: string;
  contactEmail: string;
  interviewDay: string;
  interviewTime: string;
  place: string;
  replyByDay: string;
  /** '' = the end of the day. */
  replyByTime: string;
  /** 可選面試時段, one a line: `115/12/4 09:30`. '' = none to choose from. */
  slots: string;
  /** A code of MOVE_HOURS; counts where there are times to choose from. */
  moveHours: string;
}

/**
 * Why these applications cannot be retrieved together, or `null`.
 * @param count how many were ticked
 * @param produced for each of them, whether its résumé exists
 */
export function retrievalProblem(count: number, produced: readonly boolean[]): Problem | null {
  const field = 'retrieve';
  if (count === 0) return { field, message: '請先勾選欲調閱之履歷' };
  if (count > MAX_RETRIEVAL)
    return {
      field,
      message: `每次調閱最多僅能調閱${MAX_RETRIEVAL}個人員之履歷資料，目前勾選 ${count} 人，請分次調閱`,
    };
  const waiting = produced.filter((ready) => !ready).length;
  if (waiting > 0)
    return { field, message: `勾選的人員中有 ${waiting} 人履歷資料產製中，請取消勾選，待產製完成後再調閱` };
  return null;
}

/**
 * The instants of a notice that passed `checkNotice`.
 * @returns ISO instants in UTC; `interviewAt` is null while no interview time is set
 */
export function noticeTimes(form: NoticeForm): {
  interviewAt: string | null;
  replyBy: string;
  slots: string[];
} {
  return {
    slots: readSlots(form.slots).slots,
    interviewAt: form.interviewDay === '' ? null : taipeiInstant(form.interviewDay, form.interviewTime),
    replyBy:
      form.replyByTime === ''
        ? endOfTaipeiDay(form.replyByDay)
        : taipeiInstant(form.replyByDay, form.replyByTime),
  };
}

/** What is wrong with the content of a notice, or of a text kept for notices; null when nothing is. */
export function contentProblem(content: string): Problem | null {
  if (content === '') return { field: 'content', message: '請輸入通知內容' };
  if (content.length > NOTICE_LIMITS.content)
    return { field: 'content', message: `通知內容最多 ${NOTICE_LIMITS.content} 字，請縮短` };
  return null;
}

/**
 * R83, R86: everything wrong with a notice, batch or single alike (U5: the content is required on both, a notice
 * without content tells the applicant nothing).
 * @param context.now ISO instant
 * @param context.people how many are notified together
 */
export function checkNotice(form: NoticeForm, { now, people }: { now: string; people: number }): Problem[] {
  const problems: Problem[] = [];
  const add = (field: keyof NoticeForm, message: string): void => {
    problems.push({ field, message });
  };
  const content = contentProblem(form.content);
  if (content) problems.push(content);
  if (form.contactPerson === '') add('contactPerson', '請輸入聯絡窗口');
  else if (form.contactPerson.length > NOTICE_LIMITS.contactPerson)
    add('contactPerson', `聯絡窗口最多 ${NOTICE_LIMITS.contactPerson} 字，請縮短`);
  const phone = checkPhone(form.contactPhone, '聯絡電話');
  if (!phone.ok) add('contactPhone', phone.message);
  const email = checkEmail(form.contactEmail, '聯絡Email');
  if (!email.ok) add('contactEmail', email.message);
  if (form.place.length > NOTICE_LIMITS.place) add('place', `面試地點最多 ${NOTICE_LIMITS.place} 字，請縮短`);
  return [...problems, ...checkTimes(form, now), ...checkSlots(form, now, people)];
}

function checkTimes(form: NoticeForm, now: string): Problem[] {
  const problems: Problem[] = [];
  const add = (field: keyof NoticeForm, message: string): void => {
    problems.push({ field, message });
  };
  if (form.interviewDay !== '' || form.interviewTime !== '') {
    if (!isDay(form.interviewDay)) add('interviewDay', '請輸入完整的面試日期，例如 115 年 12 月 4 日');
    if (!isTime(form.interviewTime)) add('interviewTime', '請輸入面試時間，例如 09:30');
  }
  if (!isDay(form.replyByDay)) add('replyByDay', '請輸入完整的回覆期限，例如 115 年 12 月 1 日');
  if (form.replyByTime !== '' && !isTime(form.replyByTime))
    add('replyByTime', '回覆期限的時間請填 00:00 至 23:59，例如 17:00');
  if (problems.length > 0) return problems;

  const { interviewAt, replyBy } = noticeTimes(form);
  const instant = Date.parse(now);
  if (interviewAt !== null && Date.parse(interviewAt) <= instant)
    add('interviewDay', '面試時間已過，請改為現在以後的時間');
  if (Date.parse(replyBy) <= instant) add('replyByDay', '回覆期限已過，請改為現在以後的時間');
  else if (interviewAt !== null && Date.parse(replyBy) > Date.parse(interviewAt))
    add('replyByDay', '回覆期限不可晚於面試時間，請將回覆期限提前');
  return problems;
}

const SLOT = /^(\d{2,3})[/.-](\d{1,2})[/.-](\d{1,2}) +(\d{1,2}):(\d{2})$/;

/** The times typed, as ISO instants, earliest first and each once; `wrong` = the lines that are none. */
function readSlots(typed: string): { slots: string[]; wrong: string[] } {
  const wrong: string[] = [];
  const slots = new Set<string>();
  for (const line of typed.normalize('NFKC').split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const [, y = '', m = '', d = '', hour = '', minute = ''] = SLOT.exec(text) ?? [];
    const day = `${Number(y) + 1911}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const time = `${hour.padStart(2, '0')}:${minute}`;
    if (isDay(day) && isTime(time)) slots.add(taipeiInstant(day, time));
    else wrong.push(text);
  }
  return { slots: [...slots].sort(), wrong };
}

function checkSlots(form: NoticeForm, now: string, people: number): Problem[] {
  const problem = (message: string): Problem[] => [{ field: 'slots', message }];
  const { slots, wrong } = readSlots(form.slots);
  if (wrong.length > 0)
    return problem(`看不懂時段「${wrong[0]?.slice(0, 30)}」，請每行填一個，例如 115/12/4 09:30`);
  const [first] = slots;
  if (!first) return [];
  if (!MOVE_HOURS.some((one) => one.code === form.moveHours))
    return [{ field: 'moveHours', message: '請選擇更改時段的期限' }];
  if (form.interviewDay !== '' || form.interviewTime !== '')
    return problem('面試日期時間與可選面試時段只能擇一，請清除其中之一');
  if (first <= now) return problem('可選面試時段中有已過的時間，請更正');
  if (slots.length < people)
    return problem(`可選面試時段 ${slots.length} 個，少於通知的 ${people} 人，請增加時段`);
  if (slots.length > NOTICE_LIMITS.slots)
    return problem(`可選面試時段最多 ${NOTICE_LIMITS.slots} 個，請減少`);
  if (isDay(form.replyByDay) && (form.replyByTime === '' || isTime(form.replyByTime)))
    if (noticeTimes(form).replyBy > first)
      return [{ field: 'replyByDay', message: '回覆期限不可晚於最早的可選面試時段，請將回覆期限提前' }];
  return [];
}

export interface ReplyForm {
  reply: string;
  message: string;
  /** Id of the time chosen; '' = none. */
  slot: string;
}

/** Why a link takes no reply any more. */
export type ReplyClosed =
  | 'expired'
  /** The time she has of an offer is too near to be moved. */
  | 'timeFixed'
  | 'replaced'
  | 'withdrawn'
  | 'applicationWithdrawn'
  | 'applicationEnded';

/**
 * R88, R91: whether a reply can be recorded; null when it can. It may be changed until the reply-by time (DESIGN:
 * every change kept); after it, a time taken of an offer can still be moved until its minimum notice.
 * @param n.inTime before the reply-by time, by the database's clock
 * @param n.time of an offer: whether the one she has can be moved, by the same clock; null when she has none
 */
export function replyClosed(n: {
  state: NoticeState;
  applicationState: ApplicationState;
  inTime: boolean;
  time: 'movable' | 'fixed' | null;
}): ReplyClosed | null {
  if (n.applicationState === 'withdrawn') return 'applicationWithdrawn';
  if (n.applicationState === 'ended') return 'applicationEnded';
  if (n.state !== 'live') return n.state;
  if (n.inTime || n.time === 'movable') return null;
  return n.time === 'fixed' ? 'timeFixed' : 'expired';
}

/**
 * R91: everything wrong with a reply; nothing is chosen beforehand.
 * @param context.slots ids of the times that can be chosen; null where the notice offers none
 */
export function checkReply(form: ReplyForm, context: { slots: readonly string[] | null }): Problem[] {
  const problems: Problem[] = [];
  if (form.reply !== 'accepted' && form.reply !== 'declined')
    problems.push({ field: 'reply', message: '請選擇「接受」或「婉拒」' });
  if (form.reply === 'accepted' && context.slots && !context.slots.includes(form.slot))
    problems.push({ field: 'slot', message: '請選擇一個面試時段' });
  const length = [...form.message].length;
  if (length > NOTICE_LIMITS.replyMessage)
    problems.push({
      field: 'message',
      message: `回覆內容最多 ${NOTICE_LIMITS.replyMessage} 字，目前 ${length} 字，請縮短`,
    });
  return problems;
}
