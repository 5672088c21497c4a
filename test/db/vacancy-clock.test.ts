import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Trx, withActor } from '../../db/actor.ts';
import { submitApplication } from '../../db/queries/applications.ts';
import { endListing, extendListing, listingAnswer } from '../../db/queries/listing-changes.ts';
import { reviseListed } from '../../db/queries/vacancies.ts';
import { vacancyClock } from '../../db/queries/vacancy-clock.ts';
import { closeListing, openListing, withdrawUntouched } from '../../db/queries/vacancy-turns.ts';
import { addDays, taipeiDay } from '../../domain/taipei-time.ts';
import { applicantOf, goodContent, goodRecord, type Scene, scene, vacancyOf } from '../support/scene.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
});
afterAll(() => s.close());

const as = <T>(fn: (trx: Trx) => Promise<T>): Promise<T> => withActor(s.worker, { kind: 'worker' }, fn);
const clock = async (no: string) => {
  const view = await as((trx) => vacancyClock(trx, no));
  if (!view) throw new Error(`no vacancy ${no}`);
  return view;
};
const set = (no: string, change: object) =>
  s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();
const acts = async (no: string) =>
  (
    await s.admin
      .selectFrom('audit_event')
      .select(['act', 'actor_kind', 'why'])
      .where('subject_id', '=', no)
      .orderBy('id')
      .execute()
  ).map((e) => e.act);
const secondsFromNow = (n: number) => new Date(Date.now() + n * 1000);
const today = taipeiDay(new Date());

describe('the view of a vacancy', () => {
  it('knows opening and closing before listing, and no digest', async () => {
    const no = await vacancyOf(s, { until: 'approved' });
    const view = await clock(no);
    expect(view).toMatchObject({ reviewOutcome: 'approved', stage: 'scheduled', nextDigestAt: null });
    expect(view.opensAt).toBe(new Date(`${today}T00:00:00+08:00`).toISOString());
    expect(view.closesAt && view.closesAt > new Date().toISOString()).toBe(true);
    expect(view).toMatchObject({ withdrawAt: null, archiveAt: null, archiveWarningAt: null });
  });

  it('[R56] has a next digest while listed, 08:00 to 08:30 in Taipei, none in mode none', async () => {
    const view = await clock(await vacancyOf(s));
    const time = new Date(Date.parse(view.nextDigestAt ?? '') + 8 * 3_600_000).toISOString().slice(11, 16);
    expect(time >= '08:00' && time <= '08:30').toBe(true);
    expect(Date.parse(view.nextDigestAt ?? '')).toBeGreaterThan(Date.now());
    expect((await clock(await vacancyOf(s, { content: { mode: 'none' } }))).nextDigestAt).toBeNull();
  });

  it('has no digest after the last one before closing', async () => {
    const no = await vacancyOf(s);
    await set(no, { closes_at: secondsFromNow(1) });
    expect((await clock(no)).nextDigestAt).toBeNull();
  });

  it('is undefined for an unknown number', async () => {
    expect(await as((trx) => vacancyClock(trx, '9999999999'))).toBeUndefined();
  });
});

describe('opening', () => {
  it('lists what is approved and due, once, with an audit event', async () => {
    const no = await vacancyOf(s, { until: 'approved' });
    const before = (await clock(no)).version;
    expect(await as((trx) => openListing(trx, no))).toBe(true);
    expect(await as((trx) => openListing(trx, no))).toBe(false);
    expect(await clock(no)).toMatchObject({ stage: 'listed', version: before + 1 });
    expect((await acts(no)).filter((a) => a === 'vacancy.list')).toHaveLength(1);
  });

  it('leaves a draft, one in review and one not yet due as they are', async () => {
    for (const until of ['draft', 'inReview'] as const) {
      const no = await vacancyOf(s, { until });
      expect(await as((trx) => openListing(trx, no))).toBe(false);
      expect((await clock(no)).stage).toBe('preparing');
    }
    const later = await vacancyOf(s, { until: 'approved', content: { listedFrom: addDays(today, 2) } });
    expect(await as((trx) => openListing(trx, later))).toBe(false);
    expect((await clock(later)).stage).toBe('scheduled');
  });

  it('returns to the officer what could not be listed before its own end, with the reason (rule 6)', async () => {
    const no = await vacancyOf(s, { until: 'approved' });
    await set(no, { closes_at: secondsFromNow(-1) });
    expect(await as((trx) => openListing(trx, no))).toBe(true);
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ stage: 'preparing', review_outcome: 'returned', listed_at: null });
    expect(row.return_reasons?.[0]?.field).toBe('listedTo');
  });

  it('is done by one of two workers at the same moment', async () => {
    const no = await vacancyOf(s, { until: 'approved' });
    const won = await Promise.all(Array.from({ length: 8 }, () => as((trx) => openListing(trx, no))));
    expect(won.filter(Boolean)).toHaveLength(1);
  });
});

