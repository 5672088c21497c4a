/** 調閱履歷 and 匯出聯絡資訊 (R75–R81): personal data leaves here, each time recorded before a byte goes. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { contactsOf } from '../../db/queries/contacts.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import { applicantCounts, type OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { type Retrieved, retrievedBytes, retrieveResumes } from '../../db/queries/retrievals.ts';
import { contactSheetOds, contactSheetXlsx } from '../../documents/contact-sheet.ts';
import { archivePasswordProblem } from '../../domain/archive-password.ts';
import { isCode, nameOf, RETRIEVAL_PURPOSES } from '../../domain/codes.ts';
import { retrievalProblem } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { freshPasswordProblems, stepUpDue } from '../account/step-up.ts';
import { faultFields } from '../log.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { typesetter } from '../typesetter.ts';
import { applicantsVacancy, applicantsView, type Officer } from './applicants-load.ts';
import { ApplicantsPage } from './applicants-page.tsx';
import { turnedAway } from './applicants-routes.tsx';
import { RESUME } from './applicants-rows.tsx';
import { ContactsPage } from './contacts-page.tsx';
import { download, ODS, XLSX } from './download.ts';
import { pattern } from './pattern.ts';
import { bodyOf, texts } from './posted.ts';
import { archiveName, retrievalArchive } from './retrieval-archive.ts';
import { RetrievalPage } from './retrieval-page.tsx';

export function retrievalRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.post(pattern(paths.officer.retrieve(':no')), async (c) => {
    const actor = requireOfficer(c);
    const key = formKey(c);
    const { vacancy, closedDoor } = await withActor(db, actor, (trx) => applicantsVacancy(trx, actor, c));
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const ids = [...new Set(texts(bodyOf(c), RESUME))];
    const people = ids.length === 0 ? [] : await named(c, actor, vacancy.no, ids);
    const wrong = retrievalProblem(
      ids.length,
      people.map((person) => person.hasDocument),
    );
    if (wrong || people.length !== ids.length) {
      const problem = wrong ?? { field: RESUME, message: GONE };
      return listAgain(c, actor, vacancy, [{ ...problem, field: RESUME }]);
    }
    const asked = {
      ctx: pageContext(c),
      no: vacancy.no,
      formKey: key,
      ids,
      names: people.map((person) => person.name),
      purpose: posted(c, 'purpose'),
      stepUp: stepUpDue(c, services),
    };
    if (posted(c, 'step') !== 'archive') return respond(c, <RetrievalPage {...asked} />);
    const password = posted(c, 'password');
    const problems = passwordProblems(password, asked.purpose);
    if (problems.length === 0) problems.push(...(await freshPasswordProblems(services, c)));
    if (problems.length > 0) return respond(c, <RetrievalPage {...asked} problems={problems} />, 422);

    // Not claimed by the form's key: whenever an archive leaves it is a retrieval, and is recorded as one.
    const taken = await withActor(db, actor, (trx) =>
      retrieveResumes(trx, keyring, actor, {
        vacancyNo: vacancy.no,
        applicationIds: ids,
        purpose: asked.purpose,
        requestId: requestIdOf(c),
        scanning: services.config.scanning,
        limits: services.config.retrievalLimits,
      }),
    );
    if (!taken.ok) return listAgain(c, actor, vacancy, [{ field: RESUME, message: refusalOf(taken) }]);
    const archive = await retrievalArchive(typesetter, {
      password,
      agencyName: vacancy.agency_name,
      vacancyNo: vacancy.no,
      title: vacancy.title,
      retrievedBy: pageContext(c).actor.name ?? '',
      retrievedAt: taken.retrievedAt,
      purpose: nameOf(RETRIEVAL_PURPOSES, asked.purpose),
      files: taken.files.map((file) => ({
        name: file.name,
        stream: whenRead(() => withActor(db, actor, (trx) => retrievedBytes(trx, file))),
      })),
      applications: taken.applications,
    });
    // The answer has begun by then: it breaks off, and why is only said here.
    archive.once('error', (e) => services.log.error(faultFields(e), 'archive'));
    download(c, archiveName(vacancy.no, taken.retrievedAt), 'application/zip');
    // the files alone, which are stored as they are: near enough for whoever waits
    c.header('X-Archive-Bytes', String(taken.bytes));
    return c.body(Readable.toWeb(archive) as ReadableStream);
  });

  app.get(pattern(paths.officer.contacts(':no')), async (c) => contactsForm(c, []));

  app.post(pattern(paths.officer.contacts(':no')), async (c) => {
    const actor = requireOfficer(c);
    formKey(c);
    const fileType = posted(c, 'fileType');
    const include = texts(bodyOf(c), 'include');
    if (fileType !== 'ods' && fileType !== 'xlsx')
      return contactsForm(c, [{ field: 'fileType', message: '請選擇匯出檔案類型' }]);
    const problems = await freshPasswordProblems(services, c);
    if (problems.length > 0) return contactsForm(c, problems);
    const found = await withActor(db, actor, async (trx) => {
      const { vacancy, closedDoor } = await applicantsVacancy(trx, actor, c);
      if (closedDoor) return { vacancy, closedDoor, contacts: [] };
      const order = {
        vacancyNo: vacancy.no,
        agencyId: vacancy.agency_id,
        fileType,
        extras: { screening: include.includes('screening'), notes: include.includes('notes') },
        requestId: requestIdOf(c),
      } as const;
      return { vacancy, closedDoor, contacts: await contactsOf(trx, keyring, actor, order) };
    });
    const { vacancy, closedDoor, contacts } = found;
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const rows = contacts.map((one) => ({ ...one, appliedAt: one.submittedAt.toISOString() }));
    const now = services.now();
    const meta = {
      agencyName: vacancy.agency_name,
      vacancyNo: vacancy.no,
      title: vacancy.title,
      exportedAt: now.toISOString(),
    };
    const bytes = fileType === 'ods' ? await contactSheetOds(rows, meta) : await contactSheetXlsx(rows, meta);
    const name = archiveName(vacancy.no, now).replace('.zip', `-contacts.${fileType}`);
    download(c, name, fileType === 'ods' ? ODS : XLSX);
    return c.body(new Uint8Array(bytes));
  });

  return app;

  function named(c: Context, actor: Officer, vacancyNo: string, applicationIds: readonly string[]) {
    return withActor(db, actor, (trx) =>
      namesOf(trx, keyring, actor, {
        vacancyNo,
        applicationIds,
        act: 'applicants.ticked',
        requestId: requestIdOf(c),
      }),
    );
  }

  /** The list with the message at its boxes, everything ticked as before; nothing was written. */
  async function listAgain(c: Context, actor: Officer, vacancy: OfficerVacancy, problems: Problem[]) {
    const view = await applicantsView(services, c, actor, vacancy, { page: 1, problems });
    return respond(c, <ApplicantsPage view={view} />, 422);
  }

  async function contactsForm(c: Context, problems: readonly Problem[]): Promise<Response> {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      return { ...door, count: (await applicantCounts(trx, door.vacancy.no)).open };
    });
    const { vacancy, closedDoor, count } = found;
    if (closedDoor) return turnedAway(c, vacancy.no, closedDoor);
    const key = posted(c, '_key') || newFormKey();
    const page = (
      <ContactsPage
        ctx={pageContext(c)}
        no={vacancy.no}
        formKey={key}
        count={count}
        fileType={posted(c, 'fileType')}
        include={texts(bodyOf(c), 'include')}
        stepUp={stepUpDue(c, services)}
        problems={problems}
      />
    );
    return respond(c, page, problems.length > 0 ? 422 : 200);
  }
}

