/** What every answer of the registration form needs: her agencies, the record, the view, the page. */
import type { Context } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { type Agency, agenciesByIds } from '../../db/queries/agencies.ts';
import { calendar } from '../../db/queries/holidays.ts';
import { type OfficerVacancy, officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { scanStatesOf } from '../../db/queries/vacancy-files.ts';
import { adviseOnPosting } from '../../domain/posting-assistant.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { checkVacancy } from '../../domain/vacancy-rules.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { posted } from '../middleware/state.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { bodyOf, type Posted, text } from './posted.ts';
import { namedFiles } from './vacancy-files.ts';
import type { AssistView } from './vacancy-form-assist.tsx';
import { rawOf } from './vacancy-form-data.ts';
import { VacancyFormPage } from './vacancy-form-page.tsx';
import { type VacancyFormView, withDefaultMode } from './vacancy-form-view.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { type ReadForm, readVacancyForm } from './vacancy-save.ts';

type Officer = Actor & { kind: 'officer' };

export function formDesk(services: Services) {
  const { db } = services;
  const desk = {
    today: (): string => taipeiDay(services.now()),

    agenciesFor: (actor: Officer): Promise<Agency[]> =>
      withActor(db, actor, (trx) => agenciesByIds(trx, actor.agencyIds)),

    /** @throws HTTPException 404 when it is none of hers */
    recordedFor: async (actor: Officer, no: string): Promise<OfficerVacancy> =>
      vacancyOr404(await withActor(db, actor, (trx) => officerVacancy(trx, actor, no))),

    /** What a posted form holds, with the files it names. */
    read: async (
      actor: Officer,
      body: Posted,
      o: { agencies: readonly Agency[]; forSubmission: boolean; recorded?: OfficerVacancy },
    ): Promise<ReadForm> => {
      const files = await withActor(db, actor, (trx) => namedFiles(trx, actor, body, o.recorded));
      return readVacancyForm(body, { ...o, files, today: desk.today() });
    },

    assistOf: async (
      actor: Officer,
      content: VacancyContent,
      must: readonly Problem[],
    ): Promise<AssistView> => {
      const days = await withActor(db, actor, calendar);
      return { must, advice: adviseOnPosting(content, days) };
    },

    /** The page with its 刊登檢查. */
    show: async (
      c: Context,
      actor: Officer,
      view: VacancyFormView,
      status: 200 | 409 | 422 = 200,
    ): Promise<Response> => {
      const must = checkVacancy(view.content, { today: desk.today(), forSubmission: true });
      const assist = await desk.assistOf(actor, view.content, must);
      const scans = await withActor(db, actor, (trx) => scanStatesOf(trx, view.content.files));
      const files = { scans, scanning: services.config.scanning };
      return respond(c, <VacancyFormPage view={{ ...view, assist, files }} />, status);
    },
  };
  return desk;
}

/** A view of the form; what was posted stays as it was typed. */
export function formView(
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
  const body = bodyOf(c);
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
    files: null,
  };
}
