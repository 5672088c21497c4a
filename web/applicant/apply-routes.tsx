import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { keptResult } from '../../db/idempotency.ts';
import { ownProfile } from '../../db/queries/applicant-resume.ts';
import { ownDraft } from '../../db/queries/application-drafts.ts';
import { beforeApplying } from '../../db/queries/applying.ts';
import { ownApplication, ownOpenApplication } from '../../db/queries/own-applications.ts';
import { checkAttachment } from '../../documents/attachment-check.ts';
import {
  type ApplicationForm,
  checkApplication,
  emptyApplicationForm,
  toResumeRecord,
} from '../../domain/application-rules.ts';
import { checkParticulars, declaringFor, toParticulars } from '../../domain/particulars.ts';
import type { Problem } from '../../domain/problem.ts';
import { recordForVacancy } from '../../domain/resume-selection.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { rocPartsOf } from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { readUploads } from '../uploads.ts';
import {
  formOfRecord,
  postedFields,
  type ReadApplication,
  readApplicationForm,
  rowsToShow,
} from './application-form-data.ts';
import { ApplicationPage } from './application-page.tsx';
import { applicationPreview } from './application-preview.ts';
import { filledSince } from './draft-form-data.ts';
import { keepPressed } from './draft-save.ts';
import { HAND_IN, handIn, openApplicationTo } from './hand-in.ts';
import { stampWords } from './my-drafts.tsx';
import { type NotOpen, openOrNot, openVacancy } from './open-vacancy.ts';
import { NotOpenPage, UnconfirmedPage } from './refusal-pages.tsx';
import { ReviewPage } from './review-page.tsx';
import { keptFilesOf, readParticulars, secondStepBefore, secondStepOf } from './second-step.ts';

type Applicant = Actor & { kind: 'applicant' };

/**
 * Applying in two steps on one address: the form, then the review with files and consent. The form's key makes
 * a double press or a retry one application.
 */
export function applyRoutes(s: Services): Hono {
  const app = new Hono();

  app.get('/apply/:no{[0-9]{10}}', async (c) => {
    const actor = requireApplicant(c);
    const vacancy = await openVacancy(s, c.req.param('no'));
    const { profile, mine, draft } = await begin(s, actor, c.req.param('no'));
    const typed = draft && readApplicationForm(draft.fields);
    if (!vacancy.ok) return notOpen(c, vacancy, typed?.form);
    if (!profile.confirmed) return unconfirmed(c, vacancy.title);
    const before = mine?.record ?? profile.record;
    const known = before ? formOfRecord(before) : emptyApplicationForm();
    const begun = { form: known, birth: rocPartsOf(known.birthDate) };
    const filled =
      draft && typed ? filledSince(draft, typed, { ...begun, changedAt: profile.changedAt }) : begun;
    const form = { ...filled.form, email: profile.email };
    const named = { ...form, name: form.name || profile.name };
    return respond(
      c,
      <ApplicationPage
        ctx={pageContext(c)}
        vacancy={vacancy}
        form={named}
        resume={toResumeRecord(named, profile.record ?? undefined)}
        birth={filled.birth}
        rows={rowsToShow(form, draft?.fields ?? {})}
        formKey={newFormKey()}
        draftVersion={draft?.version ?? 0}
        draftSavedAt={draft && stampWords(draft.updated_at)}
        change={mine !== undefined}
        later={draft ? secondStepOf(draft.fields) : secondStepBefore(mine?.particulars)}
      />,
    );
  });

  app.post('/apply/:no{[0-9]{10}}', async (c) => {
    const actor = requireApplicant(c);
    const key = formKey(c);
    const body = postedFields(postedForm(c).entries);
    const read = readApplicationForm(body);
    const no = c.req.param('no');
    const { earlier: answered, vacancy: found, profile, mine } = await look(s, actor, no, key);
    // a repeated post gets the answer of the first one, whatever has happened since
    if (answered) return c.redirect(receipt(answered), 303);
    const vacancy = openOrNot(s, no, found);
    if (!vacancy.ok) return notOpen(c, vacancy, read.form);
    if (!profile.confirmed) return unconfirmed(c, vacancy.title);

    const form = { ...read.form, email: profile.email };
    const change = body.change === 'yes' && mine !== undefined;
    const resume = toResumeRecord(form, profile.record ?? undefined);
    const draft =
      change || body.act === 'submit'
        ? { version: 0, refused: '' }
        : await keepPressed(s, actor, { vacancyNo: no, formKey: key, body });
    const draftVersion = draft.version;
    const page = { ctx: pageContext(c), vacancy, form, resume, formKey: key, change, draftVersion };
    const showForm = (problems: Problem[], status: 200 | 422) =>
      respond(
        c,
        <ApplicationPage
          {...page}
          birth={read.birth}
          rows={rowsToShow(form, body)}
          problems={problems}
          later={secondStepOf(body)}
        />,
        status,
      );
    if (body.act === 'saveDraft' && !change) {
      if (draft.refused) return showForm([{ field: '', message: draft.refused }], 422);
      return goTo(c, paths.applicant.home(), {
        kind: 'success',
        text: `已儲存「${vacancy.title}」的應徵草稿，尚未送出。截止前可從這裡繼續填寫。`,
      });
    }
    if (body.act === 'addEducation' || body.act === 'addExperience' || body.act === 'back')
      return showForm([], 200);
    const wrong = problemsOf({ ...read, form }, taipeiDay(s.now()));
    if (wrong.length > 0) return showForm(wrong, 422);

    const earlier = change ? mine.files : [];
    const keeping = keptFilesOf(body, earlier);
    const review = (problems: Problem[]) =>
      respond(
        c,
        <ReviewPage {...page} body={body} problems={problems} earlier={earlier} kept={keeping.kept} />,
        problems.length > 0 ? 422 : 200,
      );
    if (body.act === 'preview') return applicationPreview(c, vacancy, resume, s.now());
    if (body.act !== 'submit') return review([]);
    const { files, problems } = await readUploads(postedForm(c), keeping.kept, {
      called: '證明文件',
      check: checkAttachment,
    });
    problems.unshift(...keeping.problems);
    const stated = readParticulars(body);
    const declaring = declaringFor(vacancy.mode, form.experience);
    problems.push(...checkParticulars(stated, declaring));
    if (!form.consent) problems.push({ field: 'consent', message: '請閱讀個人資料蒐集告知事項後勾選同意' });
    if (problems.length > 0) return review(problems);

    // Whether she has applied already is decided behind the key: the same form pressed twice is no second one.
    const record = recordForVacancy(resume, vacancy.selection, vacancy.mode);
    const done = await handIn(s, actor, {
      ...{ key, vacancyNo: vacancy.no, record, kept: resume, files },
      particulars: toParticulars(stated, declaring),
      keptFiles: keeping.kept.map((f) => f.id),
      changes: change && mine ? mine.id : null,
    });
    if (done.ok) return c.redirect(receipt(done.applicationId), 303);
    if (done.why === 'already') return toTheFirst(c, s, actor, vacancy.no);
    return notOpen(c, { ok: false, no: vacancy.no, title: vacancy.title, why: done.why }, read.form);
  });
  return app;
}

