import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import {
  checkAudit,
  mailAgain,
  produceAgain,
  recordTrigger,
  sendParkedAgain,
} from '../../db/queries/ops-acts.ts';
import { formKey } from '../middleware/idempotency.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { PageBanner } from '../view.ts';
import { auditRoutes } from './audit-routes.tsx';
import { OpsPage } from './page.tsx';
import { startProduction } from './temporal-state.ts';
import { readOps } from './view.ts';

type Operator = Actor & { kind: 'operator' };

const ROW_ID = /^\d{1,18}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const success = (text: string): PageBanner => ({ kind: 'success', text });
const notice = (text: string): PageBanner => ({ kind: 'notice', text });

/** 系統營運: operators read and set right, auditors read. Every act carries a key and is audited. */
export function opsRoutes(s: Services): Hono {
  const app = new Hono();
  app.route('/', auditRoutes(s));

  app.get(paths.ops.home(), async (c) => {
    const v = await readOps(s, requireRole(c, 'operator', 'auditor'));
    return respond(c, <OpsPage ctx={pageContext(c)} v={v} />);
  });

  /** One act, once for each key; a repeated post is told what the first one was. */
  const once = async (
    c: Context,
    name: string,
    act: (trx: Trx, actor: Operator) => Promise<boolean>,
  ): Promise<{ done: boolean; repeated: boolean }> => {
    const actor = requireRole(c, 'operator') as Operator;
    const key = formKey(c);
    return withActor(s.db, actor, async (trx) => {
      const before = await claimKey<{ done?: boolean }>(trx, actor, name, key);
      if (before) return { done: before.done ?? false, repeated: true };
      const done = await act(trx, actor);
      await keepResult(trx, actor, key, { done });
      return { done, repeated: false };
    });
  };
  const postedId = (c: Context, form: RegExp): string => {
    const id = posted(c, 'id');
    if (!form.test(id)) throw new HTTPException(400);
    return id;
  };

  app.post(paths.ops.outbox(), async (c) => {
    const { done } = await once(c, 'outbox.again', (trx, actor) =>
      sendParkedAgain(trx, actor, postedId(c, ROW_ID)),
    );
    const said = done
      ? success('訊息已放回待送，數秒內會再送一次。')
      : notice('這則訊息已不在暫停狀態，沒有變更。');
    return goTo(c, paths.ops.home(), said);
  });

  app.post(paths.ops.produceAgain(), async (c) => {
    const { done } = await once(c, 'resume.again', (trx, actor) =>
      produceAgain(trx, actor, postedId(c, UUID)),
    );
    const said = done
      ? success('履歷已放回等待產製，下一個產製時段或按「立即產製」時產製。')
      : notice('這份履歷已不是產製失敗的狀態，沒有變更。');
    return goTo(c, paths.ops.home(), said);
  });

  app.post(paths.ops.mail(), async (c) => {
    const { done } = await once(c, 'mail.again', (trx, actor) => mailAgain(trx, actor, postedId(c, UUID)));
    const said = done
      ? success('郵件已放回待寄送，數秒內會再寄一次。')
      : notice('這封郵件已寄出或正在嘗試，沒有變更。');
    return goTo(c, paths.ops.home(), said);
  });

  app.post(paths.ops.produce(), async (c) => {
    const away = notice('Temporal 目前沒有回應，沒有開始產製；請於恢復後再按一次。');
    requireRole(c, 'operator');
    if (!(await s.temporal.reachable())) return goTo(c, paths.ops.home(), away);
    const { repeated } = await once(c, 'production.trigger', async (trx, actor) => {
      await recordTrigger(trx, actor);
      return true;
    });
    const begun = repeated || (await startProduction(s.temporal));
    return goTo(c, paths.ops.home(), begun ? success('已開始產製，完成後會列在最近的產製時段。') : away);
  });

  app.post(paths.ops.audit(), async (c) => {
    const actor = requireRole(c, 'operator', 'auditor') as Actor & { kind: 'operator' | 'auditor' };
    formKey(c);
    const found = await checkAudit(s.db, actor);
    const said = found.ok
      ? success(`稽核軌跡完整，共檢核 ${found.events} 筆，末端 ${found.head.slice(0, 12)}。`)
      : notice(`稽核軌跡在第 ${found.seq} 筆不相符，請保留現場並依營運手冊通報。`);
    return goTo(c, paths.ops.home(), said);
  });
  return app;
}
