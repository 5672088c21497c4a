import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { endSignIn } from '../../db/queries/sign-ins.ts';
import { brake } from '../middleware/brake.ts';
import { localPath } from '../middleware/next-path.ts';
import { type Door, takeToken } from '../middleware/sign-in.ts';
import { posted, requestIdOf, signInOf, stateOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { HeldPage, readHeld } from './held-form.tsx';
import { doorOf, homeOf, letIn } from './let-in.tsx';
import { RENEW } from './overdue-page.tsx';
import { overduePage, renewPassword } from './renew-password.tsx';
import { GATE, trySignIn } from './sign-in-act.ts';
import { ApplicantDoorPage, StaffDoorPage } from './sign-in-pages.tsx';

/** The same for unknown, locked, disabled and wrong (ASVS 6.3.8). */
export const WRONG = '帳號或密碼不正確，請重新輸入；連續輸入錯誤 5 次，帳號將鎖定 15 分鐘，鎖定期間無法登入';
const unconfirmedWords = (mailed: boolean): string =>
  mailed
    ? '信箱尚未確認，確認信已再寄一次；請開啟最新一封信中的連結，先前的連結已失效'
    : '信箱尚未確認，請開啟最新一封確認信中的連結；若沒有收到，請檢查垃圾信件匣，一小時後可再試';

export function signInRoutes(s: Services): Hono {
  const app = new Hono();
  for (const [path, door, Page] of [
    [paths.account.signIn(), 'staff', StaffDoorPage],
    [paths.applicant.signIn(), 'applicant', ApplicantDoorPage],
  ] as const) {
    app.get(path, (c) => {
      const next = localPath(c.req.query('next'));
      const signIn = signInOf(c);
      if (signIn && doorOf(signIn) === door) return goTo(c, next ?? homeOf(signIn));
      return respond(c, <Page ctx={pageContext(c)} next={next} />);
    });
    app.use(path, brake(s.config.doorTriesPerMinute));
    app.post(path, (c) => enter(c, s, door));
  }
  app.post(paths.account.signOut(), (c) => leave(c, s));
  return app;
}

/** So many days before a password is overdue, its owner reads this at each sign-in. */
const dueWords = (days: number): string =>
  `您的密碼還有 ${days} 日到期，請由右上角「個人資料」變更密碼；到期後登入時須先設定新密碼。`;

async function enter(c: Context, s: Services, door: Door): Promise<Response> {
  const name = posted(c, 'login').trim();
  const password = posted(c, 'password');
  const held = readHeld(posted(c, '_held'));
  const next = localPath(posted(c, '_next'));
  const again = (message: string, status: 401 | 422): Response => {
    const ctx = pageContext(c);
    if (held)
      return respond(c, <HeldPage ctx={ctx} held={held} door={door} name={name} problem={message} />, status);
    const Page = door === 'staff' ? StaffDoorPage : ApplicantDoorPage;
    const problems = [{ field: 'login', message }];
    return respond(c, <Page ctx={ctx} next={next} name={name} problems={problems} />, status);
  };
  if (door === 'staff' && posted(c, RENEW) !== '') {
    const renewed = await renewPassword(c, s);
    if (renewed && 'page' in renewed) return renewed.page;
    const banner = { kind: 'success', text: '密碼已變更。' } as const;
    const inside = renewed && (await letIn(c, s, renewed.token, { held, next, banner }));
    return inside ?? again('設定新密碼的時間已過，請以原來的密碼重新登入', 401);
  }
  if (name === '' || password === '')
    return again(door === 'staff' ? '請輸入帳號及密碼' : '請輸入 Email 及密碼', 422);
  const tried = await trySignIn(s, door, {
    login: name.slice(0, 254),
    password: password.slice(0, 500),
    requestId: requestIdOf(c),
    replaces: signInOf(c)?.idHash ?? null,
  });
  if (!tried.ok && tried.why === 'overdue') return overduePage(c, s, tried.token);
  if (!tried.ok) return again(tried.why === 'unconfirmed' ? unconfirmedWords(tried.mailed) : WRONG, 401);
  const { daysLeft } = tried;
  const banner = daysLeft === null ? undefined : ({ kind: 'notice', text: dueWords(daysLeft) } as const);
  return (await letIn(c, s, tried.token, { held, next, banner })) ?? again(WRONG, 401);
}

/** Signing out twice is no fault. What the browser kept of our pages goes too. */
async function leave(c: Context, s: Services): Promise<Response> {
  const signIn = signInOf(c);
  if (signIn) {
    await withActor(s.db, GATE, async (trx) => {
      await endSignIn(trx, signIn.idHash);
      const { who } = signIn;
      await audit(trx, GATE, {
        act: 'signOut',
        subjectKind: who.kind,
        subjectId: who.kind === 'account' ? who.accountId : who.applicantId,
        requestId: requestIdOf(c),
      });
    });
    stateOf(c).signIn = null;
  }
  takeToken(c);
  c.header('Clear-Site-Data', '"cache", "storage"');
  return goTo(c, paths.home(), { kind: 'success', text: '您已登出。' });
}
