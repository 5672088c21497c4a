import { createTypesetter } from '../documents/resume-pdf.ts';

/**
 * The one typesetter of the pages' process: sheets of retrievals, postings, certificates, rosters, forms, previews.
 * It starts nothing before the first document and keeps no process alive; a minute after the last one its compiler's
 * memory (some 200 MB) is given back.
 */
export const typesetter = createTypesetter({ threads: 1, idleMs: 60_000 });
