/** What follows once somebody is let in at a door: the form that met it, the page she wanted, or where she begins. */
import type { Context } from 'hono';
import { findSignIn, type SignIn } from '../../db/queries/sign-ins.ts';
import { type Door, giveToken } from '../middleware/sign-in.ts';
import { stateOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { PageBanner } from '../view.ts';
import { type Held, HeldPage } from './held-form.tsx';

/** Where each kind of person begins. */
export function homeOf(signIn: SignIn): string {
  if (signIn.who.kind === 'applicant') return paths.applicant.home();
  const { role } = signIn.who;
  if (role === 'reviewer') return paths.review.list();
  return role === 'operator' || role === 'auditor' ? paths.ops.home() : paths.account.portal();
}

/** Hands the browser its sign-in. @returns undefined when it ended before it began */
export async function letIn(
  c: Context,
  s: Services,
  token: string,
  o: { held: Held | undefined; next: string | undefined; banner?: PageBanner | undefined },
): Promise<Response | undefined> {
  giveToken(c, token);
  const signIn = await findSignIn(s.db, token, s.config.idleMinutes);
  if (!signIn) return undefined;
  const state = stateOf(c);
  state.signIn = signIn;
  if (!o.held) return goTo(c, o.next ?? homeOf(signIn), o.banner);
  if (o.banner) state.banner = o.banner;
  return respond(c, <HeldPage ctx={pageContext(c)} held={o.held} door={null} />);
}

/** The door a person of this sign-in came through. */
export const doorOf = (signIn: SignIn): Door => (signIn.who.kind === 'applicant' ? 'applicant' : 'staff');
