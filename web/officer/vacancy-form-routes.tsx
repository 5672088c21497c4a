/** 職缺資料登錄: opening, saving, previewing and handing in the registration form (R30–R65). */
import { type Context, Hono } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { type Agency, agenciesByIds } from '../../db/queries/agencies.ts';
import { calendar } from '../../db/queries/holidays.ts';
import {
  newestContent,
  type OfficerVacancy,
  officerVacancy,
  writerOf,
} from '../../db/queries/officer-vacancy.ts';
import { vacancyTemplate } from '../../db/queries/vacancy-templates.ts';
import { adviseOnPosting } from '../../domain/posting-assistant.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { checkVacancy } from '../../domain/vacancy-rules.ts';
import { act } from '../middleware/act.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { fragment, goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { copiedContent } from './copy-routes.ts';
import { pattern } from './pattern.ts';
import { bodyOf, carried, type Posted, text } from './posted.ts';
import { editable } from './register-rows.ts';
import { vacancyDifferences } from './vacancy-differences.ts';
import { AssistParts, type AssistView } from './vacancy-form-assist.tsx';
import { atFormField, rawOf } from './vacancy-form-data.ts';
import { VacancyFormPage } from './vacancy-form-page.tsx';
import { RetrievalCard } from './vacancy-form-retrieval.tsx';
import { prefilled, type VacancyFormView, withDefaultMode } from './vacancy-form-view.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { FormPreviewPage } from './vacancy-preview.tsx';
import { type ReadForm, readVacancyForm, saveVacancy } from './vacancy-save.ts';

type Officer = Actor & { kind: 'officer' };

