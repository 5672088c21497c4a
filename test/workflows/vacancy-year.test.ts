import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestInstant } from '../../domain/production-slots.ts';
import { taipeiDay, taipeiInstant, taipeiTime } from '../../domain/taipei-time.ts';
import { TASK_QUEUE, vacancyStatus, vacancyWorkflowId } from '../../workflows/messages.ts';
import { VACANCY_NO } from '../../workflows/search-attributes.ts';
import { skippingServer } from './skipping.ts';
import { newNo } from './support.ts';
import { dayAfter, World } from './world.ts';

const DAY = 86_400_000;

describe('a vacancy over its year, on a server that skips time', () => {
  const world = new World();
  const skipping = skippingServer(world);

  const start = (vacancyNo: string) =>
    skipping.env.client.workflow.start('vacancy', {
      taskQueue: TASK_QUEUE,
      workflowId: vacancyWorkflowId(vacancyNo),
      args: [{ vacancyNo }],
      typedSearchAttributes: [{ key: VACANCY_NO, value: vacancyNo }],
    });
  const callsOf = (no: string, name: string) =>
    world.calls.filter((c) => c.name === name && c.args.vacancyNo === no);

  it('[R56] lists at its day, tells the number each day, closes at its minute, warns twice, archives after a year', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    const opensAt = taipeiInstant(dayAfter(now, 3));
    const closesAt = taipeiInstant(dayAfter(now, 13), '17:30');
    world.vacancy(no, { opensAt, closesAt });
    const handle = await start(no);
    await handle.result();

    const v = world.vacancies.get(no);
    expect(v?.stage).toBe('archived');
    const digests = callsOf(no, 'sendDigest').map((c) => c.at);
    // Listed from the start of day 3 to the afternoon of day 13: eleven mornings.
    expect(digests.map((at) => taipeiDay(at))).toEqual(
      Array.from({ length: 11 }, (_, i) => dayAfter(now, 3 + i)),
    );
    for (const at of digests) {
      expect(taipeiTime(at) >= '08:00').toBe(true);
      expect(taipeiTime(at) <= '08:31').toBe(true);
    }
    expect(Date.parse(v?.closedAt ?? '') - Date.parse(closesAt)).toBeLessThan(60_000);
    expect(Date.parse(v?.closedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(closesAt));
    expect(callsOf(no, 'sendClosingNotice')).toHaveLength(1);
    const archived = Date.parse(callsOf(no, 'archiveVacancy')[0]?.at ?? '');
    expect(callsOf(no, 'archiveVacancy')).toHaveLength(1);
    const warnings = callsOf(no, 'sendArchiveWarning').map((c) => Date.parse(c.at));
    expect(warnings.map((at) => Math.round((archived - at) / DAY))).toEqual([30, 7]);
    expect(Math.round((archived - Date.parse(closesAt)) / DAY)).toBe(365);
  }, 90_000);

  it('tells who still waits for a result at its archive, comes back to a mailbox, and only then purges (rule 7)', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    const closesAt = taipeiInstant(dayAfter(now, 2), '17:30');
    world.vacancy(no, { closesAt });
    const at = new Date(now).toISOString();
    // their own runs are not played here
    for (const [i, putOff] of [0, 1].entries())
      world.application(`${no}-${i}`, no, { putOff, endedAt: at, productionState: 'produced' });
    await (await start(no)).result();
    expect(world.of(no).map((a) => a.told)).toEqual([true, true]);
    const told = callsOf(no, 'sendNoResultWords').map((c) => Date.parse(c.at));
    const archived = Date.parse(callsOf(no, 'archiveVacancy')[0]?.at ?? '');
    expect(told).toHaveLength(2);
    expect(Math.round(((told[0] ?? 0) - Date.parse(closesAt)) / DAY)).toBe(365);
    expect(archived).toBeGreaterThanOrEqual(told[1] ?? Number.POSITIVE_INFINITY);
    expect(world.vacancies.get(no)?.stage).toBe('archived');
  }, 90_000);

  it('withdraws a registration returned and untouched for 180 days, without ever listing it', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    world.vacancy(no, {
      stage: 'preparing',
      reviewOutcome: 'returned',
      returnedAt: new Date(now).toISOString(),
    });
    await (await start(no)).result();
    const v = world.vacancies.get(no);
    expect(Math.round((Date.parse(v?.withdrawnAt ?? '') - now) / DAY)).toBe(180);
    expect(callsOf(no, 'sendDigest')).toHaveLength(0);
    expect(callsOf(no, 'sendClosingNotice')).toHaveLength(0);
    expect(v?.stage).toBe('archived');
  }, 60_000);

  it('a withdrawal taken back: the digest goes on, and it closes at its minute', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    const closesAt = taipeiInstant(dayAfter(now, 3), '17:00');
    const v = world.vacancy(no, { closesAt });
    const handle = await start(no);
    await skipping.env.sleep('1 minute');
    Object.assign(v, {
      stage: 'withdrawn',
      withdrawnAt: new Date(await skipping.env.currentTimeMs()).toISOString(),
    });
    await handle.signal('vacancyChanged', { id: no, version: 2 });
    await skipping.env.sleep('5 minutes');
    expect(await handle.query(vacancyStatus)).toMatchObject({ stage: 'withdrawn' });
    Object.assign(v, { stage: 'listed', withdrawnAt: null });
    await handle.signal('vacancyChanged', { id: no, version: 3 });
    await skipping.env.sleep(Date.parse(closesAt) + 60_000 - (await skipping.env.currentTimeMs()));
    expect(v.stage).toBe('closed');
    expect(callsOf(no, 'sendDigest').length).toBeGreaterThanOrEqual(2);
    expect(callsOf(no, 'sendClosingNotice')).toHaveLength(1);
    await handle.terminate();
  }, 60_000);

  it('[R66] waits with the closing notice for the slot after closing', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    const closesAt = taipeiInstant(dayAfter(now, 2), '17:00');
    world.vacancy(no, { closesAt });
    world.application(`${no}-a`, no);
    const handle = await start(no);
    await skipping.env.sleep(Date.parse(closesAt) + 30 * 60_000 - (await skipping.env.currentTimeMs()));
    expect(world.vacancies.get(no)?.stage).toBe('closed');
    expect(callsOf(no, 'sendClosingNotice')).toHaveLength(0);
    // The slot of 19:00 produces; its word reaches the vacancy.
    await skipping.env.sleep(
      Date.parse(taipeiInstant(dayAfter(now, 2), '19:01')) - (await skipping.env.currentTimeMs()),
    );
    Object.assign(world.applications.get(`${no}-a`) ?? {}, { productionState: 'produced' });
    await handle.signal('productionDone', { slot: `${dayAfter(now, 2)}T19:00+08:00`, count: 1 });
    await skipping.env.sleep('10 seconds');
    expect(callsOf(no, 'sendClosingNotice')).toHaveLength(1);
    expect(await handle.query(vacancyStatus)).toMatchObject({
      stage: 'closed',
      lastSlot: `${dayAfter(now, 2)}T19:00+08:00`,
    });
    await handle.terminate();
  }, 60_000);

  it('[R56] sends one mail with the number of now after days in which the mail server was away', async () => {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    world.vacancy(no, { closesAt: taipeiInstant(dayAfter(now, 9)) });
    world.failures.set('sendDigest', 10_000);
    const handle = await start(no);
    await skipping.env.sleep(
      Date.parse(taipeiInstant(dayAfter(now, 3), '12:00')) - (await skipping.env.currentTimeMs()),
    );
    world.failures.set('sendDigest', 0);
    const before = callsOf(no, 'sendDigest').length;
    await skipping.env.sleep('2 hours');
    expect(callsOf(no, 'sendDigest').length - before).toBe(1);
    expect(await handle.query(vacancyStatus)).toMatchObject({ stage: 'listed' });
    await handle.terminate();
  }, 60_000);

  describe('[R56] loses no digest where the database’s clock runs a little ahead of the timers', () => {
    const AHEAD_MS = 20_000;
    beforeAll(() => {
      world.now = async () => (await skipping.env.currentTimeMs()) + AHEAD_MS;
    });
    afterAll(() => {
      world.now = () => skipping.env.currentTimeMs();
    });
    const digestsUntilNoon = async (no: string, day: string): Promise<number> => {
      await skipping.env.sleep(
        Date.parse(taipeiInstant(day, '12:00')) - (await skipping.env.currentTimeMs()),
      );
      return callsOf(no, 'sendDigest').length;
    };
    /** A moment at which the database already names tomorrow's digest and the timer of today's has not rung. */
    const betweenTheClocks = (no: string, day: string): number =>
      Date.parse(digestInstant(no, day)) - AHEAD_MS / 2;

    it('when a look comes in between', async () => {
      const no = newNo();
      const now = await skipping.env.currentTimeMs();
      const day = dayAfter(now, 1);
      world.vacancy(no, {
        stage: 'listed',
        opensAt: new Date(now).toISOString(),
        closesAt: taipeiInstant(dayAfter(now, 9)),
      });
      const handle = await start(no);
      await skipping.env.sleep(Date.parse(taipeiInstant(day, '00:30')) - now);
      const before = callsOf(no, 'sendDigest').length;
      await skipping.env.sleep(betweenTheClocks(no, day) - (await skipping.env.currentTimeMs()));
      await handle.signal('vacancyChanged', { id: no, version: 7 });
      expect((await digestsUntilNoon(no, day)) - before).toBe(1);
      await handle.terminate();
    });

    it('when a fresh run takes over in between', async () => {
      const no = newNo();
      const now = await skipping.env.currentTimeMs();
      const day = dayAfter(now, 1);
      world.vacancy(no, {
        stage: 'listed',
        opensAt: new Date(now).toISOString(),
        closesAt: taipeiInstant(dayAfter(now, 9)),
      });
      const limits = { events: 10_000, children: 500, ageMs: betweenTheClocks(no, day) - now };
      await skipping.env.client.workflow.start('vacancy', {
        taskQueue: TASK_QUEUE,
        workflowId: vacancyWorkflowId(no),
        args: [{ vacancyNo: no, limits }],
      });
      await skipping.env.sleep(
        Date.parse(taipeiInstant(day, '00:30')) - (await skipping.env.currentTimeMs()),
      );
      const before = callsOf(no, 'sendDigest').length;
      expect((await digestsUntilNoon(no, day)) - before).toBe(1);
      await skipping.env.client.workflow.getHandle(vacancyWorkflowId(no)).terminate();
    });
  });
});
