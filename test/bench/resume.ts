import type { ResumeInput } from '../../documents/resume-pdf.ts';
import { png } from '../documents/png.ts';
import { full } from '../documents/resume-fixture.ts';

/** Grained like a photograph: packed, it keeps most of its 342 KB. */
const PHOTO = png(300, 380, 9).toString('base64');

/** Three pages with a photo, every part filled; at least 230 KB as a document. */
export function longResume(applicationNo: string): ResumeInput {
  const input = full({ applicationNo });
  input.record.basic.photo = PHOTO;
  return input;
}
