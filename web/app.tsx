import { type Context, Hono } from 'hono';
import { Registry } from 'prom-client';
import { accountRoutes } from './account/routes.ts';
import { agencyRoutes } from './agency/routes.tsx';
import { applicantRoutes } from './applicant/routes.tsx';
import { assetRoutes } from './assets/routes.ts';
import { deskSummaries } from './desk-summary.ts';
import { addressOf } from './middleware/address.ts';
import { deskState } from './middleware/desk.ts';
import { onError } from './middleware/errors.tsx';
import { type FormRules, forms } from './middleware/forms.ts';
import { securityHeaders } from './middleware/headers.ts';
import { httpMetrics } from './middleware/metrics.ts';
import { requestLog } from './middleware/request-log.ts';
import { signInState } from './middleware/sign-in.ts';
import { officerRoutes } from './officer/routes.ts';
import { healthRoutes } from './ops/health.ts';
import { opsRoutes } from './ops/routes.tsx';
import { feedRoutes } from './public/feed-routes.tsx';
import { newsletterRoutes } from './public/newsletter-routes.tsx';
import { publicRoutes } from './public/routes.tsx';
import { notFound } from './render.tsx';
import { replyRoutes } from './reply/routes.tsx';
import { reviewRoutes } from './review/routes.tsx';
import type { Services } from './services.ts';

const MB = 1024 * 1024;
const FORM_RULES: FormRules = {
  maxBytes: MB,
  // above the limits the pages name, so that a page can say at its field what is too large
  uploads: [
    { path: /^\/(apply|applicant)\//, filesBytes: 24 * MB, maxFiles: 12 },
    { path: /^\/officer\/vacancies\/(new|\d{10}\/edit)$/, filesBytes: 24 * MB, maxFiles: 12 },
    { path: /^\/officer\/import/, filesBytes: 24 * MB, maxFiles: 1 },
  ],
  ownProof: /^\/(r|newsletter\/unsubscribe\/[\w-]+)$/,
  noToken: /^\/(sign-in|applicant\/(sign-in|sign-up|confirm\/[^/]+)|forgot-password|reset-password\/[^/]+)$/,
};

/** The whole web: middleware from the outermost inwards, then the rooms. */
export function createApp(s: Services, registry = new Registry()): Hono {
  const app = new Hono();
  app.onError(onError);
  app.notFound((c) => notFound(c));

  app.use(requestLog(s));
  app.use(securityHeaders);
  app.use(httpMetrics(registry));
  app.route('/', assetRoutes(s.assets));
  app.route('/', healthRoutes(s, registry));
  app.use(signInState(s));
  app.use(forms(s, FORM_RULES));
  app.use(deskState(deskSummaries(s)));
  app.use(async (c, next) => {
    if (countsAsVisit(c)) s.visits.seen({ ip: addressOf(c), userAgent: c.req.header('user-agent') ?? '' });
    await next();
  });

  app.route('/', accountRoutes(s));
  app.route('/', publicRoutes(s));
  app.route('/', feedRoutes(s, registry));
  app.route('/', newsletterRoutes(s));
  app.route('/', applicantRoutes(s));
  app.route('/', replyRoutes(s));
  app.route('/', officerRoutes(s));
  app.route('/', agencyRoutes(s));
  app.route('/', reviewRoutes(s));
  app.route('/', opsRoutes(s));

  return app;
}

/** Pages people open; not fragments, feeds, mailed links or posts. */
const countsAsVisit = (c: Context): boolean =>
  c.req.method === 'GET' &&
  c.req.header('hx-request') === undefined &&
  !/^\/(r|open-data|newsletter\/\w+)\//.test(c.req.path);
