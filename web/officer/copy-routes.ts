/** A new draft from a vacancy of hers, past or present: what changes each time is left open. */
import { Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { newestContent, officerVacancy, writerOf } from '../../db/queries/officer-vacancy.ts';
import { createDraft } from '../../db/queries/vacancies.ts';
import { copyFiles } from '../../db/queries/vacancy-files.ts';
import { NOT_PROVIDED } from '../../domain/feed-row.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { act } from '../middleware/act.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import { goTo } from '../render.tsx';
import type { Services } from '../services.ts';
import { pattern } from './pattern.ts';
import { prefilled } from './vacancy-form-view.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

/**
 * What a copy takes over. Dates and files go, the agency's data and the writer are today's, and what an import could
 * not give counts as empty.
 */
export function copiedContent(before: VacancyContent, fresh: VacancyContent): VacancyContent {
  const given = (text: string): string => (text === NOT_PROVIDED ? '' : text);
  return {
    ...before,
    agencyCode: fresh.agencyCode,
    agencyName: fresh.agencyName,
    agencyAddress: fresh.agencyAddress || given(before.agencyAddress),
    writerName: fresh.writerName || given(before.writerName),
    writerEmail: fresh.writerEmail || before.writerEmail,
    writerPhone: fresh.writerPhone || given(before.writerPhone),
    writerExtension: fresh.writerPhone ? fresh.writerExtension : before.writerExtension,
    listedFrom: '',
    listedTo: '',
    files: [],
  };
}

export function copyRoutes(services: Services): Hono {
  const app = new Hono();
  app.post(pattern(paths.officer.copy(':no')), async (c) => {
    const actor = requireOfficer(c);
    const from = c.req.param('no') ?? '';
    const { vacancy, agencies, writer } = await withActor(services.db, actor, async (trx) => {
      const found = vacancyOr404(await officerVacancy(trx, actor, from));
      return {
        vacancy: found,
        agencies: await agenciesByIds(trx, [found.agency_id]),
        writer: await writerOf(trx, actor),
      };
    });
    const before = newestContent(vacancy);
    const copied = copiedContent(before, prefilled(agencies, writer));
    const done = await act<{ ok: true; no: string }>(c, actor, 'vacancy.copy', async (trx) => {
      const content = { ...copied, files: await copyFiles(trx, actor, before.files) };
      const draft = { agencyId: vacancy.agency_id, content, now: services.now() };
      return { ok: true, no: await createDraft(trx, actor, draft) };
    });
    return goTo(c, paths.officer.edit(done.no), {
      kind: 'success',
      text: `已由職缺 ${from} 複製為草稿 ${done.no}，請填寫上網有效期間並確認內容。`,
    });
  });
  return app;
}
