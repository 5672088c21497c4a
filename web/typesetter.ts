import { createTypesetter } from '../documents/resume-pdf.ts';

/**
 * The one typesetter of the pages, for sheets of retrievals, postings, certificates, rosters, forms and previews. Its
 * compiler is a process of its own, started with the first document and ended after some minutes without one.
 */
export const typesetter = createTypesetter({ compilers: 1 });
