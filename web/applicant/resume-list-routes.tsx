import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Problem } from '../../domain/problem.ts';
import { isListName, type ListName, RESUME_LISTS } from '../../domain/resume-fields.ts';
import type { ResumeRecord } from '../../domain/resume-record.ts';
import { moveRow, putRow, rowsOf, sortRows, takeRow } from '../../domain/resume-rows.ts';
import { checkEntry } from '../../domain/resume-rules.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { ConfirmPage, SummaryList } from '../components/index.ts';
import { newFormKey } from '../middleware/idempotency.ts';
import { requireApplicant } from '../middleware/sign-in.ts';
import { posted, postedForm } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { postedFields } from './application-form-data.ts';
import { ResumeEntryPage } from './resume-entry-page.tsx';
import { factsOf, readEntry, shownOf, type Typed, typedOf } from './resume-form-data.ts';
import { ResumeListPage, ROWS_PAGE } from './resume-list-page.tsx';
import { fingerprintOf, loadResume, saveResume } from './resume-save.ts';

const LIST_PATH = '/applicant/resume/:list';
const ENTRY_PATH = `${LIST_PATH}/:place`;
const CHANGED = '這份清單在另一個視窗更動過，請核對目前的順序後再做一次';

/** The lists of the résumé: rows shown, sorted, moved, added, changed and removed, without script. */
export function resumeListRoutes(s: Services): Hono {
  const app = new Hono();

  app.get(LIST_PATH, async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    return listPage(c, record, []);
  });

  /** Moving and sorting: the pressed button says which. */
  app.post(LIST_PATH, async (c) => {
    const actor = requireApplicant(c);
    const list = listOf(c);
    const shown = posted(c, 'fingerprint');
    const [up, down] = [Number(posted(c, 'up')), Number(posted(c, 'down'))];
    const move = (now: ResumeRecord): ResumeRecord => {
      if (posted(c, 'sort') === 'yes') return sortRows(now, list);
      return up > 0 ? moveRow(now, list, up - 1, -1) : moveRow(now, list, down - 1, 1);
    };
    const kept = await saveResume(s, c, actor, {
      part: list,
      act: 'move',
      change: (now) => (fingerprintOf(now[list]) === shown ? move(now) : undefined),
    });
    if (!kept) return listPage(c, (await loadResume(s, actor)).record, [{ field: '', message: CHANGED }]);
    return goTo(c, `${paths.applicant.resumePart(list)}?page=${pageOf(posted(c, 'page'))}`);
  });

  app.get(ENTRY_PATH, async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    const list = listOf(c);
    const rows = rowsOf(record, list);
    const place = placeOf(c);
    if (place === null ? rows.length >= RESUME_LISTS[list].limit : place > rows.length)
      return c.redirect(paths.applicant.resumePart(list), 303);
    const row = place === null ? null : rows[place - 1];
    const typed = row ? shownOf(RESUME_LISTS[list].fields, row) : {};
    return entryPage(c, record, typed, { position: String(place ?? rows.length + 1), problems: [] });
  });
  app.post(ENTRY_PATH, (c) => saveEntry(c, s));

  app.get(`${ENTRY_PATH}/remove`, async (c) => {
    const { record } = await loadResume(s, requireApplicant(c));
    return confirmRemoval(c, record) ?? c.redirect(paths.applicant.resumePart(listOf(c)), 303);
  });
  app.post(`${ENTRY_PATH}/remove`, async (c) => {
    const actor = requireApplicant(c);
    const list = listOf(c);
    const place = (placeOf(c) ?? 0) - 1;
    const shown = posted(c, 'fingerprint');
    const kept = await saveResume(s, c, actor, {
      part: list,
      act: 'remove',
      change: (now) => (fingerprintOf(now[list][place]) === shown ? takeRow(now, list, place) : undefined),
    });
    const { word } = RESUME_LISTS[list];
    return goTo(
      c,
      paths.applicant.resumePart(list),
      kept
        ? { kind: 'success', text: `已刪除一筆${word}。` }
        : { kind: 'notice', text: '清單在另一個視窗更動過，沒有刪除。請核對後再刪除一次。' },
    );
  });
  return app;
}

