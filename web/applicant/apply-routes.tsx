import { type Context, Hono } from 'hono';
import { type Actor, actorKey, type Trx, withActor } from '../../db/actor.ts';
import { claimKey, keepResult } from '../../db/idempotency.ts';
import { keepResume, type OwnProfile, ownProfile } from '../../db/queries/applicant-resume.ts';
import { changeApplication, type Submitted, submitApplication } from '../../db/queries/applications.ts';
import { ownApplication, ownOpenApplication } from '../../db/queries/own-applications.ts';
import { publicVacancy } from '../../db/queries/public-vacancies.ts';
import { checkApplication, emptyApplicationForm, toResumeRecord } from '../../domain/application-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { rocPartsOf } from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import {
  formOfRecord,
  type Posted,
  type ReadApplication,
  readApplicationForm,
} from './application-form-data.ts';
import { ApplicationPage, type Applied } from './application-page.tsx';
import { readAttachments } from './attachments.ts';
import { ReviewPage, TooLatePage } from './review-page.tsx';

type Applicant = Actor & { kind: 'applicant' };
/** Rows shown at first; each press of 新增 shows one more, up to these. */
const MOST_ROWS = { education: 20, experience: 60 } as const;

/**
 * Applying in two steps on one address: the form, then the review with files and consent. The form's key makes
 * a double press or a retry one application.
 */
export function applyRoutes(s: Services): Hono {
  const app = new Hono();

  app.get('/apply/:no{[0-9]{10}}', async (c) => {
    const actor = requireApplicant(c);
    const vacancy = await openVacancy(s, c.req.param('no'));
    if (!vacancy.ok) return tooLate(c, vacancy);
    const { profile, mine } = await begin(s, actor, vacancy.no);
    const before = mine?.record ?? profile.record;
    const form = { ...(before ? formOfRecord(before) : emptyApplicationForm()), email: profile.email };
    if (form.name === '') form.name = profile.name;
    return showForm(c, vacancy, {
      form,
      birth: rocPartsOf(form.birthDate),
      problems: [],
      body: { change: mine ? 'yes' : '' },
      key: newFormKey(),
    });
  });

  app.post('/apply/:no{[0-9]{10}}', async (c) => {
    const actor = requireApplicant(c);
    const key = formKey(c);
    const body = bodyOf(c);
    const read = readApplicationForm(body);
    const vacancy = await openVacancy(s, c.req.param('no'));
    const { profile, mine } = await begin(s, actor, c.req.param('no'));
    // a repeated post after closing still gets the answer of the first one
    if (!vacancy.ok) {
      const earlier = await withActor(s.db, actor, (trx) => resultOf(trx, actor, key));
      return earlier ? c.redirect(receipt(earlier), 303) : tooLate(c, vacancy, read);
    }
    const form = { ...read.form, email: profile.email };
    const shown = { ...read, form, body, key };
    const act = body.act;
    if (act === 'addEducation' || act === 'addExperience' || act === 'back')
      return showForm(c, vacancy, { ...shown, problems: [], more: act });

    const found = [
      ...read.problems,
      ...checkApplication({ ...form, consent: true }, { today: taipeiDay(s.now()) }).filter(
        (p) => !(p.field === 'birthDate' && read.problems.length > 0),
      ),
    ];
    if (found.length > 0) return showForm(c, vacancy, { ...shown, problems: found }, 422);
    const review = async (problems: Problem[]) =>
      respond(
        c,
        <ReviewPage
          ctx={await pageContext(c)}
          vacancy={vacancy}
          form={form}
          body={body}
          formKey={key}
          problems={problems}
          change={body.change === 'yes'}
        />,
        problems.length > 0 ? 422 : 200,
      );
    if (act !== 'submit') return review([]);

    const { files, problems } = await readAttachments(postedForm(c));
    if (vacancy.mode === 'civilService' && body.qualified !== 'yes')
      problems.push({
        field: 'qualified',
        message: '請聲明具公務人員任用資格；不具資格者請改至不須具公務人員任用資格職缺應徵平台',
      });
    if (!form.consent) problems.push({ field: 'consent', message: '請閱讀個人資料蒐集告知事項後勾選同意' });
    if (problems.length > 0) return review(problems);

    if (mine && body.change !== 'yes') return c.redirect(paths.applicant.application(mine.id), 303);
    const record = toResumeRecord(form);
    const done = await withActor(
      s.db,
      actor,
      async (trx): Promise<Submitted | { ok: true; applicationId: string }> => {
        const before = await claimKey<{ applicationId: string }>(trx, actor, 'application.submit', key);
        if (before) return { ok: true, applicationId: before.applicationId };
        const handedIn = { vacancyNo: vacancy.no, record, files };
        const written =
          mine && body.change === 'yes'
            ? await changeApplication(trx, s.keyring, actor, { ...handedIn, applicationId: mine.id })
            : await submitApplication(trx, s.keyring, actor, {
                ...handedIn,
                applicationId: crypto.randomUUID(),
              });
        if (!written.ok) throw new Refused(written);
        await keepResume(trx, s.keyring, actor, record);
        await keepResult(trx, actor, key, { applicationId: written.applicationId });
        return written;
      },
    ).catch((e: unknown) => {
      if (e instanceof Refused) return e.answer;
      throw e;
    });
    if (done.ok) return c.redirect(receipt(done.applicationId), 303);
    if (done.why === 'already') return c.redirect(paths.applicant.home(), 303);
    return tooLate(c, { ok: false, no: vacancy.no, title: vacancy.title, why: done.why }, read);
  });
  return app;
}

