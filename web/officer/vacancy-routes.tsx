/** One vacancy's page, its preview, its run's answer, and ending it: withdrawal and deletion of a draft. */
import { type Context, Hono } from 'hono';
import { type Actor, type Trx, withActor } from '../../db/actor.ts';
import { listingNotes } from '../../db/queries/listing-notes.ts';
import {
  applicantCounts,
  newestContent,
  officerVacancy,
  revisionsOf,
} from '../../db/queries/officer-vacancy.ts';
import { deleteDraft, type Written } from '../../db/queries/vacancies.ts';
import { vacancyHandler } from '../../db/queries/vacancy-handler.ts';
import { undoWithdrawal, withdrawVacancy } from '../../db/queries/vacancy-withdrawal.ts';
import { isCode, WITHDRAW_REASONS } from '../../domain/codes.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { UNDO_VACANCY_MINUTES } from '../../domain/withdrawal.ts';
import { act } from '../middleware/act.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { fragment, goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { pattern } from './pattern.ts';
import { editable } from './register-rows.ts';
import { DeletePage, WithdrawPage } from './vacancy-ending.tsx';
import { shownFiles } from './vacancy-files.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { VacancyPage } from './vacancy-page.tsx';
import { PreviewPage } from './vacancy-preview.tsx';
import { askProcess, ProcessCard } from './vacancy-process.tsx';

type Officer = Actor & { kind: 'officer' };

export function vacancyRoutes(services: Services): Hono {
  const app = new Hono();
  const numberOf = (c: Context): string => c.req.param('no') ?? '';
  const load = async (trx: Trx, actor: Officer, no: string) =>
    vacancyOr404(await officerVacancy(trx, actor, no));

  app.get(pattern(paths.officer.vacancy(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = numberOf(c);
    const found = await withActor(services.db, actor, async (trx) => ({
      vacancy: await load(trx, actor, no),
      revisions: await revisionsOf(trx, no),
      notes: await listingNotes(trx, no),
      counts: await applicantCounts(trx, no),
      handler: await vacancyHandler(trx, no, taipeiDay(services.now())),
    }));
    const started = found.vacancy.submitted_at !== null && found.vacancy.process === 'workflow';
    const answer = started ? await askProcess(services.temporal, no) : null;
    const view = { ...found, ctx: pageContext(c), answer, formKey: newFormKey(), now: services.now() };
    return respond(c, <VacancyPage view={view} />);
  });

  app.get(pattern(paths.officer.process(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = numberOf(c);
    const v = await withActor(services.db, actor, (trx) => load(trx, actor, no));
    const answer = await askProcess(services.temporal, no);
    const civilService = v.mode === 'civilService';
    return fragment(
      c,
      <ProcessCard no={no} started civilService={civilService} answer={answer} now={services.now()} />,
    );
  });

  app.get(pattern(paths.officer.preview(':no')), async (c) => {
    const actor = requireOfficer(c);
    const { v, files } = await withActor(services.db, actor, async (trx) => {
      const found = await load(trx, actor, numberOf(c));
      return { v: found, files: await shownFiles(trx, services, newestContent(found)) };
    });
    return respond(
      c,
      <PreviewPage
        ctx={pageContext(c)}
        no={v.no}
        content={newestContent(v)}
        files={files}
        agencyName={v.agency_name}
        stage={v.stage}
        publishedOn={v.published_on}
        origin={v.origin}
        editable={editable(v) === null}
      />,
    );
  });

  app.get(pattern(paths.officer.delete(':no')), async (c) => {
    const actor = requireOfficer(c);
    const v = await withActor(services.db, actor, (trx) => load(trx, actor, numberOf(c)));
    // R27: what was handed in is not deleted but withdrawn, and its record stays
    if (v.submitted_at !== null) return goTo(c, paths.officer.withdraw(v.no));
    return respond(c, <DeletePage ctx={pageContext(c)} vacancy={v} formKey={newFormKey()} />);
  });

  app.post(pattern(paths.officer.delete(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = numberOf(c);
    const written = await act(c, actor, 'vacancy.delete', (trx) => deleteDraft(trx, actor, no));
    vacancyOr404(written.ok || written.why !== 'notFound' ? written : undefined);
    return written.ok
      ? goTo(c, paths.officer.vacancies(), { kind: 'success', text: `已刪除職缺 ${no}。` })
      : goTo(c, paths.officer.vacancy(no), { kind: 'notice', text: '這筆職缺已送審，不能刪除，只能撤回。' });
  });

  app.get(pattern(paths.officer.withdraw(':no')), async (c) => {
    const actor = requireOfficer(c);
    const v = await withActor(services.db, actor, (trx) => load(trx, actor, numberOf(c)));
    return respond(
      c,
      <WithdrawPage ctx={pageContext(c)} vacancy={v} formKey={newFormKey()} problems={[]} reason="" />,
    );
  });

  app.post(pattern(paths.officer.withdraw(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = numberOf(c);
    const reason = posted(c, 'reason');
    if (!isCode(WITHDRAW_REASONS, reason)) {
      const v = await withActor(services.db, actor, (trx) => load(trx, actor, no));
      const problems = [{ field: 'reason', message: '請選擇撤回原因' }];
      const page = (
        <WithdrawPage
          ctx={pageContext(c)}
          vacancy={v}
          formKey={posted(c, '_key')}
          problems={problems}
          reason=""
        />
      );
      return respond(c, page, 422);
    }
    const version = Number(posted(c, 'version'));
    const written = await act<Written>(c, actor, 'vacancy.withdraw', (trx) =>
      withdrawVacancy(trx, actor, { no, version, reason }),
    );
    vacancyOr404(written.ok || written.why !== 'notFound' ? written : undefined);
    return goTo(
      c,
      paths.officer.vacancy(no),
      written.ok
        ? {
            kind: 'success',
            text: `已撤回職缺，不再刊登及受理應徵；${UNDO_VACANCY_MINUTES} 分鐘內可在本頁復原。`,
          }
        : { kind: 'notice', text: '這筆職缺的狀態已改變，沒有撤回。請確認目前狀態後再試。' },
    );
  });

  app.post(pattern(paths.officer.undoWithdrawal(':no')), async (c) => {
    const actor = requireOfficer(c);
    const no = numberOf(c);
    const version = Number(posted(c, 'version'));
    const written = await act<Written>(c, actor, 'vacancy.undoWithdrawal', async (trx) => {
      await load(trx, actor, no);
      return undoWithdrawal(trx, actor, { no, version });
    });
    return goTo(
      c,
      paths.officer.vacancy(no),
      written.ok
        ? { kind: 'success', text: '已復原撤回，職缺回到撤回前的狀態。' }
        : { kind: 'notice', text: '撤回已逾可復原的時間或狀態已改變，沒有復原。' },
    );
  });

  return app;
}
