import { type Context, Hono } from 'hono';
import { cleanText } from '../../domain/contact.ts';
import { checkIdNumber } from '../../domain/id-number.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { checkBasic, checkNotes, checkStatement } from '../../domain/resume-rules.ts';
import { selectResume } from '../../domain/resume-selection.ts';
import { BASIC_FIELDS, NOTES_FIELDS } from '../../domain/resume-single-fields.ts';
import { taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import { shortResume } from '../../domain/short-resume.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { posted, postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { typesetter } from '../typesetter.ts';
import { postedFields } from './application-form-data.ts';
import { BriefPage } from './brief-page.tsx';
import { shownOf, type Typed, typedOf, valuesOf } from './resume-form-data.ts';
import { resumeListRoutes } from './resume-list-routes.tsx';
import { ResumeOverviewPage } from './resume-overview-page.tsx';
import { resumePhotoRoutes } from './resume-photo-routes.tsx';
import { fingerprintOf, loadResume, saveResume } from './resume-save.ts';
import { ResumeSinglePage, type SinglePart } from './resume-single-page.tsx';
import { resumeTransferRoutes } from './resume-transfer-routes.tsx';
import { headingOf } from './resume-words.ts';

const SINGLES: readonly SinglePart[] = ['basic', 'notes', 'statement'];
const EVERYTHING = {
  allSections: true,
  sections: [],
  trainingRange: { from: '', to: '' },
  rewardRange: { from: '', to: '' },
  appraisalRange: { from: null, to: null },
};

/** 我的履歷: overview, 我的簡歷, the parts without rows, the lists, and the preview of the document. */
export function resumeRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(paths.applicant.resume(), async (c) => {
    const { record, changedAt } = await loadResume(s, requireApplicant(c));
    return respond(c, <ResumeOverviewPage ctx={pageContext(c)} record={record} changedAt={changedAt} />);
  });

  app.get(paths.applicant.brief(), async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    return respond(c, <BriefPage ctx={pageContext(c)} brief={shortResume(record)} />);
  });

  app.get('/applicant/resume/preview.pdf', async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    const mode = c.req.query('set') === 'open' ? 'open' : 'civilService';
    const { parts, ...cut } = selectResume(record, EVERYTHING, mode);
    const { bytes } = await typesetter.resume({
      ...{ record: cut, parts, submittedAt: s.now().toISOString(), version: 1 },
      // in the place of the vacancy, which there is none of yet
      ...{ agencyName: '（預覽，尚未應徵）', title: '－', vacancyNo: '－', applicationNo: '－' },
    });
    c.header('Content-Type', 'application/pdf');
    c.header('Content-Disposition', 'inline; filename="resume-preview.pdf"');
    c.header('Cache-Control', 'no-store');
    return c.body(new Uint8Array(bytes));
  });

  for (const part of SINGLES) {
    const path = paths.applicant.resumePart(part);
    app.get(path, async (c) => {
      const { record } = await loadResume(s, requireApplicant(c));
      return single(c, part, record, shownSingle(record, part), []);
    });
    app.post(path, (c) => saveSingle(c, s, part));
  }

  app.post(paths.applicant.resumeStatementAutosave(), (c) => autosaveStatement(c, s));
  app.route('/', resumePhotoRoutes(s));
  app.route('/', resumeTransferRoutes(s));
  app.route('/', resumeListRoutes(s));
  return app;
}

async function saveSingle(c: Context, s: Services, part: SinglePart): Promise<Response> {
  const actor = requireApplicant(c);
  const { record } = await loadResume(s, actor);
  const typed = typedSingle(c, part);
  const put = (into: ResumeRecord): ResumeRecord => withSingle(into, part, typed);
  const problems = checkSingle(put(record), part, taipeiDay(s.now()));
  if (problems.length > 0) return single(c, part, record, typed, problems);
  const shown = posted(c, 'fingerprint');
  const kept = await saveResume(s, c, actor, {
    part,
    act: 'save',
    change: (now) => (fingerprintOf(now[part]) === shown ? put(now) : undefined),
  });
  if (!kept)
    return single(c, part, (await loadResume(s, actor)).record, typed, [
      {
        field: '',
        message: '這一項在另一個視窗更動過。下面是您剛才填寫的內容，核對後再按一次「儲存」就會取代。',
      },
    ]);
  return goTo(c, paths.applicant.resume(), { kind: 'success', text: `已儲存「${headingOf(part)}」。` });
}

/**
 * What `web/assets/client/autosave.js` posts and reads. The fingerprint and the key change with each saving: a text
 * typed back to what it was is a change too.
 */
async function autosaveStatement(c: Context, s: Services): Promise<Response> {
  const actor = requireApplicant(c);
  c.header('Cache-Control', 'no-store');
  const { statement = '' } = typedSingle(c, 'statement');
  const [problem] = checkStatement(statement);
  if (problem) return c.json({ text: `尚未儲存：${problem.message}` }, 422);
  const shown = posted(c, 'fingerprint');
  const kept = await saveResume(s, c, actor, {
    part: 'statement',
    act: 'autosave',
    change: (now) => (fingerprintOf(now.statement) === shown ? { ...now, statement } : undefined),
  });
  if (!kept) return c.json({ text: '自述在另一個視窗更動過，尚未儲存。請按「儲存」核對。' }, 409);
  const fields = { fingerprint: fingerprintOf(statement), _key: newFormKey() };
  return c.json({ text: `已自動儲存 ${taipeiTime(s.now())}`, fields });
}

/** The page of one part; `record` is what is kept now, `typed` what stands in the boxes. */
const single = (
  c: Context,
  part: SinglePart,
  record: ResumeRecord,
  typed: Typed,
  problems: readonly Problem[],
): Response =>
  respond(
    c,
    <ResumeSinglePage
      ctx={pageContext(c)}
      part={part}
      typed={typed}
      basic={record.basic}
      fingerprint={fingerprintOf(record[part])}
      formKey={newFormKey()}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );

function typedSingle(c: Context, part: SinglePart): Typed {
  if (part === 'statement') return { statement: cleanText(posted(c, 'statement')) };
  return typedOf(part === 'basic' ? BASIC_FIELDS : NOTES_FIELDS, postedFields(postedForm(c).entries));
}

function shownSingle(record: ResumeRecord, part: SinglePart): Typed {
  if (part === 'statement') return { statement: record.statement };
  return part === 'basic' ? shownOf(BASIC_FIELDS, record.basic) : shownOf(NOTES_FIELDS, record.notes);
}

function withSingle(record: ResumeRecord, part: SinglePart, typed: Typed): ResumeRecord {
  if (part === 'statement') return { ...record, statement: typed.statement ?? '' };
  if (part === 'notes') return { ...record, notes: { ...record.notes, ...valuesOf(NOTES_FIELDS, typed) } };
  const basic = { ...record.basic, ...valuesOf(BASIC_FIELDS, typed) };
  const idNumber = checkIdNumber(basic.idNumber);
  return { ...record, basic: idNumber.ok ? { ...basic, idNumber: idNumber.normal } : basic };
}

function checkSingle(record: ResumeRecord, part: SinglePart, today: string): Problem[] {
  if (part === 'basic') return checkBasic(record.basic, { today });
  return part === 'notes' ? checkNotes(record.notes) : checkStatement(record.statement);
}
