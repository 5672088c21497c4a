/**
 * What every page knows besides its own data: who looks at it, the counters of the header, the hidden form token.
 * `render.tsx` fills it once for each request; `Layout` takes it whole.
 */

/** Kinds of people who look at pages. `public` is anyone not signed in. */
export type ActorKind =
  | 'public'
  | 'applicant'
  | 'officer'
  | 'reviewer'
  | 'agencyAdmin'
  | 'operator'
  | 'auditor';

export interface AgencyName {
  code: string;
  name: string;
}

export interface PageActor {
  kind: ActorKind;
  name?: string;
  agencies?: AgencyName[];
  /** R9: how this person signed in, in words: 帳號登入, 自然人憑證登入. */
  signInWay?: string;
  /** Instants (ISO); null for the first sign-in (R3). */
  lastSignInAt?: string | null;
  thisSignInAt?: string;
}

/** R2/R3: 目前線上, 今日總計, 累積上線. */
export interface Counters {
  online: number;
  today: number;
  total: number;
}

export interface PageBanner {
  kind: 'success' | 'notice';
  text: string;
}

export interface PageContext {
  actor: PageActor;
  counters: Counters;
  /** Token of this sign-in for the hidden field `_csrf`. */
  csrf: string;
  /** Shows the bar that says this is a demonstration. */
  demo: boolean;
  /** Today in Taipei, ISO day. */
  today: string;
  /** When the page was made (ISO instant); said on paper. */
  madeAt?: string;
  /** How many things wait for this person; shown in the header and the side menu. */
  waiting?: number;
  /** For whom she stands in today, with the last day (ISO). */
  standsInFor?: readonly { name: string; to: string }[];
  /** Addresses of the style sheet and the script, with their hashes. */
  assets: { css: string; js: string };
  /** What the last act recorded, after a redirect. */
  banner?: PageBanner;
}

/** Kinds who work in the framed page with the side menu. */
export function isStaff(kind: ActorKind): boolean {
  return kind !== 'public' && kind !== 'applicant';
}