/** Rolls the claimed key back with everything else, so that the same form may be posted again. */
class Refused extends Error {
  readonly answer: Submitted & { ok: false };
  constructor(answer: Submitted & { ok: false }) {
    super('refused');
    this.answer = answer;
  }
}

const receipt = (applicationId: string): string => `${paths.applicant.application(applicationId)}?receipt=1`;

async function resultOf(trx: Trx, actor: Applicant, key: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('idempotency')
    .select('result')
    .where('key', '=', `${actorKey(actor)}:${key}`)
    .executeTakeFirst();
  const id = row?.result?.applicationId;
  return typeof id === 'string' ? id : undefined;
}

type OpenVacancy =
  | ({ ok: true } & Applied)
  | { ok: false; no: string; title: string; why: 'notFound' | 'closed' | 'modeNone' };

/** What the page needs of the vacancy; whether it is still open is decided again when it is recorded. */
async function openVacancy(s: Services, no: string): Promise<OpenVacancy> {
  const v = await withActor(s.db, { kind: 'public' }, (trx) => publicVacancy(trx, no));
  if (!v) return { ok: false, no, title: '', why: 'notFound' };
  const refused = (why: 'closed' | 'modeNone'): OpenVacancy => ({
    ok: false,
    no,
    title: v.content.title,
    why,
  });
  if (v.stage !== 'listed' || !v.closes_at || v.closes_at <= s.now()) return refused('closed');
  if (v.mode !== 'civilService' && v.mode !== 'open') return refused('modeNone');
  return {
    ok: true,
    no,
    title: v.content.title,
    agencyName: v.agency_name,
    mode: v.mode,
    closesAt: v.closes_at,
  };
}

async function begin(s: Services, actor: Applicant, no: string) {
  return withActor(s.db, actor, async (trx) => {
    const profile = (await ownProfile(trx, s.keyring, actor)) as OwnProfile;
    const open = await ownOpenApplication(trx, actor, no);
    const mine = open && (await ownApplication(trx, s.keyring, actor, open.id));
    return { profile, mine };
  });
}

/** Texts as posted; a repeated name is an array. */
function bodyOf(c: Context): Posted {
  const body: Posted = {};
  for (const [name, value] of postedForm(c).entries) {
    const old = body[name];
    body[name] = old === undefined ? value : Array.isArray(old) ? [...old, value] : [old, value];
  }
  return body;
}

type Shown = ReadApplication & {
  body: Posted;
  key: string;
  more?: 'addEducation' | 'addExperience' | 'back';
};

async function showForm(c: Context, vacancy: Applied, p: Shown, status: 200 | 422 = 200): Promise<Response> {
  const rows = (part: 'education' | 'experience', add: string): number => {
    const asked = Number(p.body[`${part}Rows`]) || 1;
    const wanted = Math.max(asked, p.form[part].length, 1) + (p.more === add ? 1 : 0);
    return Math.min(wanted, MOST_ROWS[part]);
  };
  return respond(
    c,
    <ApplicationPage
      ctx={await pageContext(c)}
      vacancy={vacancy}
      form={p.form}
      birth={p.birth}
      educationRows={rows('education', 'addEducation')}
      experienceRows={rows('experience', 'addExperience')}
      formKey={p.key}
      problems={p.problems}
      change={p.body.change === 'yes'}
    />,
    status,
  );
}

const TOO_LATE = {
  closed: ['已截止', '這個職缺的應徵時間已過，無法再送出。'],
  modeNone: ['不經由本系統應徵', '這個職缺不使用本系統應徵，請依職缺內容的聯絡方式直接向機關應徵。'],
  notFound: ['找不到這個職缺', '這個職缺不存在，或已不再刊登。'],
} as const;

async function tooLate(
  c: Context,
  v: OpenVacancy & { ok: false },
  read?: ReadApplication,
): Promise<Response> {
  const [title, why] = TOO_LATE[v.why];
  const page = (
    <TooLatePage
      ctx={await pageContext(c)}
      title={title}
      why={`${v.title ? `「${v.title}」：` : ''}${why}`}
      form={read?.form}
    />
  );
  return respond(c, page, v.why === 'notFound' ? 404 : 410);
}
