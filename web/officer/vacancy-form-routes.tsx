/** 職缺資料登錄: opening the registration form (R30–R65), and the parts of it that change while it is filled in. */
import { Hono } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { newestContent, writerOf } from '../../db/queries/officer-vacancy.ts';
import { vacancyTemplate } from '../../db/queries/vacancy-templates.ts';
import { reasonWords } from '../../domain/vacancy-rows.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { fragment, goTo } from '../render.tsx';
import type { Services } from '../services.ts';
import { copiedContent } from './copy-routes.ts';
import { pattern } from './pattern.ts';
import { bodyOf, text } from './posted.ts';
import { editable } from './register-rows.ts';
import { AssistParts } from './vacancy-form-assist.tsx';
import { atFormField } from './vacancy-form-data.ts';
import { formDesk, formView } from './vacancy-form-desk.tsx';
import { RetrievalCard } from './vacancy-form-retrieval.tsx';
import { prefilled, withDefaultMode } from './vacancy-form-view.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

type Officer = Actor & { kind: 'officer' };

export function vacancyFormRoutes(services: Services): Hono {
  const app = new Hono();
  const desk = formDesk(services);

  app.get(paths.officer.newVacancy(), async (c) => {
    const actor = requireOfficer(c);
    const { agencies, content } = await withActor(services.db, actor, (trx) =>
      begun(trx, actor, c.req.query('template')),
    );
    return desk.show(c, actor, formView(c, { agencies, content }));
  });

  app.get(pattern(paths.officer.edit(':no')), async (c) => {
    const actor = requireOfficer(c);
    const agencies = await desk.agenciesFor(actor);
    const recorded = await desk.recordedFor(actor, c.req.param('no') ?? '');
    if (editable(recorded)) return goTo(c, paths.officer.vacancy(recorded.no));
    const reasons = recorded.review_outcome === 'returned' ? (recorded.return_reasons ?? []) : [];
    const view = formView(c, {
      agencies,
      recorded,
      content: newestContent(recorded),
      problems: reasons.map((reason) => atFormField({ ...reason, message: reasonWords(reason) })),
      returned: reasons.length > 0,
    });
    return desk.show(c, actor, view);
  });

  // 刊登檢查 alone, of what the form holds at the moment; nothing is kept
  app.post(paths.officer.assist(), async (c) => {
    const actor = requireOfficer(c);
    const agencies = await desk.agenciesFor(actor);
    const read = await desk.read(actor, bodyOf(c), { agencies, forSubmission: true });
    return fragment(c, <AssistParts view={await desk.assistOf(actor, read.content, read.problems)} />);
  });

  // R60: the form's fifth part alone, with the method the chosen category proposes
  app.post(paths.officer.modeDefault(), async (c) => {
    const actor = requireOfficer(c);
    const body = bodyOf(c);
    const no = text(body, 'no');
    const agencies = await desk.agenciesFor(actor);
    const recorded = no === '' ? undefined : await desk.recordedFor(actor, no);
    const read = await desk.read(actor, body, { agencies, forSubmission: false, recorded });
    const chosen = { ...read.content, mode: read.modeProposed ? ('' as const) : read.content.mode };
    const proposed = withDefaultMode(chosen, text(body, 'defaultedFor'));
    const view = formView(c, { agencies, recorded, read, content: { ...chosen, mode: proposed.mode } });
    return fragment(c, <RetrievalCard view={{ ...view, mode: proposed.view }} />);
  });

  return app;
}

/** A new form's content: her own agency and herself, the rest from the template she chose. */
async function begun(trx: Trx, actor: Officer, templateId: string | undefined) {
  const agencies = await agenciesByIds(trx, actor.agencyIds);
  const writer = await writerOf(trx, actor);
  if (templateId === undefined) return { agencies, content: prefilled(agencies, writer) };
  const template = vacancyOr404(await vacancyTemplate(trx, actor, templateId));
  const own = agencies.filter(({ id }) => id === template.agency_id);
  return { agencies, content: copiedContent(template.content, prefilled(own, writer)) };
}
