import { createTypesetter } from '../documents/resume-pdf.ts';

/**
 * The one typesetter of the pages' process, for sheets of retrievals, postings, certificates, rosters, forms and
 * previews: its compiler keeps some 120 MB from the first document on, which ending its thread would not give back.
 * It starts nothing before that and keeps no process alive.
 */
export const typesetter = createTypesetter({ threads: 1 });
