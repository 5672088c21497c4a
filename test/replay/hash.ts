import { createHash } from 'node:crypto';

/** Of what a history says, however its file is laid out. */
export const hashOf = (history: unknown): string =>
  createHash('sha256').update(JSON.stringify(history)).digest('hex');