export function vacancyFormRoutes(services: Services): Hono {
  const app = new Hono();
  const { db } = services;

  app.get(paths.officer.newVacancy(), async (c) => {
    const actor = requireOfficer(c);
    const { agencies, content } = await withActor(db, actor, (trx) =>
      begun(trx, actor, c.req.query('template')),
    );
    const view = viewOf(c, { agencies, content });
    return show(c, actor, view);
  });

  app.get(pattern(paths.officer.edit(':no')), async (c) => {
    const actor = requireOfficer(c);
    const agencies = await agenciesFor(actor);
    const recorded = await recordedFor(actor, c.req.param('no') ?? '');
    if (editable(recorded)) return goTo(c, paths.officer.vacancy(recorded.no));
    const reasons = recorded.review_outcome === 'returned' ? (recorded.return_reasons ?? []) : [];
    const view = viewOf(c, {
      agencies,
      recorded,
      content: newestContent(recorded),
      problems: reasons.map(atFormField),
      returned: reasons.length > 0,
    });
    return show(c, actor, view);
  });

  // 刊登檢查 alone, of what the form holds at the moment; nothing is kept
  app.post(paths.officer.assist(), async (c) => {
    const actor = requireOfficer(c);
    const read = readVacancyForm(bodyOf(c), {
      agencies: await agenciesFor(actor),
      today: today(),
      forSubmission: true,
    });
    return fragment(c, <AssistParts view={await assistOf(actor, read.content, read.problems)} />);
  });

  // R60: the form's fifth part alone, with the method the chosen category proposes
  app.post(paths.officer.modeDefault(), async (c) => {
    const actor = requireOfficer(c);
    const body = bodyOf(c);
    const no = text(body, 'no');
    const agencies = await agenciesFor(actor);
    const recorded = no === '' ? undefined : await recordedFor(actor, no);
    const read = readVacancyForm(body, { agencies, today: today(), forSubmission: false, recorded });
    const chosen = { ...read.content, mode: read.modeProposed ? ('' as const) : read.content.mode };
    const proposed = withDefaultMode(chosen, text(body, 'defaultedFor'));
    const view = viewOf(c, { agencies, recorded, read, content: { ...chosen, mode: proposed.mode } });
    return fragment(c, <RetrievalCard view={{ ...view, mode: proposed.view }} />);
  });

  app.post(paths.officer.newVacancy(), async (c) => post(c, null));
  app.post(pattern(paths.officer.edit(':no')), async (c) => post(c, c.req.param('no') ?? ''));
  return app;

  /** A new form's content: her own agency and herself, the rest from the template she chose. */
  async function begun(trx: Trx, actor: Officer, templateId: string | undefined) {
    const agencies = await agenciesByIds(trx, actor.agencyIds);
    const writer = await writerOf(trx, actor);
    if (templateId === undefined) return { agencies, content: prefilled(agencies, writer) };
    const template = vacancyOr404(await vacancyTemplate(trx, actor, templateId));
    const own = agencies.filter(({ id }) => id === template.agency_id);
    return { agencies, content: copiedContent(template.content, prefilled(own, writer)) };
  }

  function today(): string {
    return taipeiDay(services.now());
  }

  /** The page with its 刊登檢查. */
  async function show(
    c: Context,
    actor: Officer,
    view: VacancyFormView,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const must = checkVacancy(view.content, { today: today(), forSubmission: true });
    const assist = await assistOf(actor, view.content, must);
    return respond(c, <VacancyFormPage view={{ ...view, assist }} />, status);
  }

  async function assistOf(
    actor: Officer,
    content: VacancyContent,
    must: readonly Problem[],
  ): Promise<AssistView> {
    const days = await withActor(db, actor, calendar);
    return { must, advice: adviseOnPosting(content, days) };
  }

  async function agenciesFor(actor: Officer): Promise<Agency[]> {
    return withActor(db, actor, (trx) => agenciesByIds(trx, actor.agencyIds));
  }

  async function recordedFor(actor: Officer, no: string): Promise<OfficerVacancy> {
    return vacancyOr404(await withActor(db, actor, (trx) => officerVacancy(trx, actor, no)));
  }

  async function post(c: Context, no: string | null): Promise<Response> {
    const actor = requireOfficer(c);
    const body = bodyOf(c);
    const agencies = await agenciesFor(actor);
    const recorded = no === null ? undefined : await recordedFor(actor, no);
    const wish = text(body, 'do');
    const submit = wish === 'submit' || (recorded !== undefined && recorded.stage !== 'preparing');
    const forSubmission = submit && !ONLY_LOOKS.has(wish);
    const read = readVacancyForm(body, { agencies, today: today(), forSubmission, recorded });
    const again = (problems: readonly Problem[], change: Partial<VacancyFormView> = {}) => ({
      ...viewOf(c, { agencies, recorded, read, content: read.content, problems }),
      ...change,
    });

    if (wish === 'back' || wish === 'check') return show(c, actor, again([]));
    if (recorded && editable(recorded)) return goTo(c, paths.officer.vacancy(recorded.no));
    if (read.problems.length > 0 || !read.agency)
      return show(c, actor, again(read.problems, proposal(read)), 422);
    if (wish === 'preview')
      return respond(
        c,
        <FormPreviewPage
          ctx={pageContext(c)}
          no={no}
          content={read.content}
          agencyName={read.agency.name}
          stage={recorded?.stage ?? 'preparing'}
          revising={recorded !== undefined && recorded.stage !== 'preparing'}
          formKey={posted(c, '_key')}
          keep={carried(body)}
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
      return show(
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
  }

  function viewOf(
    c: Context,
    o: {
      agencies: readonly Agency[];
      recorded?: OfficerVacancy;
      read?: ReadForm;
      content: VacancyContent;
      problems?: readonly Problem[];
      returned?: boolean;
    },
  ): VacancyFormView {
    const body: Posted = bodyOf(c);
    return {
      ctx: pageContext(c),
      no: o.recorded?.no ?? null,
      version: Number(text(body, 'version')) || (o.recorded?.version ?? 0),
      stage: o.recorded?.stage ?? 'preparing',
      review: o.recorded?.review_outcome ?? 'draft',
      content: o.content,
      raw: o.read?.raw ?? rawOf(o.content),
      problems: o.problems ?? [],
      returned: o.returned ?? false,
      agencies: o.agencies,
      formKey: posted(c, '_key') || newFormKey(),
      mode: withDefaultMode(o.content, text(body, 'defaultedFor')).view,
      differences: null,
      savedAt: o.recorded?.updated_at ?? null,
      assist: null,
    };
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
