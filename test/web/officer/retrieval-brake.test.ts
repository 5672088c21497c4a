import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { retrieveResumes } from '../../../db/queries/retrievals.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, summary, words } from './html.ts';
import { apply } from './people.ts';

const ARCHIVE = 'Archive-2026!';
let s: Scene;
let web: Web;
let no: string;
const ids: string[] = [];
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { config: { retrievalLimits: { perHour: 10, perDay: 12 } } });
  no = await vacancyOf(s);
  for (let i = 0; i < 13; i++) ids.push(await apply(s, no, { name: `應徵者${i}`, produced: true }));
});
afterAll(() => s.close());

const retrieve = async (as: SignedIn, resume: string[]): Promise<Response> =>
  web.post(
    `/officer/vacancies/${no}/applicants/retrieve`,
    { _key: crypto.randomUUID(), step: 'archive', purpose: 'panel', password: ARCHIVE, resume },
    as,
  );
/** What an officer took out becomes so many minutes older. */
const age = (accountId: string, minutes: number) =>
  sql`with r as (update retrieval set retrieved_at = retrieved_at - make_interval(mins => ${minutes})
    where account_id = ${accountId} returning id)
    update retrieval_item set retrieved_at = retrieved_at - make_interval(mins => ${minutes})
    where retrieval_id in (select id from r)`.execute(s.admin);
const items = async (accountId: string): Promise<number> =>
  (
    await s.admin
      .selectFrom('retrieval_item as i')
      .innerJoin('retrieval as r', 'r.id', 'i.retrieval_id')
      .select('i.application_id')
      .where('r.account_id', '=', accountId)
      .execute()
  ).length;

describe('[R75] a brake on retrievals (ASVS 2.4.1)', () => {
  it('stops more persons in an hour than set, says until when, keeps the ticks, and lifts by itself', async () => {
    const { accountId } = s.officer;
    const officer = await web.signIn(s.officer);
    expect((await retrieve(officer, ids.slice(0, 9))).status).toBe(200);
    // somebody taken out before is no further person
    expect((await retrieve(officer, ids.slice(0, 2))).status).toBe(200);
    expect(await items(accountId)).toBe(11);

    const stopped = await retrieve(officer, ids.slice(9, 11));
    expect(stopped.status).toBe(422);
    const html = await stopped.text();
    expect(summary(html)).toMatch(
      /1 小時內調閱的人數已達上限 10 人，為保護個人資料暫停調閱，並已通知系統管理者；\d{3}\/\d\d\/\d\d \d\d:\d\d 以後可再調閱/,
    );
    expect(fieldsOf(html, 'people').resume).toEqual(ids.slice(9, 11));
    expect(await items(accountId)).toBe(11);
    const told = await s.admin
      .selectFrom('audit_event')
      .select(['actor_id', 'subject_id', 'agency_id', 'details'])
      .where('act', '=', 'resume.retrieveBraked')
      .execute();
    expect(told).toEqual([
      {
        actor_id: accountId,
        subject_id: no,
        agency_id: s.agencyId,
        details: { asked: 2, window: 'hour', limit: 10 },
      },
    ]);
    // one more still fits
    expect((await retrieve(officer, ids.slice(9, 10))).status).toBe(200);

    await age(accountId, 61);
    expect((await retrieve(officer, ids.slice(10, 12))).status).toBe(200);
    const day = await retrieve(officer, ids.slice(12, 13));
    expect(summary(await day.text())).toContain('24 小時內調閱的人數已達上限 12 人');
    await age(accountId, 24 * 60);
    expect((await retrieve(officer, ids.slice(12, 13))).status).toBe(200);
  });

  it('is each officer’s own, and cannot be outrun by pressing at once', async () => {
    const colleague = await colleagueOf(s, 'colleague', '測試同仁');
    const as = await web.signIn(colleague);
    const answers = await Promise.all([
      retrieve(as, ids.slice(0, 6)),
      retrieve(as, ids.slice(6, 12)),
      retrieve(as, ids.slice(1, 7)),
    ]);
    expect(answers.map((r) => r.status).sort()).not.toEqual([200, 200, 200]);
    const persons = await sql<{ n: number }>`select count(distinct i.application_id)::int as n
      from retrieval r join retrieval_item i on i.retrieval_id = r.id
      where r.account_id = ${colleague.accountId}`.execute(s.admin);
    expect(persons.rows[0]?.n).toBeLessThanOrEqual(10);
  });

  it('operators and auditors see whom it stopped; nobody else does', async () => {
    for (const actor of [s.operator, s.auditor] as const) {
      const page = words(await (await web.get('/ops', await web.signIn(actor))).text());
      expect(page).toContain('每小時最多調閱 10 人、每日（24 小時）最多 12 人');
      expect(page).toMatch(/測試officer officer 行政院人事行政總處 2 /);
      expect(page).toContain('人事人員達到調閱人數上限');
    }
    const seen = await withActor(s.web, s.officer, (trx) => sql`select * from retrieval_braked`.execute(trx));
    expect(seen.rows).toEqual([]);
  });

  it('of a foreign vacancy there is nothing to count', async () => {
    const taken = await withActor(s.web, s.stranger, (trx) =>
      retrieveResumes(trx, s.keyring, s.stranger, {
        vacancyNo: no,
        applicationIds: ids.slice(0, 1),
        purpose: 'panel',
        requestId: null,
        scanning: false,
        limits: { perHour: 10, perDay: 10 },
      }),
    );
    expect(taken).toEqual({ ok: false, why: 'notFound' });
  });
});
