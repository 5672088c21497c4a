/** 核定 and 退回 of a result that another officer drew up. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { type Returned, resultDraft, returnResult } from '../../db/queries/result-draft.ts';
import { candidatesOf } from '../../db/queries/result-view.ts';
import { approveResult, type ResultsSent } from '../../db/queries/results.ts';
import { possibleHandlers } from '../../db/queries/vacancy-handler.ts';
import { cleanText } from '../../domain/contact.ts';
import { RETURN_REASON_LIMIT } from '../../domain/result-rules.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { pattern } from './pattern.ts';
import { ResultsApprovalPage } from './results-approval-page.tsx';
import { orderOf, refuseResult, resultDoor } from './results-door.ts';

export function resultsApprovalRoutes(services: Services): Hono {
  const app = new Hono();
  const { keyring } = services;

  app.post(pattern(paths.officer.approveResults(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const order = { vacancyNo: door.no, version: Number(posted(c, 'version')), now: services.now() };
    const sent = await act<ResultsSent>(c, actor, 'result.approve', (trx) =>
      approveResult(trx, keyring, actor, order),
    );
    if (!sent.ok) return refuseResult(c, door.no, sent.why);
    return goTo(c, paths.officer.results(door.no), {
      kind: 'success',
      text: `已核定，並交由系統寄送 ${sent.count} 封甄選結果通知，寄送情形見下方。`,
    });
  });

  app.post(pattern(paths.officer.returnResults(':no')), async (c) => {
    const actor = requireOfficer(c);
    const door = await resultDoor(services, c, actor);
    if (door instanceof Response) return door;
    const reason = cleanText(posted(c, 'reason'));
    if (reason === '' || [...reason].length > RETURN_REASON_LIMIT) {
      const message = reason === '' ? '請輸入退回原因' : `退回原因最多 ${RETURN_REASON_LIMIT} 字，請縮短`;
      return (
        (await approvalPage(services, c, actor, door, {
          reason,
          problems: [{ field: 'reason', message }],
        })) ?? refuseResult(c, door.no, 'changed')
      );
    }
    const order = { vacancyNo: door.no, version: Number(posted(c, 'version')), reason };
    const returned = await act<Returned>(c, actor, 'result.return', (trx) =>
      returnResult(trx, keyring, actor, order),
    );
    if (!returned.ok) return refuseResult(c, door.no, returned.why);
    return goTo(c, paths.officer.applicants(door.no), {
      kind: 'success',
      text: '已退回甄選結果，登錄者會在待處理事項看到退回原因。',
    });
  });
  return app;
}

/** The page of a draft that waits; undefined when none does. Seeing the names is audited with the candidates. */
export async function approvalPage(
  services: Services,
  c: Context,
  actor: Officer,
  vacancy: OfficerVacancy,
  typed: { reason: string; problems: { field: string; message: string }[] } = { reason: '', problems: [] },
): Promise<Response | undefined> {
  const { db, keyring } = services;
  const found = await withActor(db, actor, async (trx) => {
    const draft = await resultDraft(trx, keyring, vacancy.no);
    if (!draft || draft.returned) return undefined;
    return {
      draft,
      candidates: await candidatesOf(trx, keyring, actor, orderOf(c, vacancy)),
      colleagues: await possibleHandlers(trx, actor, vacancy),
    };
  });
  if (!found) return undefined;
  const view = {
    ...found,
    ...typed,
    ctx: pageContext(c),
    vacancy,
    accountId: actor.accountId,
    formKey: newFormKey(),
  };
  return respond(c, <ResultsApprovalPage view={view} />, typed.problems.length > 0 ? 422 : 200);
}