/** A source of one piece, read when its turn has come. */
async function* whenRead(read: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await read();
}

/** R77 and 個資法 §5: the password's rules and what the résumés are fetched for. */
function passwordProblems(password: string, purpose: string): Problem[] {
  const problems: Problem[] = [];
  if (!isCode(RETRIEVAL_PURPOSES, purpose)) problems.push({ field: 'purpose', message: '請選擇調閱事由' });
  const weak = archivePasswordProblem(password);
  if (weak) problems.push({ field: 'password', message: weak });
  return problems;
}

const GONE = '勾選的人員中有人已撤回應徵或不屬於這筆職缺，請重新勾選';
type Refused = Extract<Retrieved, { ok: false }>;

function refusalOf(refused: Refused): string {
  if (refused.why !== 'braked') return REFUSALS[refused.why];
  const { window, limit, until } = refused.braked;
  const span = window === 'hour' ? '1 小時' : '24 小時';
  return `您在 ${span}內調閱的人數已達上限 ${limit} 人，為保護個人資料暫停調閱，並已通知系統管理者；${formatRocDateTime(ceilMinute(until)).slice(0, -3)} 以後可再調閱`;
}

/** The page says a minute; told one too early she would be turned away again. */
const ceilMinute = (at: Date): string => new Date(Math.ceil(at.getTime() / 60_000) * 60_000).toISOString();

const REFUSALS: Readonly<Record<Exclude<Refused['why'], 'braked'>, string>> = {
  tooMany: '每次調閱最多僅能調閱10個人員之履歷資料，請分次調閱',
  notFound: GONE,
  notProduced: '勾選的人員中有人履歷資料產製中，請取消勾選，待產製完成後再調閱',
};
