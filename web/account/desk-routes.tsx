/** 代理人 and 通知設定 of an officer: what the cards of 個人資料 show and save. */
import { type Context, Hono } from 'hono';
import type { Actor, Trx } from '../../db/actor.ts';
import {
  colleagues,
  deputiesOf,
  endDeputy,
  type Named,
  nameDeputy,
  standsInFor,
} from '../../db/queries/deputies.ts';
import { noticeSettings, saveNoticeSettings } from '../../db/queries/notice-settings.ts';
import { checkDeputyDays } from '../../domain/deputy.ts';
import type { Problem } from '../../domain/problem.ts';
import { parseRocParts, type RocParts, taipeiDay } from '../../domain/roc-date.ts';
import { readRocParts } from '../components/roc-fields.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { pattern } from '../officer/pattern.ts';
import { bodyOf, texts } from '../officer/posted.ts';
import { paths } from '../paths.ts';
import { goTo } from '../render.tsx';
import type { Services } from '../services.ts';
import type { DeskView } from './desk-cards.tsx';

type Officer = Actor & { kind: 'officer' };

/** @param refused shows 個人資料 again with what was typed and what is wrong with it */
export function deskRoutes(
  s: Services,
  refused: (c: Context, problems: Problem[]) => Promise<Response>,
): Hono {
  const app = new Hono();

  app.post(paths.account.deputies(), async (c) => {
    const actor = requireOfficer(c);
    const read = readDeputy(c, taipeiDay(s.now()));
    if (read.problems.length > 0) return refused(c, read.problems);
    const { deputyId, from, to } = read;
    const named = await act<Named>(c, actor, 'deputy.name', (trx) =>
      nameDeputy(trx, actor, { deputyId, from, to, requestId: requestIdOf(c) }),
    );
    if (!named.ok) return refused(c, [REFUSALS[named.why]]);
    return goTo(c, paths.account.profile(), { kind: 'success', text: `已指定 ${named.name} 為代理人。` });
  });

  app.post(pattern(paths.account.deputyEnd(':id')), async (c) => {
    const actor = requireOfficer(c);
    const done = await act<{ ok: boolean }>(c, actor, `deputy.end:${c.req.param('id')}`, async (trx) => ({
      ok: await endDeputy(trx, actor, { id: c.req.param('id') ?? '', requestId: requestIdOf(c) }),
    }));
    return goTo(
      c,
      paths.account.profile(),
      done.ok
        ? { kind: 'success', text: '已取消代理。' }
        : { kind: 'notice', text: '這項代理已經取消或不存在，沒有變更。' },
    );
  });

  app.post(paths.account.mailSettings(), async (c) => {
    const actor = requireOfficer(c);
    const on = texts(bodyOf(c), 'mails');
    const settings = {
      digest: on.includes('digest'),
      resultApprovals: on.includes('resultApprovals'),
      notesReturned: on.includes('notesReturned'),
      replyAlerts: on.includes('replyAlerts'),
      closingSoon: on.includes('closingSoon'),
    };
    await act<{ ok: true }>(c, actor, 'account.noticeSettings', async (trx) => {
      await saveNoticeSettings(trx, actor, settings, requestIdOf(c));
      return { ok: true };
    });
    return goTo(c, paths.account.profile(), { kind: 'success', text: '已儲存通知設定。' });
  });

  return app;
}

/** What the cards show, with what was typed when a form came back. */
export async function deskView(trx: Trx, c: Context, actor: Officer, now: Date): Promise<DeskView> {
  const today = taipeiDay(now);
  const body = bodyOf(c);
  return {
    colleagues: await colleagues(trx, actor),
    deputies: await deputiesOf(trx, actor, today),
    standsInFor: await standsInFor(trx, actor, today),
    settings: await noticeSettings(trx, actor),
    typed: {
      deputy: posted(c, 'deputy'),
      from: readRocParts(body, 'deputyFrom'),
      to: readRocParts(body, 'deputyTo'),
    },
    keys: { deputy: newFormKey(), settings: newFormKey() },
  };
}

function readDeputy(c: Context, today: string) {
  const problems: Problem[] = [];
  const deputyId = posted(c, 'deputy');
  if (deputyId === '') problems.push({ field: 'deputy', message: '請選擇代理人' });
  const day = (field: string, label: string): string => {
    const parts: RocParts = readRocParts(bodyOf(c), field);
    const read = parseRocParts(parts);
    if (!read.ok) problems.push({ field, message: `${label}：${read.message}`, boxes: read.boxes });
    else if (read.iso === '') problems.push({ field, message: `請輸入${label}，例如 115 年 12 月 4 日` });
    return read.ok ? read.iso : '';
  };
  const form = { deputyId, from: day('deputyFrom', '代理起日'), to: day('deputyTo', '代理迄日') };
  return { ...form, problems: [...problems, ...checkDeputyDays(form, today)] };
}

const REFUSALS: Readonly<Record<Extract<Named, { ok: false }>['why'], Problem>> = {
  notColleague: { field: 'deputy', message: '這位人員已不是同機關人事人員，請另選代理人' },
  overlap: { field: 'deputyFrom', message: '這段期間已指定代理人，請先取消或改為其他日期' },
};
