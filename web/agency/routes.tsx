/** 機關管理人員: the accounts of her agencies' officers. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import {
  type Administrator,
  type AgencyAccount,
  agencyAccounts,
  type Switched,
  switchAccount,
} from '../../db/queries/agency-accounts.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireRole } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, notFound, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { AccountsPage, SwitchAccountPage } from './accounts-page.tsx';

const REFUSED: Readonly<Record<'shared' | 'asIs', string>> = {
  shared: '這個帳號也屬於其他機關，沒有變更；請洽系統管理者。',
  asIs: '這個帳號已是這個狀態，沒有變更。',
};

export function agencyRoutes(s: Services): Hono {
  const app = new Hono();
  const administrator = (c: Context): Administrator => requireRole(c, 'agencyAdmin') as Administrator;
  const accountsOf = (actor: Administrator): Promise<AgencyAccount[]> =>
    withActor(s.db, actor, (trx) => agencyAccounts(trx, actor, taipeiDay(s.now())));

  app.get(paths.agency.accounts(), async (c) => {
    const accounts = await accountsOf(administrator(c));
    return respond(c, <AccountsPage ctx={pageContext(c)} accounts={accounts} />);
  });

  app.get('/agency/accounts/:id', async (c) => {
    const accounts = await accountsOf(administrator(c));
    const account = accounts.find(({ id }) => id === c.req.param('id'));
    if (!account) return notFound(c);
    const last = !accounts.some(({ id, disabled }) => !disabled && id !== account.id);
    return respond(
      c,
      <SwitchAccountPage ctx={pageContext(c)} formKey={newFormKey()} account={account} last={last} />,
    );
  });

  app.post('/agency/accounts/:id', async (c) => {
    const actor = administrator(c);
    const off = posted(c, 'wish') !== 'on';
    const order = { id: c.req.param('id'), off, requestId: requestIdOf(c) };
    const done = await act<Switched>(c, actor, 'account.switch', (trx) => switchAccount(trx, actor, order));
    if (!done.ok && done.why === 'notFound') return notFound(c);
    return goTo(
      c,
      paths.agency.accounts(),
      done.ok
        ? { kind: 'success', text: off ? '已停用帳號，並登出所有裝置。' : '已啟用帳號，可用原來的密碼登入。' }
        : { kind: 'notice', text: REFUSED[done.why as 'shared' | 'asIs'] },
    );
  });
  return app;
}
