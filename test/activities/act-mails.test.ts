import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { submitVacancy } from '../../db/queries/vacancies.ts';
import { decideRevision } from '../../db/queries/vacancy-review.ts';
import { takeBackWithdrawal, withdrawApplication } from '../../db/queries/withdrawals.ts';
import { vacancyOf } from '../support/scene.ts';
import { apply, type Stage, stage } from './stage.ts';

let t: Stage;
beforeAll(async () => {
  t = await stage();
});
afterAll(() => t.close());

/** Sends what the act put into the ledger, as the mail's own workflow would; twice, as Temporal may. */
const send = async (key: string): Promise<void> => {
  const row = await t.s.admin
    .selectFrom('mail_delivery')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  for (let i = 0; i < 2; i++) await t.ports.sendMail({ mailId: row.id });
};

describe('mails that tell of an act', () => {
  it('[R28] tells the writer why a registration came back, once, and puts the mail with the decision', async () => {
    const { s } = t;
    const email = 'writer@agency.example';
    const no = await vacancyOf(s, { content: { writerEmail: email }, until: 'inReview' });
    await withActor(s.web, s.reviewer, (trx) =>
      decideRevision(trx, s.reviewer, {
        no,
        number: 1,
        decision: 'return',
        reasons: [{ field: 'duties', message: '請補充工作時間' }],
      }),
    );
    await send(`review:${no}:1`);
    const mails = t.box.messages({ to: email });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain('退回補正');
    expect(mails[0]?.text).toContain('請補充工作時間');

    await withActor(s.web, s.officer, (trx) =>
      submitVacancy(trx, s.officer, { no, version: 3, now: new Date() }),
    );
    await withActor(s.web, s.reviewer, (trx) =>
      decideRevision(trx, s.reviewer, { no, number: 2, decision: 'approve' }),
    );
    await send(`review:${no}:2`);
    expect(t.box.messages({ to: email }).map((m) => m.subject.slice(0, 4))).toContain('審核通過');
  });

  it('tells an applicant that the application is withdrawn', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    await withActor(s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    await send(`withdrawn:${a.id}:2`);
    const mails = t.box.messages({ to: a.email });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(a.no);
  });

  it('tells nobody of a withdrawal that was taken back', async () => {
    const { s } = t;
    const no = await vacancyOf(s);
    const a = await apply(s, no);
    await withActor(s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    const back = await withActor(s.web, a.applicant, (trx) =>
      takeBackWithdrawal(trx, s.keyring, a.applicant, { applicationId: a.id, vacancyNo: no }),
    );
    expect(back).toEqual({ ok: true, version: 3 });
    await send(`withdrawn:${a.id}:2`);
    expect(t.box.messages({ to: a.email })).toEqual([]);
    const ledger = await s.admin
      .selectFrom('mail_delivery')
      .select('state')
      .where('key', '=', `withdrawn:${a.id}:2`)
      .executeTakeFirst();
    expect(ledger?.state).toBe('replaced');
  });
});
