import type { Context } from 'hono';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { selectResume } from '../../domain/resume-selection.ts';
import { typesetter } from '../typesetter.ts';
import type { Applied } from './open-vacancy.ts';

/** The document this vacancy would receive of what is typed now; nothing of it is kept. */
export async function applicationPreview(
  c: Context,
  vacancy: Applied,
  resume: ResumeRecord,
  now: Date,
): Promise<Response> {
  const { trainingRange, rewardRange, appraisalRange } = vacancy.selection;
  const { parts, ...record } = selectResume(resume, vacancy.selection, vacancy.mode);
  const { bytes } = await typesetter.resume({
    ...{ record, parts, submittedAt: now.toISOString(), version: 1 },
    ...(vacancy.mode === 'civilService' ? { ranges: { trainingRange, rewardRange, appraisalRange } } : {}),
    ...{ agencyName: vacancy.agencyName, title: vacancy.title, vacancyNo: vacancy.no },
    applicationNo: '（預覽，尚未送出）',
  });
  c.header('Content-Type', 'application/pdf');
  c.header('Content-Disposition', `inline; filename="${vacancy.no}-preview.pdf"`);
  c.header('Cache-Control', 'no-store');
  return c.body(new Uint8Array(bytes));
}
