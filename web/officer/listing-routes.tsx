/** 延長 and 提前截止: updates of the vacancy's run, answered at once, or asked for by their key (rule 3). */
import { type Context, Hono } from 'hono';
import { type Actor, withActor } from '../../db/actor.ts';
import { type ListingAnswer, listingAnswer } from '../../db/queries/listing-changes.ts';
import { askWithNote, dropNote } from '../../db/queries/listing-notes.ts';
import { type OfficerVacancy, officerVacancy } from '../../db/queries/officer-vacancy.ts';
import { ENDING_REASONS, EXTENSION_REASONS, isCode } from '../../domain/codes.ts';
import { cleanText } from '../../domain/contact.ts';
import { listingNoteProblem } from '../../domain/listing-note.ts';
import { withinTenYears } from '../../domain/listing-period.ts';
import type { Problem } from '../../domain/problem.ts';
import { parseRocParts, type RocParts } from '../../domain/roc-date.ts';
import { endListing, extendListing, type TemporalClient } from '../../workflows/client.ts';
import { readRocParts } from '../components/roc-fields.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';
import { fragment, goTo, isHtmx, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { EndPage, ExtendPage, PendingPage, PendingPart } from './listing-pages.tsx';
import { pattern } from './pattern.ts';
import { bodyOf } from './posted.ts';
import { vacancyOr404 } from './vacancy-or-404.ts';

type Officer = Actor & { kind: 'officer' };
type Answer = { ok: true; closesAt: string } | { ok: false; refused: string };
type Which = 'extend' | 'end';

export function listingRoutes(services: Services): Hono {
  const app = new Hono();
  const load = async (c: Context, actor: Officer): Promise<OfficerVacancy> =>
    vacancyOr404(
      await withActor(services.db, actor, (trx) => officerVacancy(trx, actor, c.req.param('no') ?? '')),
    );
  /** By the record, before the run is asked: listed, and its closing minute still to come. */
  const open = (v: OfficerVacancy): boolean =>
    v.stage === 'listed' && v.closes_at !== null && v.closes_at > services.now();

  app.get(pattern(paths.officer.extend(':no')), (c) => show(c, 'extend'));
  app.get(pattern(paths.officer.end(':no')), (c) => show(c, 'end'));

  app.post(pattern(paths.officer.extend(':no')), async (c) => {
    const actor = requireOfficer(c);
    const v = await load(c, actor);
    // First: once it is done, the day it asked for is no longer later than the present one.
    const before = await kept(actor, formKey(c));
    if (before) return told(c, v, 'extend', before);
    const parts = readRocParts(bodyOf(c), 'listedTo');
    const read = readExtension(v, parts, posted(c, 'reason'));
    const problems = [...read.problems, ...noteProblems(c)];
    if (problems.length > 0) return form(c, v, 'extend', problems, parts);
    return change(c, actor, v, 'extend', (client, common) =>
      extendListing(client, v.no, { ...common, listedTo: read.listedTo }),
    );
  });

  app.post(pattern(paths.officer.end(':no')), async (c) => {
    const actor = requireOfficer(c);
    const v = await load(c, actor);
    const problems = [
      ...(isCode(ENDING_REASONS, posted(c, 'reason'))
        ? []
        : [{ field: 'reason', message: '請選擇提前截止原因' }]),
      ...noteProblems(c),
    ];
    if (problems.length > 0) return form(c, v, 'end', problems);
    return change(c, actor, v, 'end', (client, common) => endListing(client, v.no, common));
  });
  return app;

  async function show(c: Context, which: Which): Promise<Response> {
    const actor = requireOfficer(c);
    const v = await load(c, actor);
    const key = c.req.query('key');
    if (key !== undefined) return ask(c, actor, v, which, key);
    return open(v) ? form(c, v, which, []) : goTo(c, paths.officer.vacancy(v.no), NOT_LISTED);
  }

  function form(
    c: Context,
    v: OfficerVacancy,
    which: Which,
    problems: readonly Problem[],
    listedTo: RocParts | '' = '',
  ) {
    const common = {
      ctx: pageContext(c),
      vacancy: v,
      formKey: posted(c, '_key') || newFormKey(),
      problems,
      reason: posted(c, 'reason'),
      note: noteOf(c),
    };
    const page =
      which === 'extend' ? <ExtendPage {...common} listedTo={listedTo} /> : <EndPage {...common} />;
    return respond(c, page, problems.length > 0 ? 422 : 200);
  }

  async function change(
    c: Context,
    actor: Officer,
    v: OfficerVacancy,
    which: Which,
    update: (
      client: TemporalClient,
      common: { key: string; accountId: string; reason: string },
    ) => Promise<Answer | 'unknown'>,
  ): Promise<Response> {
    const key = formKey(c);
    const before = await kept(actor, key);
    if (before) return told(c, v, which, before);
    if (!open(v)) return goTo(c, paths.officer.vacancy(v.no), NOT_LISTED);
    const client = await services.temporal.client();
    if (!client)
      return form(c, v, which, [{ field: '', message: AWAY }], readRocParts(bodyOf(c), 'listedTo'));
    const body = noteOf(c);
    const note = { vacancyNo: v.no, agencyId: v.agency_id, act: which, key, body };
    if (body !== '') await withActor(services.db, actor, (trx) => askWithNote(trx, actor, note));
    const answer = await update(client, { key, accountId: actor.accountId, reason: posted(c, 'reason') });
    if (answer !== 'unknown' && !answer.ok)
      await withActor(services.db, actor, (trx) => dropNote(trx, { vacancyNo: v.no, key }));
    return answer === 'unknown' ? pending(c, v, which, key) : told(c, v, which, answer);
  }

  /** What was recorded under the key of an act whose answer did not come in time. */
  async function ask(
    c: Context,
    actor: Officer,
    v: OfficerVacancy,
    which: Which,
    key: string,
  ): Promise<Response> {
    const answer = await kept(actor, key);
    return answer ? told(c, v, which, answer) : pending(c, v, which, key);
  }

  async function kept(actor: Officer, key: string): Promise<ListingAnswer | undefined> {
    return withActor(services.db, actor, (trx) => listingAnswer(trx, actor, key));
  }

  function pending(c: Context, v: OfficerVacancy, which: Which, key: string): Response {
    const page = which === 'extend' ? paths.officer.extend(v.no) : paths.officer.end(v.no);
    const href = `${page}?key=${encodeURIComponent(key)}`;
    if (isHtmx(c)) return fragment(c, <PendingPart href={href} />);
    const what = which === 'extend' ? '延長刊登' : '提前截止';
    return respond(c, <PendingPage ctx={pageContext(c)} vacancy={v} what={what} href={href} />, 202);
  }

  function told(c: Context, v: OfficerVacancy, which: Which, answer: Answer): Response {
    if (!answer.ok) {
      const text = REFUSALS[answer.refused] ?? '這次變更沒有執行，請確認職缺目前狀態後再試。';
      return goTo(c, paths.officer.vacancy(v.no), { kind: 'notice', text });
    }
    const until = instantWords(answer.closesAt);
    const done = which === 'extend' ? '已延長刊登' : '已提前截止';
    const text = `${done}，截止時間為 ${until}。${noteOf(c) === '' ? '' : '公開說明已送審核，通過後顯示在職缺頁。'}`;
    return goTo(c, paths.officer.vacancy(v.no), { kind: 'success', text });
  }
}

/** What she adds in her own words; the act itself carries codes alone. */
const noteOf = (c: Context): string => cleanText(posted(c, 'note'));
const noteProblems = (c: Context): Problem[] =>
  [listingNoteProblem(noteOf(c))].filter((problem) => problem !== null);

const NOT_LISTED = { kind: 'notice', text: '職缺目前不在刊登中，不能延長或提前截止。' } as const;
const AWAY = '目前無法連線至流程服務，沒有變更任何資料，請稍後再送出';

const REFUSALS: Readonly<Record<string, string>> = {
  notFound: '找不到這筆職缺。',
  notAllowed: '您沒有變更這筆職缺的權限。',
  notListed: '職缺已截止或不在刊登中，沒有變更。',
  badDay: '沒有這一天，沒有變更。',
  notLater: '新的迄日沒有晚於目前的迄日，沒有變更。',
  tooLong: '上網有效期間最長 10 年，沒有變更。',
  reason: '原因不在清單中，沒有變更。',
};

/** The form's own checks; the statement behind the update checks them again. */
export function readExtension(
  v: Pick<OfficerVacancy, 'content'>,
  parts: RocParts,
  reason: string,
): { listedTo: string; problems: Problem[] } {
  const problems: Problem[] = [];
  const day = parseRocParts(parts);
  const field = 'listedTo';
  if (!day.ok) problems.push({ field, message: `新的迄日：${day.message}`, boxes: day.boxes });
  else if (day.iso === '') problems.push({ field, message: '請輸入新的迄日，例如 115 年 12 月 4 日' });
  else if (day.iso <= v.content.listedTo)
    problems.push({ field, message: '新的迄日須晚於目前的迄日，請改為更晚的日期' });
  else if (!withinTenYears(v.content.listedFrom, day.iso))
    problems.push({ field, message: '上網有效期間最長 10 年，請將迄日提前' });
  if (!isCode(EXTENSION_REASONS, reason)) problems.push({ field: 'reason', message: '請選擇延長原因' });
  return { listedTo: day.ok ? day.iso : '', problems };
}
