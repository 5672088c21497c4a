/** 資格審查 of one person, and the notes about her among officers. */
import { type Context, Hono } from 'hono';
import { type Trx, withActor } from '../../db/actor.ts';
import { neighboursOf } from '../../db/queries/applicant-neighbours.ts';
import { addNote, deleteNote, notesOf } from '../../db/queries/application-notes.ts';
import { applicantOf } from '../../db/queries/notice-view.ts';
import { decisionsOf, type Screened, screen } from '../../db/queries/screening.ts';
import { lettersTo } from '../../db/queries/screening-letters.ts';
import { cleanText } from '../../domain/contact.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import {
  checkScreening,
  noteProblem,
  type ScreeningForm,
  type ScreeningOutcome,
} from '../../domain/screening.ts';
import { ConfirmPage } from '../components/index.ts';
import { act } from '../middleware/act.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, type Officer } from './applicants-load.ts';
import { narrowed, narrowedHref, narrowingOf, opened } from './applicants-narrowing.tsx';
import { pattern } from './pattern.ts';
import { bodyOf } from './posted.ts';
import { readDecision } from './screening-form.tsx';
import { type ReadLetter, readLetter, readTelling } from './screening-letter-data.ts';
import { ScreeningLetterPage } from './screening-letter-page.tsx';
import { byWhom } from './screening-notes.tsx';
import { ScreeningPage } from './screening-page.tsx';
import { applicantsTrail } from './trails.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

const GONE = { kind: 'notice', text: '應徵者已撤回應徵，沒有儲存。' } as const;

