/** R82–R87: an interview notice as posted, read and checked without HTTP. */

import type { SentNotice } from '../../db/queries/notice-view.ts';
import type { NoticeRequest } from '../../db/queries/notices.ts';
import { cleanLine, cleanText } from '../../domain/contact.ts';
import { checkNotice, type NoticeForm, noticeTimes, USUAL_MOVE_HOURS } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { isTime, parseRocParts, type RocParts, taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { readRocParts } from '../components/roc-fields.ts';
import { type Posted, text } from './posted.ts';

export interface ReadNotice {
  form: NoticeForm;
  /** The days as typed. */
  days: { interviewDay: RocParts | string; replyByDay: RocParts | string };
  problems: Problem[];
}

/** The words under which the form shows a day, for problems of its boxes. */
const DAYS = { interviewDay: '面試日期', replyByDay: '回覆期限' } as const;

/**
 * @param now ISO instant
 * @param people how many are notified together
 */
export function readNotice(body: Posted, now: string, people = 1): ReadNotice {
  const problems: Problem[] = [];
  const days = {
    interviewDay: readRocParts(body, 'interviewDay'),
    replyByDay: readRocParts(body, 'replyByDay'),
  };
  const day = (field: keyof typeof DAYS): string => {
    const parsed = parseRocParts(days[field]);
    if (parsed.ok) return parsed.iso;
    problems.push({ field, message: `${DAYS[field]}：${parsed.message}`, boxes: parsed.boxes });
    return '';
  };
  const line = (name: string): string => cleanLine(text(body, name));
  const form: NoticeForm = {
    content: cleanText(text(body, 'content')),
    contactPerson: line('contactPerson'),
    contactPhone: line('contactPhone').normalize('NFKC'),
    contactEmail: line('contactEmail'),
    interviewDay: day('interviewDay'),
    interviewTime: clock(line('interviewTime')),
    place: line('place'),
    replyByDay: day('replyByDay'),
    replyByTime: clock(line('replyByTime')),
    slots: cleanText(text(body, 'slots')),
    moveHours: text(body, 'moveHours'),
  };
  const told = new Set(problems.map((problem) => problem.field));
  return {
    form,
    days,
    problems: [
      ...problems,
      ...checkNotice(form, { now, people }).filter((problem) => !told.has(problem.field)),
    ],
  };
}

/** `9:30` and `０９：３０` are 09:30; anything else stays, for the rules to name. */
function clock(typed: string): string {
  const parts = /^(\d{1,2}):?(\d{2})$/.exec(typed.normalize('NFKC').replace(/\s/g, ''));
  const time = parts ? `${(parts[1] as string).padStart(2, '0')}:${parts[2]}` : '';
  return isTime(time) ? time : typed;
}

/** A new notice: the last one to this person, or else whom the registration names. */
export function noticeDefaults(
  content: VacancyContent,
  writer: { name: string; email: string; phone: string } | undefined,
  last: SentNotice | undefined,
): ReadNotice {
  const body = last?.body;
  const phone = content.writerPhone
    ? `${content.writerPhone}${content.writerExtension ? ` 分機 ${content.writerExtension}` : ''}`
    : (writer?.phone ?? '');
  const interview = last?.interviewAt ?? null;
  const form: NoticeForm = {
    content: body?.content ?? '',
    contactPerson: body?.contactPerson ?? writer?.name ?? content.writerName,
    contactPhone: body?.contactPhone ?? phone,
    contactEmail: body?.contactEmail ?? (content.email || (writer?.email ?? '')),
    interviewDay: interview ? taipeiDay(interview) : '',
    interviewTime: interview ? taipeiTime(interview) : '',
    place: body?.place ?? '',
    replyByDay: '',
    replyByTime: '',
    slots: '',
    moveHours: USUAL_MOVE_HOURS,
  };
  return { form, days: { interviewDay: form.interviewDay, replyByDay: '' }, problems: [] };
}

/** What `sendNotices` takes of a form without problems. */
export function noticeRequest(
  form: NoticeForm,
): Pick<NoticeRequest, 'body' | 'interviewAt' | 'replyBy' | 'moveHours'> & { slots: string[] } {
  const { content, contactPerson, contactPhone, contactEmail, place } = form;
  const times = noticeTimes(form);
  return {
    body: { content, contactPerson, contactPhone, contactEmail, place },
    ...times,
    ...(times.slots.length > 0 ? { moveHours: Number(form.moveHours) } : {}),
  };
}