describe('closing (rule 4)', () => {
  it('does nothing before the closing minute and closes after it, voiding an open revision (rule 6)', async () => {
    const no = await vacancyOf(s);
    expect(await as((trx) => closeListing(trx, no))).toBe(false);
    const { version } = await clock(no);
    const revised = await withActor(s.web, s.officer, (trx) =>
      reviseListed(trx, s.officer, { no, version, content: goodContent({ title: '改過的職稱' }) }),
    );
    expect(revised.ok).toBe(true);
    await set(no, { closes_at: secondsFromNow(-1) });
    expect(await as((trx) => closeListing(trx, no))).toBe(true);
    expect(await as((trx) => closeListing(trx, no))).toBe(false);
    expect(await clock(no)).toMatchObject({ stage: 'closed', reviewOutcome: 'approved' });
    const states = await s.admin
      .selectFrom('vacancy_revision')
      .select('state')
      .where('vacancy_no', '=', no)
      .orderBy('number')
      .execute();
    expect(states.map((r) => r.state)).toEqual(['approved', 'void']);
  });

  it('waits for somebody who is just applying, and counts her in', async () => {
    const no = await vacancyOf(s);
    await set(no, { closes_at: secondsFromNow(2.5) });
    const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
    let closing: Promise<boolean> | undefined;
    const answer = await withActor(s.web, applicant, async (trx) => {
      const done = await submitApplication(trx, s.keyring, applicant, {
        applicationId: randomUUID(),
        vacancyNo: no,
        record: goodRecord(),
        files: [],
      });
      await new Promise((r) => setTimeout(r, 2_700));
      closing = as((trx2) => closeListing(trx2, no));
      const early = await Promise.race([closing, new Promise((r) => setTimeout(() => r('waits'), 200))]);
      expect(early).toBe('waits');
      return done;
    });
    expect(answer.ok).toBe(true);
    expect(await closing).toBe(true);
    expect((await clock(no)).pendingResumes).toBe(1);
  });
});

