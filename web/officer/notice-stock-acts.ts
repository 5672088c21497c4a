/** What the buttons of 通知範本 do in the form of a notice; whatever else was typed stays as it is. */
import type { Context } from 'hono';
import { withActor } from '../../db/actor.ts';
import { createNoticeText, noticeTexts } from '../../db/queries/notice-texts.ts';
import { cleanLine } from '../../domain/contact.ts';
import { NOTICE_LIMITS } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { templateNameProblem } from '../../domain/template-name.ts';
import { act } from '../middleware/act.ts';
import type { Services } from '../services.ts';
import type { PageBanner } from '../view.ts';
import type { Officer } from './applicants-load.ts';
import type { ReadNotice } from './notice-form-data.ts';
import { KEEP_TEXT, type NoticeStock, TAKE_TEXT } from './notice-stock.tsx';
import { bodyOf, text } from './posted.ts';

export interface Stocked {
  notice: ReadNotice;
  stock: NoticeStock;
  /** Of the button pressed; without one, those of the notice. */
  problems: readonly Problem[];
  banner?: PageBanner;
}

/** Whether one of the two buttons was pressed, and not one that sends or shows the notice. */
export const stockPressed = (c: Context): boolean => [TAKE_TEXT, KEEP_TEXT].includes(text(bodyOf(c), 'do'));

/** The form's notice with the texts of the vacancy's agency, after the button pressed, if it was one of theirs. */
export async function stocked(
  { db }: Services,
  c: Context,
  actor: Officer,
  agencyId: number,
  notice: ReadNotice,
): Promise<Stocked> {
  const body = bodyOf(c);
  const stock: NoticeStock = {
    texts: await withActor(db, actor, (trx) => noticeTexts(trx, actor, agencyId)),
    chosen: text(body, 'noticeText'),
    name: cleanLine(text(body, 'textName')),
    replaced: text(body, 'replaced').slice(0, NOTICE_LIMITS.content),
  };
  const wish = text(body, 'do');
  if (wish === TAKE_TEXT) return taken(notice, stock);
  if (wish !== KEEP_TEXT) return { notice, stock, problems: notice.problems };
  const { content } = notice.form;
  const problems = [
    ...notice.problems.filter(({ field }) => field === 'content'),
    ...[templateNameProblem('textName', stock.name)].filter((problem) => problem !== null),
  ];
  if (problems.length > 0) return { notice, stock, problems };
  const kept = await act(c, actor, 'noticeText.create', (trx) =>
    createNoticeText(trx, actor, { agencyId, name: stock.name, content }),
  );
  if (!kept.ok)
    return { notice, stock, problems: [{ field: 'textName', message: '已有同名的通知範本，請換個名稱' }] };
  const texts = await withActor(db, actor, (trx) => noticeTexts(trx, actor, agencyId));
  return {
    notice,
    stock: { ...stock, texts, chosen: kept.id, name: '' },
    problems: [],
    banner: { kind: 'success', text: `已存為通知範本「${stock.name}」；通知尚未送出。` },
  };
}

function taken(notice: ReadNotice, stock: NoticeStock): Stocked {
  const wrong = (message: string): Stocked => ({
    notice,
    stock,
    problems: [{ field: 'noticeText', message }],
  });
  if (stock.chosen === '') return wrong('請先選擇要帶入的通知範本');
  const chosen = stock.texts.find(({ id }) => id === stock.chosen);
  if (!chosen) return wrong('這個通知範本已被刪除，請改選其他範本');
  const before = notice.form.content;
  return {
    notice: { ...notice, form: { ...notice.form, content: chosen.content } },
    stock: { ...stock, replaced: before === '' || before === chosen.content ? stock.replaced : before },
    problems: [],
  };
}
