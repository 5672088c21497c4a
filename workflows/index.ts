/** The workflows a worker's bundle holds; their names are the workflow types. */
export { application } from './application.ts';
export { housekeeping } from './housekeeping.ts';
export { mail } from './mail.ts';
export { newsletter } from './newsletter.ts';
export { resumeProduction } from './resume-production.ts';
export { vacancy } from './vacancy.ts';
