/** 職缺資料登錄 handed in: saved, submitted, previewed or shown again with what is wrong. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { storeVacancyFiles } from '../../db/queries/vacancy-files.ts';
import type { Problem } from '../../domain/problem.ts';
import { act } from '../middleware/act.ts';
import { formKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { pattern } from './pattern.ts';
import { bodyOf, carried, text } from './posted.ts';
import { editable } from './register-rows.ts';
import { vacancyDifferences } from './vacancy-differences.ts';
import { readFiles, shownFiles } from './vacancy-files.ts';
import { formDesk, formView } from './vacancy-form-desk.tsx';
import { type VacancyFormView, withDefaultMode } from './vacancy-form-view.ts';
import { FormPreviewPage } from './vacancy-preview.tsx';
import { type ReadForm, saveVacancy } from './vacancy-save.ts';

export function vacancyFormSentRoutes(services: Services): Hono {
  const app = new Hono();
  const { db } = services;
  const desk = formDesk(services);

  app.post(paths.officer.newVacancy(), async (c) => post(c, null));
  app.post(pattern(paths.officer.edit(':no')), async (c) => post(c, c.req.param('no') ?? ''));
  return app;

  async function post(c: Context, no: string | null): Promise<Response> {
    const actor = requireOfficer(c);
    const body = bodyOf(c);
    const agencies = await desk.agenciesFor(actor);
    const recorded = no === null ? undefined : await desk.recordedFor(actor, no);
    const wish = text(body, 'do');
    const submit = wish === 'submit' || (recorded !== undefined && recorded.stage !== 'preparing');
    const forSubmission = submit && !ONLY_LOOKS.has(wish);
    const typed = await desk.read(actor, body, { agencies, forSubmission, recorded });
    const read = await withNewFiles(typed);
    const again = (problems: readonly Problem[], change: Partial<VacancyFormView> = {}) => ({
      ...formView(c, { agencies, recorded, read, content: read.content, problems }),
      ...change,
    });

    if (wish === 'back' || wish === 'check') return desk.show(c, actor, again([]));
    if (recorded && editable(recorded)) return goTo(c, paths.officer.vacancy(recorded.no));
    if (read.problems.length > 0 || !read.agency)
      return desk.show(c, actor, again(read.problems, proposal(read)), 422);
    if (wish === 'preview')
      return respond(
        c,
        <FormPreviewPage
          ctx={pageContext(c)}
          no={no}
          content={read.content}
          files={await withActor(db, actor, (trx) => shownFiles(trx, services, read.content))}
          agencyName={read.agency.name}
          stage={recorded?.stage ?? 'preparing'}
          revising={recorded !== undefined && recorded.stage !== 'preparing'}
          formKey={posted(c, '_key')}
          keep={{ ...carried(body), filesAsked: ['yes'], keepFile: read.content.files.map((f) => f.id) }}
        />,
      );

    const { agency } = read;
    const saved = await act(c, actor, 'vacancy.form', (trx) =>
      saveVacancy(trx, actor, {
        no,
        version: Number(text(body, 'version')),
        formKey: formKey(c),
        content: read.content,
        agencyId: agency.id,
        submit,
        now: services.now(),
      }),
    );
    if (saved.ok) return goTo(c, paths.officer.vacancy(saved.no), savedWords(saved.submitted, read));
    if (saved.why === 'stale')
      return desk.show(
        c,
        actor,
        again([{ field: 'differences', message: STALE }], {
          differences: vacancyDifferences(read.content, saved.current),
          version: saved.version,
        }),
        409,
      );
    return goTo(c, no === null ? paths.officer.vacancies() : paths.officer.vacancy(no), {
      kind: 'notice',
      text: '這筆職缺的狀態已改變，您的修改沒有儲存。',
    });

    /** Good files are kept at once, whatever else is wrong with the form, so that nobody has to choose them twice. */
    async function withNewFiles(form: ReadForm): Promise<ReadForm> {
      const { files, problems } = await readFiles(c, form.content.files);
      const agencyId = form.agency?.id ?? actor.agencyIds[0];
      if (problems.length > 0 || files.length === 0 || agencyId === undefined)
        return { ...form, problems: [...form.problems, ...problems] };
      const stored = await withActor(db, actor, (trx) => storeVacancyFiles(trx, actor, agencyId, files));
      return { ...form, content: { ...form.content, files: [...form.content.files, ...stored] } };
    }
  }
}

/** Buttons that write nothing. */
const ONLY_LOOKS: ReadonlySet<string> = new Set(['preview', 'back', 'check']);

const STALE = '您填寫的內容尚未儲存，請先看下方兩份內容不同之處，再決定要保留哪一份';

/** Handed in without a method: the category's default is ticked for the officer to see, and said. */
function proposal(read: ReadForm): Partial<VacancyFormView> {
  if (!read.modeProposed || read.content.mode !== '') return {};
  const proposed = withDefaultMode(read.content, '');
  return { content: { ...read.content, mode: proposed.mode }, mode: proposed.view };
}

function savedWords(submitted: boolean, read: ReadForm): { kind: 'success'; text: string } {
  if (submitted) return { kind: 'success', text: '已送出審核，審核結果會顯示在本頁及機關徵才登錄清單。' };
  const mode = read.modeProposed ? withDefaultMode({ ...read.content, mode: '' }, '').view.note : '';
  return { kind: 'success', text: `草稿已儲存，尚未送審。${mode}` };
}
