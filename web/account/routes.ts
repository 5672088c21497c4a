import { Hono } from 'hono';
import type { Services } from '../services.ts';
import { mailboxRoutes } from './mailbox-routes.tsx';
import { ownDataRoutes } from './own-data-routes.tsx';
import { portalRoutes } from './portal.tsx';
import { profileRoutes } from './profile-routes.tsx';
import { resetRoutes } from './reset-routes.tsx';
import { signInRoutes } from './sign-in-routes.tsx';
import { signUpRoutes } from './sign-up-routes.tsx';

/** Accounts of both kinds: the doors, signing up, passwords, 我的專區, 個人資料. */
export function accountRoutes(s: Services): Hono {
  const app = new Hono();
  app.route('/', signInRoutes(s));
  app.route('/', signUpRoutes(s));
  app.route('/', resetRoutes(s));
  app.route('/', portalRoutes());
  app.route('/', profileRoutes(s));
  app.route('/', ownDataRoutes(s));
  app.route('/', mailboxRoutes(s));
  return app;
}
