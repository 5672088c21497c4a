import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { changeApplication } from '../../db/queries/applications.ts';
import { tellPasswordChanged } from '../../db/queries/password-mails.ts';
import { screen } from '../../db/queries/screening.ts';
import { submitVacancy } from '../../db/queries/vacancies.ts';
import { decideRevision } from '../../db/queries/vacancy-review.ts';
import { takeBackWithdrawal, withdrawApplication } from '../../db/queries/withdrawals.ts';
import { goodRecord, vacancyOf } from '../support/scene.ts';
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
    expect(mails[0]?.text).toContain('二、工作項目：請補充工作時間');

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

  it('tells an agency that retrieved that the data was corrected, without anything of the person (個資法 §11)', async () => {
    const { s } = t;
    const no = await vacancyOf(s, { content: { email: 'corrected@agency.example' } });
    const a = await apply(s, no);
    const change = (name: string) =>
      withActor(s.web, a.applicant, (trx) =>
        changeApplication(trx, s.keyring, a.applicant, {
          applicationId: a.id,
          vacancyNo: no,
          record: goodRecord({ name, email: a.email }),
          files: [],
        }),
      );
    const put = async () =>
      (
        await s.admin
          .selectFrom('mail_delivery')
          .select('key')
          .where('application_id', '=', a.id)
          .where('kind', '=', 'correction')
          .execute()
      ).map((m) => m.key);
    expect((await change('改名一')).ok).toBe(true);
    expect(await put()).toEqual([]);
    await sql`with r as (
        insert into retrieval (vacancy_no, agency_id, account_id, purpose)
        values (${no}, ${s.agencyId}, ${s.officer.accountId}, 'interview') returning id)
      insert into retrieval_item (retrieval_id, application_id, agency_id, application_version, purpose, applicant_id)
      select id, ${a.id}::uuid, ${s.agencyId}, 1, 'interview', ${a.applicant.applicantId}::uuid from r`.execute(
      s.admin,
    );
    await change('改名二');
    await change('改名三');
    expect(await put()).toEqual([`correction:${a.id}:3`, `correction:${a.id}:4`]);
    for (const key of await put()) await send(key);
    const mails = t.box.messages({ to: 'corrected@agency.example' });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(a.no);
    for (const personal of ['改名', a.email])
      expect(`${mails[0]?.subject}${mails[0]?.text}`).not.toContain(personal);
  });

  it('tells the mailbox of an account that its password was changed', async () => {
    const { s } = t;
    const a = await apply(s, await vacancyOf(s));
    await withActor(s.web, { kind: 'gate' }, (trx) =>
      tellPasswordChanged(trx, { kind: 'applicant', id: a.applicant.applicantId }),
    );
    const row = await s.admin
      .selectFrom('mail_delivery')
      .select('key')
      .where('kind', '=', 'passwordChanged')
      .executeTakeFirstOrThrow();
    await send(row.key);
    expect(t.box.messages({ to: a.email }).map((m) => m.subject)).toEqual([
      expect.stringContaining('密碼已變更'),
    ]);
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

describe('[R89] letters about 資格審查', () => {
  const decide = async (
    t: Stage,
    no: string,
    id: string,
    version: number,
    outcome: 'supplement' | 'qualified',
  ) => {
    const letter = {
      text: '請補送畢業證書影本。',
      handInBy: outcome === 'supplement' ? '2099-12-04' : '',
      outcome,
    };
    const decision = { outcome, reason: outcome === 'supplement' ? 'proof' : '', text: '內部說明' };
    const people = [{ id, version }];
    const order = { vacancyNo: no, people, decision, letter, requestId: null };
    await withActor(t.s.web, t.s.officer, (trx) => screen(trx, t.s.keyring, t.s.officer, order));
  };

  it('say what to hand in by when, once, and nothing of the words among officers', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    await decide(t, no, a.id, 0, 'supplement');
    await send(`screening:${a.id}:1`);
    const mails = t.box.messages({ to: a.email });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain('補件通知');
    expect(mails[0]?.text).toContain('補件期限：188 年 12 月 4 日');
    expect(mails[0]?.text).toContain('請補送畢業證書影本。');
    expect(mails[0]?.text).toContain(a.no);
    expect(mails[0]?.text).not.toContain('內部說明');
  });

  it('are told to nobody once a later decision, or the withdrawal, took their place', async () => {
    const no = await vacancyOf(t.s);
    const a = await apply(t.s, no);
    await decide(t, no, a.id, 0, 'supplement');
    await decide(t, no, a.id, 1, 'qualified');
    await send(`screening:${a.id}:1`);
    expect(t.box.messages({ to: a.email })).toEqual([]);
    await withActor(t.s.web, a.applicant, (trx) => withdrawApplication(trx, a.applicant, a.id));
    await send(`screening:${a.id}:2`);
    expect(t.box.messages({ to: a.email })).toEqual([]);
  });
});
