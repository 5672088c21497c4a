import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import {
  accountPassword,
  ownAccount,
  ownPasswordSetAt,
  setAccountPassword,
} from '../../db/queries/accounts.ts';
import {
  applicantPassword,
  applicantProfile,
  setApplicantPassword,
} from '../../db/queries/applicant-accounts.ts';
import { tellPasswordChanged } from '../../db/queries/password-mails.ts';
import { actorOf, endOtherSignIns, livingSignIns, type SignIn, type Who } from '../../db/queries/sign-ins.ts';
import type { AccountRole } from '../../db/schema.ts';
import { changeableFrom, passwordEnds } from '../../domain/password-age.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import type { Fact } from '../components/summary-list.tsx';
import { brake } from '../middleware/brake.ts';
import { SignInNeeded } from '../middleware/sign-in.ts';
import { posted, requestIdOf, signInOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { deskRoutes, deskView } from './desk-routes.tsx';
import { newPasswordProblems } from './new-password.tsx';
import { hashPassword, passwordFits } from './passwords.ts';
import { ProfilePage } from './profile-page.tsx';
import { reusedPasswordProblems } from './reused-password.ts';
import { GATE } from './sign-in-act.ts';

const ROLES: Record<AccountRole, string> = {
  officer: '人事人員',
  reviewer: '審核人員',
  agencyAdmin: '機關管理人員',
  operator: '系統營運人員',
  auditor: '稽核人員',
};

function someone(c: Context): SignIn {
  const signIn = signInOf(c);
  if (!signIn) throw new SignInNeeded(c.req.path.startsWith('/applicant') ? 'applicant' : 'staff');
  return signIn;
}

const subjectOf = (who: Who) =>
  who.kind === 'account' ? { accountId: who.accountId } : { applicantId: who.applicantId };
const idOf = (who: Who): string => (who.kind === 'account' ? who.accountId : who.applicantId);

export function profileRoutes(s: Services): Hono {
  const app = new Hono();
  for (const path of [paths.account.profile(), paths.applicant.profile()])
    app.get(path, (c) => show(c, s, someone(c)));

  app.post(paths.account.endSignIns(), async (c) => {
    const { who, idHash } = someone(c);
    await withActor(s.db, GATE, async (trx) => {
      const ended = await endOtherSignIns(trx, subjectOf(who), idHash);
      await audit(trx, GATE, {
        act: 'signIn.endOthers',
        subjectKind: who.kind,
        subjectId: idOf(who),
        requestId: requestIdOf(c),
        details: { ended },
      });
    });
    return goTo(c, paths.account.profile(), { kind: 'success', text: '其他裝置已登出。' });
  });

  app.route(
    '/',
    deskRoutes(s, (c, problems) => show(c, s, someone(c), { problems, consequence: '尚未指定代理人' })),
  );
  app.use(paths.account.password(), brake(s.config.doorTriesPerMinute));
  app.post(paths.account.password(), (c) => changePassword(c, s, someone(c)));
  return app;
}

interface Refused {
  problems: Problem[];
  /** What did not happen. */
  consequence: string;
}

async function show(c: Context, s: Services, signIn: SignIn, refused?: Refused): Promise<Response> {
  const { who } = signIn;
  const facts = await withActor(s.db, actorOf(who), async (trx): Promise<Fact[]> => {
    if (who.kind === 'applicant') {
      const profile = await applicantProfile(trx, s.keyring, who.applicantId);
      return [{ term: 'Email', value: profile?.email ?? '' }];
    }
    const own = await ownAccount(trx, who.accountId);
    return own
      ? [
          { term: '帳號', value: own.login },
          { term: '姓名', value: own.name },
          { term: '身分', value: ROLES[own.role] },
          { term: '服務機關', value: who.agencies.map((a) => `${a.name}（${a.code}）`).join('、') },
          { term: '電子郵件', value: own.email },
          { term: '聯絡電話', value: own.phone },
          { term: '密碼有效期限', value: ageWords(passwordEnds(own.passwordSetAt, s.config.passwordDays)) },
        ]
      : [];
  });
  const actor = actorOf(who);
  const desk =
    actor.kind === 'officer'
      ? await withActor(s.db, actor, (trx) => deskView(trx, c, { ...actor, kind: 'officer' }, s.now()))
      : undefined;
  const signIns = await withActor(s.db, GATE, (trx) =>
    livingSignIns(trx, subjectOf(who), s.config.idleMinutes),
  );
  return respond(
    c,
    <ProfilePage
      ctx={pageContext(c)}
      facts={facts}
      signIns={signIns}
      own={signIn.idHash}
      desk={desk}
      {...refused}
    />,
    refused ? 422 : 200,
  );
}

const ageWords = (at: Date): string => `${formatRocDateTime(at.toISOString()).slice(0, -3)} 前須變更`;

/** 附表十 4-2-4: an account's own password is kept for a day. One she was given may be changed at once. */
async function tooYoung(s: Services, who: Who): Promise<Problem[]> {
  if (who.kind !== 'account') return [];
  const changedAt = await withActor(s.db, GATE, (trx) => ownPasswordSetAt(trx, who.accountId));
  const from = changeableFrom(changedAt, s.config.passwordDays, s.now());
  if (!from) return [];
  const when = formatRocDateTime(from.toISOString()).slice(0, -3);
  const message = `密碼變更後須滿 ${s.config.passwordDays.least} 日才能再變更，請於 ${when} 之後再試；若擔心密碼外洩，請登出後由「忘記密碼」重設`;
  return [{ field: 'password', message }];
}

/** Asks for the old password (ASVS 6.2.3) and ends every other sign-in (7.4.3). */
async function changePassword(c: Context, s: Services, signIn: SignIn): Promise<Response> {
  const { who } = signIn;
  const id = idOf(who);
  const password = posted(c, 'password');
  const known = await withActor(s.db, GATE, async (trx) =>
    who.kind === 'account'
      ? accountPassword(trx, id)
      : {
          login: (await applicantProfile(trx, s.keyring, id))?.email ?? '',
          hash: await applicantPassword(trx, id),
        },
  );
  const old = posted(c, 'passwordOld');
  const problems = newPasswordProblems(
    password,
    posted(c, 'passwordAgain'),
    known?.login ?? '',
    who.kind === 'account',
  );
  if (!(await passwordFits(s.keyring, known?.hash, old)))
    problems.unshift({ field: 'passwordOld', message: '目前的密碼不正確，請重新輸入' });
  else if (old === password)
    problems.unshift({ field: 'password', message: '新密碼與目前的密碼相同，請換一組' });
  else if (problems.length === 0)
    problems.push(
      ...(await tooYoung(s, who)),
      ...(await reusedPasswordProblems(s, { kind: who.kind, id }, password)),
    );
  if (problems.length > 0) return show(c, s, signIn, { problems, consequence: '密碼尚未變更' });
  const hash = await hashPassword(s.keyring, password);
  await withActor(s.db, GATE, async (trx) => {
    if (who.kind === 'account') await setAccountPassword(trx, id, hash, s.now());
    else await setApplicantPassword(trx, id, hash);
    await tellPasswordChanged(trx, { kind: who.kind, id });
    const ended = await endOtherSignIns(trx, subjectOf(who), signIn.idHash);
    await audit(trx, GATE, {
      act: 'password.change',
      subjectKind: who.kind,
      subjectId: id,
      requestId: requestIdOf(c),
      details: { ended },
    });
  });
  return goTo(c, paths.account.profile(), { kind: 'success', text: '密碼已變更，其他裝置已登出。' });
}
