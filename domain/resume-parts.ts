/** Some parts of a résumé, to take the place of what is kept. */
import type { BasicPart, ResumeRecord } from './resume-record.ts';

export type ResumeParts = Partial<Omit<ResumeRecord, 'basic'>> & { basic?: Partial<BasicPart> };

/**
 * A part that is given takes the place of the kept one; what is not given stays. Of part 1 each field stands for
 * itself, and the address of the mailbox is the account's.
 */
export function withParts(record: ResumeRecord, parts: ResumeParts): ResumeRecord {
  const { basic, ...others } = parts;
  return {
    ...record,
    ...others,
    basic: { ...record.basic, ...basic, email: record.basic.email },
  };
}