async function saveEntry(c: Context, s: Services): Promise<Response> {
  const actor = requireApplicant(c);
  const list = listOf(c);
  const place = placeOf(c);
  const { record } = await loadResume(s, actor);
  const { fields, word, limit } = RESUME_LISTS[list];
  const body = postedFields(postedForm(c).entries);
  const typed = typedOf(fields, body);
  const count = rowsOf(record, list).length;
  // an order is asked for only where there is one
  const asked = place === null ? count > 0 : count > 1;
  const position = (asked && posted(c, 'position').normalize('NFKC').trim()) || String(place ?? count + 1);
  const row = readEntry(list, body);
  const problems = checkEntry(list, row, { today: taipeiDay(s.now()) });
  if (!/^[1-9]\d{0,3}$/.test(position)) problems.push({ field: 'position', message: '順序請填數字，例如 1' });
  if (place === null && count >= limit)
    problems.push({ field: '', message: `${word}最多 ${limit} 筆，請先刪去多餘的資料` });
  const again = (now: ResumeRecord, more: Problem[]) =>
    entryPage(c, now, typed, { position, problems: more });
  if (problems.length > 0) return again(record, problems);
  const shown = posted(c, 'fingerprint');
  const kept = await saveResume(s, c, actor, {
    part: list,
    act: place === null ? 'add' : 'change',
    change: (now) => {
      const from = place === null ? null : place - 1;
      if (from === null ? now[list].length >= limit : fingerprintOf(now[list][from]) !== shown)
        return undefined;
      return putRow(now, list, row, Number(position) - 1, from);
    },
  });
  if (!kept) return again((await loadResume(s, actor)).record, [{ field: '', message: OVERTAKEN }]);
  const next =
    posted(c, 'next') === 'more'
      ? paths.applicant.resumeEntry(list, 'new')
      : `${paths.applicant.resumePart(list)}?page=${Math.ceil(Number(position) / ROWS_PAGE)}`;
  return goTo(c, next, { kind: 'success', text: `已儲存一筆${word}。` });
}

const OVERTAKEN =
  '這一筆在另一個視窗更動過。下面是您剛才填寫的內容，請先到清單核對，再按一次「儲存」就會取代目前的這一筆';

function listPage(c: Context, record: ResumeRecord, problems: readonly Problem[]): Response {
  const list = listOf(c);
  const pages = Math.max(1, Math.ceil(rowsOf(record, list).length / ROWS_PAGE));
  return respond(
    c,
    <ResumeListPage
      ctx={pageContext(c)}
      list={list}
      record={record}
      page={Math.min(pageOf(c.req.query('page') ?? posted(c, 'page')), pages)}
      formKey={newFormKey()}
      fingerprint={fingerprintOf(record[list])}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

function entryPage(
  c: Context,
  record: ResumeRecord,
  typed: Typed,
  o: { position: string; problems: readonly Problem[] },
): Response {
  const list = listOf(c);
  const rows = rowsOf(record, list);
  const place = placeOf(c);
  return respond(
    c,
    <ResumeEntryPage
      ctx={pageContext(c)}
      {...{ list, place, typed, ...o }}
      count={rows.length}
      fingerprint={fingerprintOf(place === null ? null : rows[place - 1])}
      formKey={newFormKey()}
    />,
    o.problems.length > 0 ? 422 : 200,
  );
}

/** Undefined when there is no such row. */
function confirmRemoval(c: Context, record: ResumeRecord): Response | undefined {
  const list = listOf(c);
  const { word, fields } = RESUME_LISTS[list];
  const place = placeOf(c) ?? 0;
  const row = rowsOf(record, list)[place - 1];
  if (!row) return undefined;
  return respond(
    c,
    <ConfirmPage
      ctx={pageContext(c)}
      title={`刪除第 ${place} 筆${word}`}
      action={paths.applicant.resumeRemove(list, place)}
      formKey={newFormKey()}
      keep={{ fingerprint: fingerprintOf(row) }}
      confirm="刪除"
      warning
      back={{ href: paths.applicant.resumePart(list), text: `回${word}清單` }}
    >
      <p>這一筆會從您的履歷刪除，無法復原。已送出的應徵不受影響。</p>
      <SummaryList facts={factsOf(fields, row)} />
    </ConfirmPage>,
  );
}

/** @throws HTTPException 404 */
function listOf(c: Context): ListName {
  const name = c.req.param('list') ?? '';
  if (!isListName(name)) throw new HTTPException(404);
  return name;
}

/** The row's place from 1; null for a new one. @throws HTTPException 404 */
function placeOf(c: Context): number | null {
  const place = c.req.param('place') ?? '';
  if (place === 'new') return null;
  if (!/^[1-9]\d{0,3}$/.test(place)) throw new HTTPException(404);
  return Number(place);
}

const pageOf = (text: string): number => (/^[1-9]\d{0,2}$/.test(text) ? Number(text) : 1);