export function screeningRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.screening(':no', ':id')), (c) => show(c, {}));

  app.post(pattern(paths.officer.screening(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const { no, id } = addressOf(c);
    const body = bodyOf(c);
    const decision = readDecision(body);
    const problems = [...checkScreening(decision), ...readTelling(body, decision).problems];
    if (problems.length > 0) return show(c, { decision, problems });
    const letter = readLetter(body, decision, taipeiDay(services.now()));
    if (letter && !letter.send) return showLetter(c, decision, letter);
    const done = await act<Screened>(c, actor, 'screening.single', (trx) =>
      screen(trx, keyring, actor, {
        vacancyNo: no,
        people: [{ id, version: Number(posted(c, 'version')) }],
        decision: { ...decision, outcome: decision.outcome as ScreeningOutcome },
        letter,
        requestId: requestIdOf(c),
      }),
    );
    if (done.ok)
      return goTo(c, herePage(c), {
        kind: 'success',
        text: letter ? '已儲存審查結果，通知信寄送情形見下方審查紀錄。' : '已儲存審查結果。',
      });
    if (done.why === 'gone') return goTo(c, paths.officer.applicants(no), GONE);
    return show(c, { decision, problems: [{ field: 'outcome', message: CHANGED }] });
  });

  app.post(pattern(paths.officer.notes(':no', ':id')), async (c) => {
    const actor = requireOfficer(c);
    const { no, id } = addressOf(c);
    const note = cleanText(posted(c, 'note'));
    const wrong = noteProblem(note);
    if (wrong) return show(c, { note, problems: [wrong] });
    const done = await act<{ ok: boolean }>(c, actor, 'note.add', async (trx) => ({
      ok: await addNote(trx, keyring, actor, {
        vacancyNo: no,
        applicationId: id,
        body: note,
        requestId: requestIdOf(c),
      }),
    }));
    if (!done.ok) return goTo(c, paths.officer.applicants(no), GONE);
    return goTo(c, herePage(c), { kind: 'success', text: '已新增備註。' });
  });

  app.get(pattern(paths.officer.noteDelete(':no', ':id', ':note')), async (c) => {
    const actor = requireOfficer(c);
    const { vacancy, applicant, notes } = await withActor(db, actor, (trx) => load(trx, c, actor));
    const here = herePage(c);
    const note = vacancyOr404(notes.find((one) => one.own && one.id === c.req.param('note')));
    return respond(
      c,
      <ConfirmPage
        ctx={pageContext(c)}
        current="register"
        trail={applicantsTrail(vacancy.no, '刪除備註')}
        title="刪除備註"
        sub={`${applicant.brief.name}　職缺編號 ${vacancy.no}`}
        action={narrowedHref(paths.officer.noteDelete(vacancy.no, applicant.id, note.id), narrowingOf(c))}
        formKey={newFormKey()}
        confirm="刪除備註"
        warning
        back={{ href: here, text: '回資格審查' }}
      >
        <p>{byWhom(note.by)}的備註刪除後無法復原；曾有這則備註及何時刪除，會留在稽核紀錄。</p>
        <p class="sq-quote">{note.body}</p>
      </ConfirmPage>,
    );
  });

  app.post(pattern(paths.officer.noteDelete(':no', ':id', ':note')), async (c) => {
    const actor = requireOfficer(c);
    const { id } = addressOf(c);
    const done = await act<{ ok: boolean }>(c, actor, 'note.delete', async (trx) => ({
      ok: await deleteNote(trx, actor, {
        applicationId: id,
        noteId: c.req.param('note') ?? '',
        requestId: requestIdOf(c),
      }),
    }));
    return goTo(
      c,
      herePage(c),
      done.ok
        ? { kind: 'success', text: '已刪除備註。' }
        : { kind: 'notice', text: '沒有這則備註，或不是您寫的備註，沒有刪除。' },
    );
  });

  return app;

  /** The person of the address, of a vacancy of hers, with what was decided and noted. @throws HTTPException 404 */
  async function load(trx: Trx, c: Context, actor: Officer) {
    const { vacancy } = await applicantsVacancy(trx, actor, c);
    const order = {
      vacancyNo: vacancy.no,
      applicationId: addressOf(c).id,
      act: 'screening.view',
      requestId: requestIdOf(c),
    };
    const applicant = vacancyOr404(await applicantOf(trx, keyring, actor, order));
    const { narrowing, search } = opened(keyring, actor, vacancy.no, narrowingOf(c));
    return {
      vacancy,
      applicant,
      decisions: await decisionsOf(trx, keyring, applicant.id),
      letters: await lettersTo(trx, keyring, applicant.id),
      neighbours: await neighboursOf(trx, keyring, {
        ...narrowed(vacancy.no, narrowing, search),
        applicationId: applicant.id,
      }),
      narrowing,
      notes: await notesOf(trx, keyring, actor, applicant.id),
    };
  }

  /** The page, with what was typed and what is wrong with it. */
  async function show(
    c: Context,
    o: { decision?: ScreeningForm; note?: string; problems?: readonly Problem[] },
  ): Promise<Response> {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, (trx) => load(trx, c, actor));
    const { decision, note = '', problems = [] } = o;
    const telling = readTelling(bodyOf(c), decision ?? { outcome: '', reason: '', text: '' });
    const view = {
      ...found,
      ctx: pageContext(c),
      decision,
      telling,
      note,
      problems,
      formKey: newFormKey(),
      noteKey: newFormKey(),
    };
    return respond(c, <ScreeningPage view={view} />, problems.length > 0 ? 422 : 200);
  }

  /** What she will be told, before anything is written. */
  async function showLetter(c: Context, decision: ScreeningForm, letter: ReadLetter): Promise<Response> {
    const actor = requireOfficer(c);
    const { vacancy, applicant } = await withActor(db, actor, (trx) => load(trx, c, actor));
    const here = herePage(c);
    const view = {
      ctx: pageContext(c),
      vacancy,
      people: [applicant.brief],
      decision,
      letter,
      action: here,
      keep: { version: posted(c, 'version') },
      formKey: formKey(c),
      back: { href: here, text: '回資格審查' },
      publicUrl: services.config.publicUrl,
    };
    return respond(c, <ScreeningLetterPage view={view} />, letter.problems.length > 0 ? 422 : 200);
  }
}

const CHANGED = '您開啟本頁後，已有同仁儲存審查結果（見下方審查紀錄）；請確認後再儲存一次';

/** This person's page, still in the list she was reached from. */
function herePage(c: Context): string {
  const { no, id } = addressOf(c);
  return narrowedHref(paths.officer.screening(no, id), narrowingOf(c));
}

const addressOf = (c: Context): { no: string; id: string } => ({
  no: c.req.param('no') ?? '',
  id: c.req.param('id') ?? '',
});