const receipt = (applicationId: string): string => `${paths.applicant.application(applicationId)}?receipt=1`;

/** Everything wrong with the first step; a date that cannot be read is told once, with its own words. */
function problemsOf(read: ReadApplication, today: string): Problem[] {
  const unreadable = new Set(read.problems.map((p) => p.field));
  const rules = checkApplication({ ...read.form, consent: true }, { today });
  return [...read.problems, ...rules.filter((p) => !unreadable.has(p.field))];
}

async function begin(s: Services, actor: Applicant, no: string) {
  return withActor(s.db, actor, async (trx) => {
    const profile = await ownProfile(trx, s.keyring, actor);
    if (!profile) throw new Error('applicantGone');
    const open = await ownOpenApplication(trx, actor, no);
    const mine = open && (await ownApplication(trx, s.keyring, actor, open.id));
    const draft = open ? undefined : await ownDraft(trx, s.keyring, actor, no);
    return { profile, mine, draft };
  });
}

/** What a posted form is looked at with; her open application only when there is one. */
async function look(s: Services, actor: Applicant, vacancyNo: string, key: string) {
  return withActor(s.db, actor, async (trx) => {
    const before = await beforeApplying(trx, s.keyring, actor, { vacancyNo, act: HAND_IN, key });
    if (!before.openId) return { ...before, mine: undefined };
    const mine = await ownApplication(trx, s.keyring, actor, before.openId);
    // The same form, pressed twice, may have changed her application between the two looks.
    const earlier =
      before.earlier ??
      (await keptResult<{ applicationId: string }>(trx, actor, HAND_IN, key))?.applicationId;
    return { ...before, earlier, mine };
  });
}

/** She has applied already; told to her alone (rule 14). */
async function toTheFirst(c: Context, s: Services, actor: Applicant, no: string): Promise<Response> {
  const mine = await openApplicationTo(s, actor, no);
  if (!mine) return goTo(c, paths.applicant.home());
  return goTo(c, paths.applicant.application(mine.id), {
    kind: 'notice',
    text: `您先前已應徵這個職缺（應徵編號 ${mine.no}），這次填寫的內容沒有送出。如要更改，請按「修改應徵資料」。`,
  });
}

const notOpen = (c: Context, vacancy: NotOpen, form?: ApplicationForm): Response =>
  respond(
    c,
    <NotOpenPage ctx={pageContext(c)} vacancy={vacancy} form={form} />,
    vacancy.why === 'notFound' ? 404 : 410,
  );

const unconfirmed = (c: Context, title: string): Response =>
  respond(c, <UnconfirmedPage ctx={pageContext(c)} title={title} />, 403);
