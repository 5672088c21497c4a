/** 批次資格審查: ticked, confirmed, then written for all of them or none. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { namesOf } from '../../db/queries/notice-view.ts';
import { type Screened, screen } from '../../db/queries/screening.ts';
import type { Problem } from '../../domain/problem.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { checkScreening, SCREENING_LIMITS, type ScreeningOutcome } from '../../domain/screening.ts';
import { act } from '../middleware/act.ts';
import { formKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { goTo, pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { applicantsVacancy, openList, pageNumber } from './applicants-load.ts';
import { narrowedHref, narrowingOf } from './applicants-narrowing.tsx';
import { turnedAway } from './applicants-routes.tsx';
import { leafs } from './kept-ticks.ts';
import { pattern } from './pattern.ts';
import { bodyOf, type Posted, texts } from './posted.ts';
import { ScreeningBatchPage, ScreeningConfirmPage, WHO } from './screening-batch-page.tsx';
import { readDecision } from './screening-form.tsx';
import { readLetter, readTelling } from './screening-letter-data.ts';
import { ScreeningLetterPage } from './screening-letter-page.tsx';
import { keepForm, keptForm, seenOf, tickedNotShown } from './screening-ticked.ts';

export function screeningBatchRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.screenings(':no')), async (c) =>
    list(c, [], await keptForm(services, c, requireOfficer(c))),
  );

  app.post(pattern(paths.officer.screenings(':no')), async (c) => {
    const actor = requireOfficer(c);
    const ofVacancy = paths.officer.screenings(c.req.param('no') ?? '');
    const there = narrowedHref(ofVacancy, narrowingOf(c), pageNumber(c.req.query('page')));
    if (leafs(c)) return goTo(c, await keepForm(services, c, actor, there));
    const key = formKey(c);
    const body = bodyOf(c);
    const who = [...new Set(texts(body, WHO))];
    const decision = readDecision(body);
    const problems = [
      ...whoProblems(who.length),
      ...checkScreening(decision),
      ...readTelling(body, decision).problems,
    ];
    if (problems.length > 0) return list(c, problems);
    const letter = readLetter(body, decision, taipeiDay(services.now()));
    const decided = { ...decision, outcome: decision.outcome as ScreeningOutcome };
    const people = who.map(seenOf);

    if (letter ? !letter.send : posted(c, 'step') !== 'confirm') {
      const found = await withActor(db, actor, async (trx) => {
        const { vacancy, closedDoor } = await applicantsVacancy(trx, actor, c);
        const order = {
          vacancyNo: vacancy.no,
          applicationIds: people.map((one) => one.id),
          act: 'applicants.ticked',
          requestId: requestIdOf(c),
        };
        return { vacancy, closedDoor, named: await namesOf(trx, keyring, actor, order) };
      });
      const { vacancy, named } = found;
      if (found.closedDoor) return turnedAway(c, vacancy.no, found.closedDoor);
      if (named.length !== people.length) return list(c, [{ field: WHO, message: REFUSALS.gone }]);
      const ctx = pageContext(c);
      const asked = { ctx, people: named, formKey: key };
      // going back finds who was ticked and what was typed
      const back = await keepForm(services, c, actor, there);
      if (!letter)
        return respond(
          c,
          <ScreeningConfirmPage {...asked} no={vacancy.no} who={who} decision={decided} back={back} />,
        );
      const here = paths.officer.screenings(vacancy.no);
      const view = {
        ...asked,
        vacancy,
        decision,
        letter,
        action: here,
        keep: { [WHO]: who },
        back: { href: back, text: '回批次資格審查' },
        publicUrl: services.config.publicUrl,
      };
      return respond(c, <ScreeningLetterPage view={view} />, letter.problems.length > 0 ? 422 : 200);
    }

    const no = c.req.param('no') ?? '';
    const done = await act<Screened>(c, actor, 'screening.batch', (trx) =>
      screen(trx, keyring, actor, {
        vacancyNo: no,
        people,
        decision: decided,
        letter,
        requestId: requestIdOf(c),
      }),
    );
    if (!done.ok) return list(c, [{ field: WHO, message: REFUSALS[done.why] }]);
    const text = `已儲存 ${done.count} 人的審查結果${letter ? '，並開始寄送通知信' : ''}。`;
    return goTo(c, paths.officer.screenings(no), { kind: 'success', text });
  });

  return app;

  /** The list, with what was ticked and typed, on this page or another, and what is wrong with it. */
  async function list(c: Context, problems: readonly Problem[], body: Posted = bodyOf(c)): Promise<Response> {
    const actor = requireOfficer(c);
    const asked = { page: pageNumber(c.req.query('page')), narrowing: narrowingOf(c), problems };
    const found = await openList(services, c, actor, asked);
    if ('closedDoor' in found) return turnedAway(c, found.no, found.closedDoor);
    const decision = readDecision(body);
    const { rows, vacancy } = found.view;
    const elsewhere = await tickedNotShown(services, c, actor, { vacancyNo: vacancy.no, shown: rows, body });
    const page = (
      <ScreeningBatchPage
        view={found.view}
        decision={decision}
        telling={readTelling(body, decision)}
        ticked={new Set(texts(body, WHO))}
        elsewhere={elsewhere}
      />
    );
    return respond(c, page, problems.length > 0 ? 422 : 200);
  }
}

function whoProblems(count: number): Problem[] {
  if (count === 0) return [{ field: WHO, message: '請先勾選要審查的應徵者' }];
  if (count > SCREENING_LIMITS.batch)
    return [{ field: WHO, message: `一次最多審查 ${SCREENING_LIMITS.batch} 人，請減少勾選` }];
  return [];
}

const REFUSALS: Readonly<Record<Extract<Screened, { ok: false }>['why'], string>> = {
  gone: '勾選的人員中有人已撤回應徵或不屬於這筆職缺，請重新勾選',
  changed: '其間已有同仁審查勾選的人員，名單已更新，請確認後重新勾選',
};
