import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { beginResume, changeResume, ownProfile } from '../../db/queries/applicant-resume.ts';
import { dropResumeImport, keepResumeImport, resumeImport } from '../../db/queries/resume-import.ts';
import {
  MAX_RESUME_JSON_BYTES,
  type ReadResume,
  readResumeJson,
  resumeJson,
} from '../../documents/resume-json.ts';
import { resumeSchema } from '../../documents/resume-json-schema.ts';
import { resumePhoto } from '../../documents/resume-photo.ts';
import type { Problem } from '../../domain/problem.ts';
import { type ResumeParts, withParts } from '../../domain/resume-parts.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { act } from '../middleware/act.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { posted, postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { ResumeImportConfirmPage } from './resume-import-confirm-page.tsx';
import { differencesOf } from './resume-import-differences.ts';
import { ResumeImportPage } from './resume-import-page.tsx';
import { type Applicant, fingerprintOf, loadResume } from './resume-save.ts';

/** The résumé as JSON: carried away, brought in after a look at what it replaces; the format, published. */
export function resumeTransferRoutes(s: Services): Hono {
  const app = new Hono();
  const schemaUrl = s.config.publicUrl + paths.public.resumeSchema();

  app.get(paths.public.resumeSchema(), (c) =>
    c.body(JSON.stringify(resumeSchema(schemaUrl), null, 2), 200, {
      'Content-Type': 'application/schema+json; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
      'Access-Control-Allow-Origin': '*',
    }),
  );

  app.get(paths.applicant.resumeExport(), async (c) => {
    const actor = requireApplicant(c);
    const { record } = await loadResume(s, actor);
    await withActor(s.db, actor, (trx) =>
      audit(trx, actor, { act: 'resume.export', subjectKind: 'applicant', subjectId: actor.applicantId }),
    );
    return c.body(resumeJson(record, schemaUrl), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="resume.json"',
      'Cache-Control': 'no-store',
    });
  });

  app.get(paths.applicant.resumeImport(), (c) => {
    requireApplicant(c);
    return importPage(c, {});
  });

  app.post(paths.applicant.resumeImport(), async (c) => {
    const actor = requireApplicant(c);
    formKey(c);
    const { files, filesTooLarge } = postedForm(c);
    const file = files.find((one) => one.field === 'file');
    if (filesTooLarge || (file && file.bytes.length > MAX_RESUME_JSON_BYTES))
      return importPage(c, { problems: [{ field: 'file', message: '檔案超過 4 MB，請確認選對檔案' }] });
    if (!file) return importPage(c, { problems: [{ field: 'file', message: '請選擇要匯入的 JSON 檔' }] });
    const { record } = await loadResume(s, actor);
    const read = readResumeJson(file.bytes, record, { today: taipeiDay(s.now()) });
    if (!read.ok) return importPage(c, { places: read.problems });
    const cleaned = await withCleanPhoto(read.parts, record);
    if (!cleaned.ok) return importPage(c, { places: cleaned.problems });
    await withActor(s.db, actor, (trx) => keepResumeImport(trx, s.keyring, actor, cleaned.parts));
    return goTo(c, paths.applicant.resumeImportConfirm());
  });

  app.get(paths.applicant.resumeImportConfirm(), async (c) => {
    const waiting = await load(s, requireApplicant(c));
    return waiting ? confirmPage(c, waiting, []) : nothingWaits(c);
  });

  app.post(paths.applicant.resumeImportConfirm(), async (c) => {
    const actor = requireApplicant(c);
    const shown = posted(c, 'fingerprint');
    const done = await act(c, actor, 'resume.import', async (trx) => {
      const parts = await resumeImport(trx, s.keyring, actor);
      const ok =
        parts !== undefined &&
        (await changeResume(trx, s.keyring, actor, {
          part: 'import',
          act: 'replace',
          change: (now) => (shownOf({ now, parts }) === shown ? withParts(now, parts) : undefined),
        }));
      if (ok) await dropResumeImport(trx, actor);
      return { ok };
    });
    if (done.ok) return goTo(c, paths.applicant.resume(), { kind: 'success', text: '已匯入履歷。' });
    const waiting = await load(s, actor);
    if (!waiting) return nothingWaits(c);
    return confirmPage(c, waiting, [
      { field: '', message: '履歷或檔案在另一個視窗更動過，沒有取代。請核對下列內容後再按一次' },
    ]);
  });
  return app;
}

/** A photograph comes in as any upload does: written anew. The kept one, carried away and back, stays as it is. */
async function withCleanPhoto(parts: ResumeParts, kept: ResumeRecord): Promise<ReadResume> {
  const photo = parts.basic?.photo;
  if (!photo || photo === kept.basic.photo) return { ok: true, parts };
  const made = await resumePhoto(Buffer.from(photo, 'base64'));
  return made.ok
    ? { ok: true, parts: { ...parts, basic: { ...parts.basic, photo: made.photo } } }
    : { ok: false, problems: [{ field: 'basic.photo', message: made.message }] };
}

interface Waiting {
  now: ResumeRecord;
  parts: ResumeParts;
}

const load = (s: Services, actor: Applicant): Promise<Waiting | undefined> =>
  withActor(s.db, actor, async (trx) => {
    const profile = await ownProfile(trx, s.keyring, actor);
    const parts = await resumeImport(trx, s.keyring, actor);
    return profile && parts && { now: beginResume(profile), parts };
  });

/** Of what is kept and what would take its place: neither may change between the look and the word. */
const shownOf = ({ now, parts }: Waiting): string => fingerprintOf([now, parts]);

const confirmPage = (c: Context, { now, parts }: Waiting, problems: readonly Problem[]): Response =>
  respond(
    c,
    <ResumeImportConfirmPage
      ctx={pageContext(c)}
      differences={differencesOf(now, withParts(now, parts), parts)}
      formKey={newFormKey()}
      fingerprint={shownOf({ now, parts })}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );

const nothingWaits = (c: Context): Response =>
  goTo(c, paths.applicant.resumeImport(), {
    kind: 'notice',
    text: '沒有等待確認的檔案（超過一小時即刪除），請重新選擇。',
  });

const importPage = (
  c: Context,
  wrong: { problems?: readonly Problem[]; places?: readonly Problem[] },
): Response =>
  respond(
    c,
    <ResumeImportPage ctx={pageContext(c)} formKey={newFormKey()} {...wrong} />,
    wrong.problems || wrong.places ? 422 : 200,
  );
