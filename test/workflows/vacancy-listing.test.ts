import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOfTaipeiDay } from '../../domain/taipei-time.ts';
import {
  countRunning,
  endListing,
  extendListing,
  queryVacancy,
  signalVacancy,
  startVacancy,
} from '../../workflows/client.ts';
import { RUN_LIMITS, vacancyWorkflowId } from '../../workflows/messages.ts';
import { newNo, type Stage, stage, until } from './support.ts';
import { dayAfter } from './world.ts';

describe('listing and the officer’s buttons, on the dev server', () => {
  let s: Stage;
  beforeAll(async () => {
    s = await stage();
  });
  afterAll(() => s?.close());

  const handle = (no: string) => s.temporal.client.workflow.getHandle(vacancyWorkflowId(no));
  async function listed(change: Parameters<Stage['world']['vacancy']>[1] = {}, limits = RUN_LIMITS) {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed', ...change });
    await startVacancy(s.client, no, { limits });
    await until(async () => (await queryVacancy(s.client, no))?.stage === s.world.vacancies.get(no)?.stage);
    return no;
  }
  const officer = crypto.randomUUID();
  const extension = (days: number, key: string = crypto.randomUUID()) => ({
    key,
    accountId: officer,
    listedTo: dayAfter(Date.now(), days),
    reason: 'few',
  });

  it('is listed after a single workflow task when it was approved before (import of a feed)', async () => {
    const no = newNo();
    s.world.vacancy(no, { mode: 'none' });
    await startVacancy(s.client, no);
    const tasks = async () =>
      (await handle(no).fetchHistory()).events?.filter((e) => e.workflowTaskCompletedEventAttributes);
    // A question that comes before the first task is over makes a second one of it.
    await until(async () => (await tasks())?.length);
    expect(await queryVacancy(s.client, no)).toMatchObject({ stage: 'listed' });
    expect(await tasks()).toHaveLength(1);
    expect(await queryVacancy(s.client, no)).toMatchObject({ nextDigestAt: null, nextSlot: null });
  });

  it('[R56][R66] tells its page stage, next digest, next slot, closing time and children', async () => {
    const closesAt = endOfTaipeiDay(dayAfter(Date.now(), 5));
    const no = await listed({ closesAt });
    const answer = await queryVacancy(s.client, no);
    expect(answer).toMatchObject({ stage: 'listed', closesAt, childrenStarted: 0, childrenWaiting: 0 });
    expect(Date.parse(answer?.nextDigestAt ?? '')).toBeGreaterThan(Date.now());
    expect(Date.parse(answer?.nextSlot ?? '')).toBeGreaterThan(Date.now());
  });

  it('waits for its first listing day', async () => {
    const no = newNo();
    s.world.vacancy(no, { opensAt: new Date(Date.now() + 2_500).toISOString() });
    await startVacancy(s.client, no);
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'scheduled');
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'listed');
    expect(Date.parse(s.world.vacancies.get(no)?.opensAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('looks again when the record changed, and not for a version it has seen', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'preparing', reviewOutcome: 'inReview' });
    await startVacancy(s.client, no);
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'preparing');
    Object.assign(s.world.vacancies.get(no) ?? {}, {
      stage: 'scheduled',
      reviewOutcome: 'approved',
      version: 2,
    });
    await signalVacancy(s.client, no, 'vacancyChanged', { id: no, version: 2 });
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'listed');
    const looks = s.world.calls.filter((c) => c.args.vacancyNo === no).length;
    await signalVacancy(s.client, no, 'vacancyChanged', { id: no, version: 2 });
    await signalVacancy(s.client, no, 'vacancyChanged', { id: no, version: 1 });
    // A query is answered after the signals before it.
    await queryVacancy(s.client, no);
    expect(s.world.calls.filter((c) => c.args.vacancyNo === no)).toHaveLength(looks);
  });

  it('extends at once, and gives the same answer to the same key', async () => {
    const no = await listed();
    const change = extension(10);
    const answer = await extendListing(s.client, no, change);
    expect(answer).toEqual({ ok: true, closesAt: endOfTaipeiDay(change.listedTo) });
    expect(await extendListing(s.client, no, change)).toEqual(answer);
    expect(s.world.argsOf('extendListing').filter((a) => a.key === change.key)).toHaveLength(1);
    await until(async () => (await queryVacancy(s.client, no))?.closesAt === endOfTaipeiDay(change.listedTo));
    const { typedSearchAttributes } = await handle(no).describe();
    expect(typedSearchAttributes.getAll().map((p) => [p.key.name, p.value])).toContainEqual([
      'ClosesAt',
      new Date(endOfTaipeiDay(change.listedTo)),
    ]);
  });

  it('[R29] refuses a day that is none before anything is written into its history', async () => {
    const no = await listed();
    const before = (await handle(no).fetchHistory()).events?.length;
    expect(await extendListing(s.client, no, { ...extension(1), listedTo: '2026-02-30' })).toEqual({
      ok: false,
      refused: 'badDay',
    });
    expect((await handle(no).fetchHistory()).events?.length).toBe(before);
  });

  it('ends a listing now, and then refuses both buttons', async () => {
    const no = await listed();
    expect(
      await endListing(s.client, no, { key: crypto.randomUUID(), accountId: officer, reason: 'filled' }),
    ).toMatchObject({
      ok: true,
    });
    await until(async () => (await queryVacancy(s.client, no))?.stage === 'closed');
    expect(await extendListing(s.client, no, extension(3))).toEqual({ ok: false, refused: 'notListed' });
    await until(() => s.world.argsOf('sendClosingNotice').some((a) => a.vacancyNo === no));
  });

  it('loses no answer while it continues as new', async () => {
    const no = await listed({}, { ...RUN_LIMITS, events: 25 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => extendListing(s.client, no, extension(2 + i))),
    );
    expect(answers.every((a) => a !== 'unknown' && a.ok)).toBe(true);
    await until(async () => {
      const first = (await handle(no).fetchHistory()).events?.[0]?.workflowExecutionStartedEventAttributes;
      return Boolean(first?.continuedExecutionRunId);
    });
  }, 120_000);

  it('answers "not known" within its time when no worker is there; a page stands without the query', async () => {
    const no = await listed();
    await s.restart(async () => {
      const change = extension(4);
      expect(await extendListing(s.client, no, change)).toBe('unknown');
      expect(await queryVacancy(s.client, no, { timeoutMs: 500 })).toBeNull();
    });
    expect(await queryVacancy(s.client, '1151199999')).toBeNull();
    expect(await extendListing(s.client, '1151199999', extension(4))).toEqual({
      ok: false,
      refused: 'notListed',
    });
  }, 120_000);

  it('can be found by number, stage and closing time', async () => {
    const no = await listed();
    const found = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      for await (const w of s.temporal.client.workflow.list({ query })) ids.push(w.workflowId);
      return ids;
    };
    await until(async () =>
      (await found(`VacancyNo = '${no}' AND Stage = 'listed'`)).includes(vacancyWorkflowId(no)),
    );
    const soon = new Date(Date.now() + 2 * 3_600_000).toISOString();
    expect(await found(`VacancyNo = '${no}' AND ClosesAt < '${soon}'`)).toEqual([vacancyWorkflowId(no)]);
    expect(await countRunning(s.client, 'vacancy', 'listed')).toBeGreaterThan(0);
  });

  it('names each timer in plain words that name nobody', async () => {
    const no = await listed({ closesAt: endOfTaipeiDay(dayAfter(Date.now(), 5)) });
    const { events } = await handle(no).fetchHistory();
    const words = (events ?? [])
      .filter((e) => e.timerStartedEventAttributes)
      .map((e) => JSON.parse(Buffer.from(e.userMetadata?.summary?.data ?? []).toString('utf8')) as string);
    expect(words.sort()).toEqual(['應徵草稿提醒', '截止刊登', '換新一輪執行', '每日應徵人數通知'].sort());
  });
});
