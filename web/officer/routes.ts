import { Hono } from 'hono';
import type { Services } from '../services.ts';
import { applicantsRoutes } from './applicants-routes.tsx';
import { batchNoticeRoutes } from './batch-notice-routes.tsx';
import { copyRoutes } from './copy-routes.ts';
import { handoverRoutes } from './handover-routes.tsx';
import { importRoutes } from './import-routes.tsx';
import { listingRoutes } from './listing-routes.tsx';
import { noticeMailsRoutes } from './notice-mails-routes.tsx';
import { noticeRoutes } from './notice-routes.tsx';
import { readingRoutes } from './reading-routes.tsx';
import { registerRoutes } from './register-routes.tsx';
import { repliesRoutes } from './replies-routes.tsx';
import { resultsRoutes } from './results-routes.tsx';
import { retrievalRoutes } from './retrieval-routes.tsx';
import { rosterRoutes } from './roster-routes.tsx';
import { screeningBatchRoutes } from './screening-batch-routes.tsx';
import { screeningRoutes } from './screening-routes.tsx';
import { searchRoutes } from './search-routes.tsx';
import { vacancyAutosaveRoutes } from './vacancy-autosave-routes.ts';
import { vacancyFormRoutes } from './vacancy-form-routes.tsx';
import { vacancyRoutes } from './vacancy-routes.tsx';

/** The officers' rooms; fixed addresses before those with a number in them. */
export function officerRoutes(services: Services): Hono {
  const app = new Hono();
  app.route('/', registerRoutes(services));
  app.route('/', vacancyFormRoutes(services));
  app.route('/', vacancyAutosaveRoutes(services));
  app.route('/', vacancyRoutes(services));
  app.route('/', listingRoutes(services));
  app.route('/', handoverRoutes(services));
  app.route('/', applicantsRoutes(services));
  app.route('/', screeningBatchRoutes(services));
  app.route('/', screeningRoutes(services));
  app.route('/', retrievalRoutes(services));
  app.route('/', batchNoticeRoutes(services));
  app.route('/', noticeMailsRoutes(services));
  app.route('/', noticeRoutes(services));
  app.route('/', resultsRoutes(services));
  app.route('/', repliesRoutes(services));
  app.route('/', importRoutes(services));
  app.route('/', searchRoutes(services));
  app.route('/', copyRoutes(services));
  app.route('/', rosterRoutes(services));
  app.route('/', readingRoutes(services));
  return app;
}
