/** 機關徵才匯入 (R13): template, dry run, import, and taking it back within the hour. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { writerOf } from '../../db/queries/officer-vacancy.ts';
import {
  applyImport,
  type Imported,
  importedVacancies,
  importOf,
  keepImport,
  lastImports,
  type Undone,
  undoImport,
} from '../../db/queries/vacancy-imports.ts';
import { importTemplate } from '../../documents/import-template.ts';
import { readVacancyFile } from '../../documents/vacancy-import.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { act } from '../middleware/act.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import type { Officer } from './applicants-load.ts';
import { ODS, sendFile, XLSX } from './download.ts';
import { ImportPage, TARGETS } from './import-page.tsx';
import { type ImportPlan, planImport } from './import-plan.ts';
import { ImportResultPage } from './import-result-page.tsx';
import { pattern } from './pattern.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

const KINDS = { xlsx: XLSX, ods: ODS, csv: 'text/csv; charset=utf-8' } as const;

export function importRoutes(services: Services): Hono {
  const app = new Hono();
  const { db } = services;

  app.get(paths.officer.import(), (c) => page(c, requireOfficer(c), [], null));

  for (const kind of ['xlsx', 'ods', 'csv'] as const)
    app.get(paths.officer.importTemplate(kind), async (c) => {
      requireOfficer(c);
      return sendFile(c, `vacancy-import.${kind}`, KINDS[kind], await importTemplate(kind));
    });

  app.post(paths.officer.import(), async (c) => {
    const actor = requireOfficer(c);
    formKey(c);
    const target = TARGETS.find((one) => one.code === posted(c, 'target'))?.code;
    const problems: Problem[] = [];
    const { files, filesTooLarge } = postedForm(c);
    const file = files.find((one) => one.field === 'file');
    if (filesTooLarge) problems.push({ field: 'file', message: '檔案超過 10 MB，請分成數個檔案' });
    else if (!file) problems.push({ field: 'file', message: '請選擇要匯入的檔案' });
    if (!target) problems.push({ field: 'target', message: '請選擇匯入後存為草稿或送出審核' });
    const read = file && target ? await readVacancyFile(file.bytes) : null;
    if (read && !read.ok) problems.push({ field: 'file', message: read.message });
    if (!read?.ok || !target) return page(c, actor, problems, null);

    const done = await withActor(db, actor, async (trx) => {
      const writer = await writerOf(trx, actor);
      const plan = await planImport(trx, actor, read, {
        agencies: await agenciesByIds(trx, actor.agencyIds),
        writer: writer ?? { name: '', email: '', phone: '' },
        today: taipeiDay(services.now()),
        forSubmission: target === 'review',
      });
      if (plan.faulty > 0) return { plan, id: null };
      const order = { format: plan.format, target, rows: plan.accepted };
      return { plan, id: await keepImport(trx, actor, order) };
    });
    return done.id === null ? page(c, actor, [], done.plan) : goTo(c, paths.officer.importOf(done.id));
  });

  app.get(pattern(paths.officer.importOf(':id')), (c) => result(c, requireOfficer(c), []));

  app.post(pattern(paths.officer.importOf(':id')), async (c) => {
    const actor = requireOfficer(c);
    const id = await own(c, actor);
    const done = await act<Imported>(c, actor, 'vacancy.import', (trx) =>
      applyImport(trx, actor, { id, now: services.now() }),
    );
    return goTo(
      c,
      paths.officer.importOf(id),
      done.ok
        ? { kind: 'success', text: `已匯入 ${done.nos.length} 筆職缺。` }
        : { kind: 'notice', text: '這份檔案先前已匯入，沒有再匯入一次。' },
    );
  });

  app.post(pattern(paths.officer.importUndo(':id')), async (c) => {
    const actor = requireOfficer(c);
    const id = await own(c, actor);
    const done = await act<Undone>(c, actor, 'vacancy.importUndo', (trx) => undoImport(trx, actor, id));
    if (done.ok)
      return goTo(c, paths.officer.importOf(id), {
        kind: 'success',
        text: `已復原這次匯入的 ${done.count} 筆職缺。`,
      });
    const message =
      done.why === 'changed'
        ? `職缺 ${done.nos.join('、')} 已修改或已審核，無法整批復原，請逐筆刪除或撤回`
        : '已超過可整批復原的時間，請逐筆刪除或撤回';
    return result(c, actor, [{ field: '', message }]);
  });

  return app;

  /** The id of her own import. @throws HTTPException 404 */
  async function own(c: Context, actor: Officer): Promise<string> {
    const id = c.req.param('id') ?? '';
    return vacancyOr404(await withActor(db, actor, (trx) => importOf(trx, id))).id;
  }

  async function page(
    c: Context,
    actor: Officer,
    problems: readonly Problem[],
    plan: ImportPlan | null,
  ): Promise<Response> {
    const last = await withActor(db, actor, lastImports);
    return respond(
      c,
      <ImportPage
        ctx={pageContext(c)}
        formKey={newFormKey()}
        target={posted(c, 'target') || 'draft'}
        problems={problems}
        plan={plan}
        last={last}
      />,
      problems.length > 0 || plan ? 422 : 200,
    );
  }

  async function result(c: Context, actor: Officer, problems: readonly Problem[]): Promise<Response> {
    const { found, vacancies } = await withActor(db, actor, async (trx) => {
      const one = vacancyOr404(await importOf(trx, c.req.param('id') ?? ''));
      return { found: one, vacancies: await importedVacancies(trx, actor, one.nos) };
    });
    return respond(
      c,
      <ImportResultPage
        ctx={pageContext(c)}
        found={found}
        vacancies={vacancies}
        formKey={newFormKey()}
        problems={problems}
      />,
      problems.length > 0 ? 422 : 200,
    );
  }
}
