/** Where the registration form keeps itself as a draft while it is typed; answers the page's script. */
import { isDeepStrictEqual } from 'node:util';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { withActor } from '../../db/actor.ts';
import { agenciesByIds } from '../../db/queries/agencies.ts';
import { officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import { emptyVacancyContent } from '../../domain/vacancy-content.ts';
import { formKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { paths } from '../paths.ts';
import type { Services } from '../services.ts';
import { pattern } from './pattern.ts';
import { bodyOf, text } from './posted.ts';
import { afterAutosave, autosave, keepable } from './vacancy-autosave.ts';
import { namedFiles } from './vacancy-files.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';
import { readVacancyForm } from './vacancy-save.ts';

const REFUSED = {
  stale: '這筆職缺已由他人修改，您的輸入尚未儲存。請按「儲存草稿」比對兩份內容。',
  state: '這筆職缺的狀態已改變，您的輸入不能再儲存。',
  notFound: '這筆職缺已刪除，您的輸入尚未儲存。',
} as const;

export function vacancyAutosaveRoutes(services: Services): Hono {
  const app = new Hono();

  app.post(pattern(paths.officer.autosave(':no')), async (c) => {
    const actor = requireOfficer(c);
    const body = bodyOf(c);
    const now = services.now();
    const asked = c.req.param('no') ?? '';
    const posted = {
      no: asked === 'new' ? null : asked,
      version: Number(text(body, 'version')),
      formKey: formKey(c),
    };
    return withActor(services.db, actor, async (trx) => {
      const agencies = await agenciesByIds(trx, actor.agencyIds);
      const { no } = await afterAutosave(trx, actor, posted);
      const recorded = no === null ? undefined : vacancyOr404(await officerVacancy(trx, actor, no));
      const files = await namedFiles(trx, actor, body, recorded);
      const draft = { agencies, files, today: taipeiDay(now), forSubmission: false, recorded };
      const read = readVacancyForm(body, draft);
      if (!read.agency) return answer(c, 422, { text: '請先選擇徵才機關，草稿才能自動儲存。' });

      const content = keepable(read.content, recorded?.content ?? emptyVacancyContent(), read.problems);
      const unchanged = recorded !== undefined && isDeepStrictEqual(content, recorded.content);
      const saved = unchanged
        ? { ok: true as const, no: recorded.no, version: recorded.version }
        : await autosave(trx, actor, { ...posted, content, agencyId: read.agency.id, now });
      if (!saved.ok) return answer(c, 409, { text: REFUSED[saved.why] });
      const left = read.problems.length;
      return answer(c, 200, {
        text: `已自動儲存 ${taipeiTime(now)}${left > 0 ? `，其中 ${left} 個欄位內容有誤，尚未存入` : ''}`,
        autosave: paths.officer.autosave(saved.no),
        action: paths.officer.edit(saved.no),
        page: paths.officer.edit(saved.no),
        fields: { no: saved.no, version: String(saved.version) },
      });
    });
  });

  return app;
}

/** What `web/assets/client/autosave.js` reads. */
interface Answer {
  text: string;
  autosave?: string;
  action?: string;
  page?: string;
  fields?: Record<string, string>;
}

function answer(c: Context, status: ContentfulStatusCode, said: Answer): Response {
  c.header('Cache-Control', 'no-store');
  return c.json(said, status) as Response;
}
