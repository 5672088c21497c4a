import type { Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { openSignIn } from '../../db/queries/sign-ins.ts';
import { createApp } from '../../web/app.tsx';
import { type Assets, loadAssets } from '../../web/assets/build.ts';
import { type Config, readConfig } from '../../web/config.ts';
import { makeLog } from '../../web/log.ts';
import type { Services } from '../../web/services.ts';
import { noTemporal } from '../../web/temporal.ts';
import { visits } from '../../web/visits.ts';
import type { Scene } from './scene.ts';

export interface SignedIn {
  cookie: string;
  csrf: string;
}
type Fields = Record<string, string | readonly string[]>;

export interface Web {
  app: Hono;
  services: Services;
  /** Lines the log wrote. */
  lines: string[];
  /** Opens a sign-in for an actor of the scene without its password. */
  signIn: (actor: Actor) => Promise<SignedIn>;
  get: (path: string, as?: SignedIn, headers?: Record<string, string>) => Promise<Response>;
  /** Posts a form as a browser does from our own page; the token is filled in. */
  post: (path: string, fields: Fields, as?: SignedIn, headers?: Record<string, string>) => Promise<Response>;
  /** The same with files. */
  upload: (path: string, form: FormData, as?: SignedIn) => Promise<Response>;
}

export const ORIGIN = 'http://localhost:3000';

/** The whole app on a scene's database; answers come from `app.request`, without a server. */
export async function webOf(
  scene: Scene,
  o: { config?: Partial<Config>; services?: Partial<Services>; quiet?: boolean } = {},
): Promise<Web> {
  const lines: string[] = [];
  const assets: Assets = await loadAssets();
  const config: Config = {
    ...readConfig({
      DATABASE_URL: scene.urls.web,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      PUBLIC_URL: ORIGIN,
      KEYRING_FILE: scene.keyringFile,
    }),
    ...o.config,
  };
  const now = () => new Date();
  const services: Services = {
    config,
    db: scene.web,
    keyring: scene.keyring,
    temporal: noTemporal,
    log: makeLog({ level: 'info', name: 'web', to: { write: (line: string) => void lines.push(line) } }),
    assets,
    visits: visits({ db: scene.web, secret: scene.keyring.pepper, now }),
    now,
    // the log keeps messages to itself; whoever runs tests wants them
    onFault: o.quiet ? undefined : (e) => console.error(e),
    ...o.services,
  };
  const app = createApp(services);
  const own = (as?: SignedIn): Record<string, string> => ({
    ...(as ? { cookie: as.cookie } : {}),
    origin: ORIGIN,
    'sec-fetch-site': 'same-origin',
  });
  return {
    app,
    services,
    lines,
    async signIn(actor) {
      const who =
        actor.kind === 'applicant'
          ? { applicantId: actor.applicantId }
          : { accountId: (actor as { accountId: string }).accountId };
      const { token, csrf } = await withActor(scene.web, { kind: 'gate' }, (trx) =>
        openSignIn(trx, { ...who, way: 'account', hours: config.absoluteHours }),
      );
      return { cookie: `${config.https ? '__Host-' : ''}sid=${token}`, csrf };
    },
    get: async (path, as, headers) =>
      app.request(path, { headers: { ...(as ? { cookie: as.cookie } : {}), ...headers } }),
    post: async (path, fields, as, headers) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...(as ? { _csrf: as.csrf } : {}), ...fields }))
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      return app.request(path, {
        method: 'POST',
        body: body.toString(),
        headers: { ...own(as), 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    },
    upload: async (path, form, as) => {
      if (as && !form.has('_csrf')) form.set('_csrf', as.csrf);
      return app.request(path, { method: 'POST', body: form, headers: own(as) });
    },
  };
}
