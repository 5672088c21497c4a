/** 移交職缺: to another officer of the vacancy's agency, or taken over by herself. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { officerVacancy } from '../../db/queries/officer-vacancy.ts';
import {
  type HandedOver,
  handOverVacancy,
  possibleHandlers,
  vacancyHandler,
} from '../../db/queries/vacancy-handler.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { ConfirmPage, Select } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { pattern } from './pattern.ts';
import { trailTo } from './trails.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

export function handoverRoutes(services: Services): Hono {
  const app = new Hono();

  app.get(pattern(paths.officer.handOver(':no')), (c) => form(c, []));

  app.post(pattern(paths.officer.handOver(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = c.req.param('no') ?? '';
    const to = posted(c, 'to');
    if (to === '') return form(c, [{ field: 'to', message: '請選擇接手的人員' }]);
    const done = await act<HandedOver>(c, actor, 'vacancy.handOver', (trx) =>
      handOverVacancy(trx, actor, { no, to, requestId: requestIdOf(c) }),
    );
    if (done.ok)
      return goTo(c, paths.officer.vacancy(no), { kind: 'success', text: `已移交，承辦人為 ${done.name}。` });
    return form(c, [{ field: 'to', message: '這位人員不是該機關的人事人員，請重新選擇' }]);
  });

  return app;

  /** @throws HTTPException 404 for a foreign or unknown vacancy */
  async function form(c: Context, problems: readonly Problem[]): Promise<Response> {
    const actor = requireOfficer(c);
    const { vacancy, handler, others } = await withActor(services.db, actor, async (trx) => {
      const vacancy = vacancyOr404(await officerVacancy(trx, actor, c.req.param('no') ?? ''));
      const handler = await vacancyHandler(trx, vacancy.no, taipeiDay(services.now()));
      return { vacancy, handler, others: await possibleHandlers(trx, actor, vacancy) };
    });
    const ctx = pageContext(c);
    const options = [{ id: actor.accountId, name: `${ctx.actor.name ?? ''}（本人）` }, ...others]
      .filter(({ id }) => id !== handler?.id)
      .map(({ id, name }) => ({ code: id, name }));
    if (options.length === 0)
      return goTo(c, paths.officer.vacancy(vacancy.no), {
        kind: 'notice',
        text: '這個機關目前沒有其他人事人員帳號，無法移交。',
      });
    return respond(
      c,
      <ConfirmPage
        ctx={ctx}
        current="register"
        problems={problems}
        trail={trailTo(
          { text: vacancy.title || vacancy.no, href: paths.officer.vacancy(vacancy.no) },
          { text: '移交職缺' },
        )}
        title="移交職缺"
        sub={`職缺編號 ${vacancy.no}　${vacancy.title}`}
        action={paths.officer.handOver(vacancy.no)}
        formKey={posted(c, '_key') || newFormKey()}
        confirm="移交職缺"
        back={{ href: paths.officer.vacancy(vacancy.no), text: '回職缺頁' }}
      >
        <p>目前承辦人：{handler?.name ?? '尚未指定'}</p>
        <p>
          移交後，應徵人數、面試回覆、截止等通知改寄接手人員的電子郵件。職缺公告上的聯絡人與聯絡E-mail
          不會變更；如需更改，請另以「修改」送審。同機關人事人員原有的權限不變。
        </p>
        <Select
          name="to"
          label="移交給"
          required
          options={options}
          empty="請選擇"
          value={posted(c, 'to')}
          problems={problems}
        />
      </ConfirmPage>,
      problems.length > 0 ? 422 : 200,
    );
  }
}
