/** 範本 of each agency: kept from a vacancy, begun from, deleted. */
import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { newestContent, officerVacancy } from '../../db/queries/officer-vacancy.ts';
import {
  createTemplate,
  deleteTemplate,
  vacancyTemplate,
  vacancyTemplates,
} from '../../db/queries/vacancy-templates.ts';
import { cleanLine } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { MAX_TEMPLATE_NAME, templateNameProblem } from '../../domain/template-name.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { copiedContent } from './copy-routes.ts';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { DeleteTemplatePage, NewTemplatePage, TemplatesPage } from './vacancy-templates-page.tsx';

type Officer = Actor & { kind: 'officer' };

/** What a template keeps: no dates, and nobody's name. */
const kept = (content: VacancyContent): VacancyContent => ({
  ...copiedContent(content, emptyVacancyContent()),
  writerName: '',
  writerEmail: '',
  writerPhone: '',
  writerExtension: '',
});

export function vacancyTemplatesRoutes({ db }: Services): Hono {
  const app = new Hono();
  const vacancyOf = async (c: Context, actor: Officer) =>
    vacancyOr404(await withActor(db, actor, (trx) => officerVacancy(trx, actor, c.req.param('no') ?? '')));
  const idOf = (c: Context): string => c.req.param('id') ?? '';

  app.get(paths.officer.templates(), async (c) => {
    const actor = requireOfficer(c);
    const templates = await withActor(db, actor, (trx) => vacancyTemplates(trx, actor));
    return respond(c, <TemplatesPage ctx={pageContext(c)} templates={templates} />);
  });

  app.get(pattern(paths.officer.saveTemplate(':no')), async (c) => {
    const vacancy = await vacancyOf(c, requireOfficer(c));
    const name = vacancy.title.slice(0, MAX_TEMPLATE_NAME);
    const page = { ctx: pageContext(c), formKey: newFormKey(), vacancy, name, problems: [] };
    return respond(c, <NewTemplatePage {...page} />);
  });

  app.post(pattern(paths.officer.saveTemplate(':no')), async (c) => {
    const actor = requireOfficer(c);
    const vacancy = await vacancyOf(c, actor);
    const name = cleanLine(posted(c, 'name'));
    const refuse = (problem: Problem): Response => {
      const problems = [problem];
      const page = { ctx: pageContext(c), formKey: posted(c, '_key'), vacancy, name, problems };
      return respond(c, <NewTemplatePage {...page} />, 422) as Response;
    };
    const wrong = templateNameProblem('name', name);
    if (wrong) return refuse(wrong);
    const done = await act(c, actor, 'vacancyTemplate.create', (trx) =>
      createTemplate(trx, actor, {
        agencyId: vacancy.agency_id,
        name,
        content: kept(newestContent(vacancy)),
      }),
    );
    if (!done.ok) return refuse({ field: 'name', message: '已有同名的範本，請換個名稱，或先刪除原來的範本' });
    return goTo(c, paths.officer.templates(), { kind: 'success', text: `已存為範本「${name}」。` });
  });

  app.get(pattern(paths.officer.deleteTemplate(':id')), async (c) => {
    const actor = requireOfficer(c);
    const template = vacancyOr404(await withActor(db, actor, (trx) => vacancyTemplate(trx, actor, idOf(c))));
    return respond(c, <DeleteTemplatePage ctx={pageContext(c)} formKey={newFormKey()} template={template} />);
  });

  app.post(pattern(paths.officer.deleteTemplate(':id')), async (c) => {
    const actor = requireOfficer(c);
    const { name } = vacancyOr404(
      await act<{ ok: true; name: string } | { ok: false; name?: undefined }>(
        c,
        actor,
        'vacancyTemplate.delete',
        async (trx) => {
          const template = await vacancyTemplate(trx, actor, idOf(c));
          if (!template || !(await deleteTemplate(trx, actor, template.id))) return { ok: false };
          return { ok: true, name: template.name };
        },
      ).then((done) => (done.ok ? done : undefined)),
    );
    return goTo(c, paths.officer.templates(), { kind: 'success', text: `已刪除範本「${name}」。` });
  });

  return app;
}
