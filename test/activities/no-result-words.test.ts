import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { ownApplications } from '../../db/queries/own-applications.ts';
import { withdrawApplication } from '../../db/queries/withdrawals.ts';
import { LETTERS } from '../../domain/result-rules.ts';
import { sendResult } from '../support/results.ts';
import { vacancyOf } from '../support/scene.ts';
import { apply, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

const close = (no: string, daysAgo: number) => {
  const at = new Date(Date.now() - daysAgo * 86_400_000);
  return t.s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closes_at: at, closed_at: at })
    .where('no', '=', no)
    .execute();
};
/** What the vacancy's run does when its archive is due: every page, twice, as Temporal may. */
async function tell(no: string, limit = 100): Promise<number> {
  let later = 0;
  for (let pass = 0; pass < 2; pass++)
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof t.ports.sendNoResultWords>> = await t.ports.sendNoResultWords({
        ...{ vacancyNo: no, after, limit },
      });
      later = page.later;
      after = page.after;
    }
  return later;
}
const words = (email: string) =>
  t.box.messages({ to: email }).filter((m) => m.subject.startsWith('徵才結束通知'));

describe('a vacancy archived without a result (rule 7)', () => {
  it('[R84] tells each who still waits, once, before the personal data goes; not who withdrew or was told 資格不符', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const waits = [await apply(s, no), await apply(s, no)];
    const [gone, unqualified] = [await apply(s, no), await apply(s, no)];
    await withActor(s.web, gone.applicant, (trx) => withdrawApplication(trx, gone.applicant, gone.id));
    await sql`insert into screening (application_id, version, vacancy_no, agency_id, outcome, account_id)
      select ${unqualified.id}, 1, no, agency_id, 'unqualified', ${s.officer.accountId} from vacancy where no = ${no}`.execute(
      s.admin,
    );
    await sql`insert into screening_letter (application_id, version, agency_id, outcome)
      select ${unqualified.id}, 1, agency_id, 'unqualified' from vacancy where no = ${no}`.execute(s.admin);
    // not before it is due
    await close(no, 300);
    await tell(no);
    expect(waits.flatMap((a) => words(a.email))).toEqual([]);
    await close(no, 367);
    await tell(no, 1);
    for (const a of waits) {
      expect(words(a.email)).toHaveLength(1);
      const text = words(a.email)[0]?.text ?? '';
      expect(text).toContain(a.no);
      expect(text).toContain('未在系統登錄甄選結果');
      expect(text).toContain('聯絡方式');
    }
    expect([words(gone.email), words(unqualified.email)]).toEqual([[], []]);

    await t.ports.endApplications({ vacancyNo: no });
    await sql`update application set ended_at = now() where vacancy_no = ${no}`.execute(s.admin);
    await t.ports.archiveVacancy({ vacancyNo: no });
    const [first] = waits;
    if (!first) throw new Error('nobody applied');
    const [row] = await withActor(s.web, first.applicant, (trx) => ownApplications(trx, first.applicant));
    expect(row).toMatchObject({ state: 'ended', stage: 'archived', outcome: null, kept: false });
  });

  it('tells nobody where there is a result, or where one came while a mailbox could not be reached', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    await close(no, 367);
    t.box.setFault({ mode: 'greylist' });
    expect(await tell(no)).toBe(1);
    t.box.setFault({ mode: 'none' });
    const sent = await sendResult(s, {
      vacancyNo: no,
      chosen: [{ applicationId: a.id, outcome: 'selected', rank: null }],
      settledOn: '2026-11-24',
      reserveMonths: null,
      letters: LETTERS,
    });
    expect(sent.ok).toBe(true);
    expect(await tell(no)).toBe(0);
    expect(words(a.email)).toEqual([]);
  });
});