describe('extension and early end', () => {
  const extend = (no: string, change: object = {}) =>
    as((trx) =>
      extendListing(trx, {
        vacancyNo: no,
        key: randomUUID(),
        accountId: s.officer.accountId,
        listedTo: addDays(today, 30),
        reason: 'fewApplicants',
        ...change,
      }),
    );
  const end = (no: string, change: object = {}) =>
    as((trx) =>
      endListing(trx, {
        vacancyNo: no,
        key: randomUUID(),
        accountId: s.officer.accountId,
        reason: 'postFilled',
        ...change,
      }),
    );

  it('[R40] moves the last day in the record and in the columns, audited in the officer’s name', async () => {
    const no = await vacancyOf(s, { content: { closingTime: '17:00' } });
    const until = new Date(`${addDays(today, 30)}T17:00:00+08:00`).toISOString();
    expect(await extend(no)).toEqual({ ok: true, closesAt: until });
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ listed_to: addDays(today, 30), stage: 'listed' });
    expect([row.content.listedTo, row.closes_at?.toISOString()]).toEqual([addDays(today, 30), until]);
    const event = await s.admin
      .selectFrom('audit_event')
      .selectAll()
      .where('subject_id', '=', no)
      .where('act', '=', 'vacancy.extend')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_kind: 'officer',
      actor_id: s.officer.accountId,
      why: 'fewApplicants',
    });
  });

  it('answers the same key once, and the page may read the answer', async () => {
    const no = await vacancyOf(s);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => extend(no, { key })));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect((await acts(no)).filter((a) => a === 'vacancy.extend')).toHaveLength(1);
    const read = (actor: typeof s.officer) =>
      withActor(s.web, actor, (trx) => listingAnswer(trx, actor, key));
    expect(await read(s.officer)).toEqual(answers[0]);
    expect(await read(s.stranger)).toBeUndefined();
  });

  it.each([
    ['notAllowed', () => ({ accountId: s.stranger.accountId })],
    ['reason', () => ({ reason: 'because' })],
    ['badDay', () => ({ listedTo: '2027-02-30' })],
    ['notLater', () => ({ listedTo: today })],
    ['tooLong', () => ({ listedTo: `${Number(today.slice(0, 4)) + 10}-12-31` })],
  ])('refuses an extension: %s, and writes nothing', async (refused, change) => {
    const no = await vacancyOf(s);
    const before = await clock(no);
    expect(await extend(no, change())).toEqual({ ok: false, refused });
    expect(await clock(no)).toEqual(before);
  });

  it('refuses once the closing minute has passed, though the row still says listed', async () => {
    const no = await vacancyOf(s);
    await set(no, { closes_at: secondsFromNow(-1) });
    expect(await extend(no)).toEqual({ ok: false, refused: 'notListed' });
    expect(await end(no)).toEqual({ ok: false, refused: 'notListed' });
  });

  it('lets either the extension or the closing win, never both', async () => {
    for (let i = 0; i < 10; i++) {
      const no = await vacancyOf(s);
      await set(no, { closes_at: secondsFromNow(0.03) });
      await new Promise((r) => setTimeout(r, 20 + i * 2));
      const [extended, closed] = await Promise.all([extend(no), as((trx) => closeListing(trx, no))]);
      const stage = (await clock(no)).stage;
      if (extended.ok) expect([closed, stage]).toEqual([false, 'listed']);
      else if (closed) expect(stage).toBe('closed');
    }
  });

  it('ends now: closed at once, no application afterwards', async () => {
    const no = await vacancyOf(s);
    const answer = await end(no);
    expect(answer.ok).toBe(true);
    const row = await s.admin
      .selectFrom('vacancy')
      .selectAll()
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ stage: 'closed', ending_reason: 'postFilled', listed_to: today });
    const applicant = await applicantOf(s, `${randomUUID()}@mail.example`);
    expect(
      await withActor(s.web, applicant, (trx) =>
        submitApplication(trx, s.keyring, applicant, {
          applicationId: randomUUID(),
          vacancyNo: no,
          record: goodRecord(),
          files: [],
        }),
      ),
    ).toEqual({ ok: false, why: 'closed' });
    expect(await end(no)).toEqual({ ok: false, refused: 'notListed' });
  });
});

describe('the long clocks', () => {
  it('withdraws what was returned and lay untouched for 180 days', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    await set(no, { review_outcome: 'returned', updated_at: secondsFromNow(-179 * 86_400) });
    expect(await as((trx) => withdrawUntouched(trx, no))).toBe(false);
    expect(Date.parse((await clock(no)).withdrawAt ?? '')).toBeGreaterThan(Date.now());
    await set(no, { updated_at: secondsFromNow(-181 * 86_400) });
    expect(await as((trx) => withdrawUntouched(trx, no))).toBe(true);
    expect(await clock(no)).toMatchObject({ stage: 'withdrawn', withdrawAt: null });
  });

  it('archives a year after closing with two warnings, the later one alone after an outage (rule 7)', async () => {
    const no = await vacancyOf(s);
    await set(no, { closes_at: secondsFromNow(-1) });
    await as((trx) => closeListing(trx, no));
    const due = new Date();
    due.setUTCFullYear(due.getUTCFullYear() + 1);
    const view = await clock(no);
    expect(Math.abs(Date.parse(view.archiveAt ?? '') - due.getTime())).toBeLessThan(2 * 86_400_000);
    expect(Date.parse(view.archiveAt ?? '') - Date.parse(view.archiveWarningAt ?? '')).toBe(30 * 86_400_000);

    const closed = new Date(Date.now() - 360 * 86_400_000);
    await set(no, { closed_at: closed });
    const late = await clock(no);
    expect(Date.parse(late.archiveAt ?? '') - Date.parse(late.archiveWarningAt ?? '')).toBe(7 * 86_400_000);
    expect(Date.parse(late.archiveWarningAt ?? '')).toBeLessThan(Date.now());
    await s.admin
      .insertInto('mail_delivery')
      .values({
        key: `archiveWarning:${no}:7:${late.archiveAt?.slice(0, 10)}`,
        kind: 'archiveWarning',
        message_id: '<x@y.invalid>',
      })
      .execute();
    expect((await clock(no)).archiveWarningAt).toBeNull();
  });
});
