import { describe, expect, it } from 'vitest';
import { taipeiDay, taipeiInstant } from '../../domain/taipei-time.ts';
import { extendListing, TASK_QUEUE, vacancyWorkflowId } from '../../workflows/messages.ts';
import { skippingServer } from './skipping.ts';
import { newNo } from './support.ts';
import { dayAfter, type FakeApplication, type FakeVacancy, World } from './world.ts';

const HOUR = 3_600_000;
const editionOf = (closesAt: string): string => taipeiDay(closesAt).replaceAll('-', '');

describe('drafts are reminded of by the clock of their vacancy, on a server that skips time', () => {
  const world = new World();
  const skipping = skippingServer(world);

  /** A vacancy that closes at 17:00 so many days from now, with drafts begun now. */
  async function listed(days: number, drafts: number, change: Partial<FakeVacancy> = {}) {
    const no = newNo();
    const now = await skipping.env.currentTimeMs();
    const at = new Date(now).toISOString();
    const closesAt = taipeiInstant(dayAfter(now, days), '17:00');
    const v = world.vacancy(no, { stage: 'listed', listedAt: at, opensAt: at, closesAt, ...change });
    for (let n = 0; n < drafts; n++)
      v.drafts.set(String(n).padStart(4, '0'), { createdAt: at, told: [], putOff: 0 });
    const handle = await skipping.env.client.workflow.start('vacancy', {
      taskQueue: TASK_QUEUE,
      workflowId: vacancyWorkflowId(no),
      args: [{ vacancyNo: no }],
    });
    const to = async (instant: string, hours = 0) =>
      skipping.env.sleep(Date.parse(instant) + hours * HOUR - (await skipping.env.currentTimeMs()));
    return { no, v, handle, closesAt, to };
  }
  const pages = (no: string) =>
    world.calls
      .filter((c) => c.name === 'sendDraftMails' && c.args.vacancyNo === no)
      .map((c) => `${String(c.args.round).split(':')[0]} ${c.args.after}`);

  it('three days and a day before the end, at the end, page by page, each once', async () => {
    const { no, v, handle, closesAt, to } = await listed(9, 150);
    const edition = editionOf(closesAt);
    await to(closesAt, -73);
    expect(pages(no)).toEqual([]);
    await to(closesAt, -71);
    expect(pages(no)).toEqual(['threeDaysLeft ', 'threeDaysLeft 0099']);
    await to(closesAt, -23);
    // handed in: it is a draft no more
    v.drafts.delete('0000');
    await to(closesAt, 1);
    expect(pages(no).slice(2)).toEqual(['oneDayLeft ', 'oneDayLeft 0099', 'closed ', 'closed 0100']);
    const told = ['threeDaysLeft', 'oneDayLeft', 'closed'].map((name) => `${name}:${edition}`);
    for (const d of v.drafts.values()) expect(d.told).toEqual(told);
    // The history names its timers.
    const { events } = await handle.fetchHistory();
    const summaries = (events ?? [])
      .filter((e) => e.timerStartedEventAttributes)
      .map((e) => Buffer.from(e.userMetadata?.summary?.data ?? []).toString('utf8'));
    expect(summaries).toContain('"應徵草稿提醒"');
    await handle.terminate();
  }, 60_000);

  it('an extension is told, and its end is another edition', async () => {
    const { no, v, handle, closesAt, to } = await listed(4, 1);
    await to(closesAt, -70);
    const listedTo = dayAfter(Date.parse(closesAt), 5);
    await handle.executeUpdate(extendListing, {
      args: [{ key: crypto.randomUUID(), accountId: crypto.randomUUID(), listedTo, reason: 'few' }],
    });
    await to(v.closesAt, 1);
    const [before, after] = [editionOf(closesAt), editionOf(v.closesAt)];
    expect(v.drafts.get('0000')?.told).toEqual([
      `threeDaysLeft:${before}`,
      ...['extended', 'threeDaysLeft', 'oneDayLeft', 'closed'].map((name) => `${name}:${after}`),
    ]);
    expect(pages(no)).toHaveLength(5);
    await handle.terminate();
  }, 60_000);

  it('what could not be handed over is come back to; a withdrawn vacancy tells that alone; without drafts nothing is asked', async () => {
    const late = await listed(2, 2);
    const put = late.v.drafts.get('0001');
    if (put) put.putOff = 3;
    const withdrawn = await listed(2, 1);
    const nobody = await listed(2, 0);
    await late.to(late.closesAt, -30);
    withdrawn.v.stage = 'withdrawn';
    withdrawn.v.withdrawnAt = new Date(await skipping.env.currentTimeMs()).toISOString();
    await withdrawn.handle.signal('vacancyChanged', { id: withdrawn.no, version: 2 });
    // begun an hour before its listing's last day is over: only the end concerns it
    const createdAt = new Date(Date.parse(nobody.closesAt) - HOUR).toISOString();
    await nobody.to(nobody.closesAt, -2);
    expect(pages(nobody.no)).toEqual([]);
    nobody.v.drafts.set('late', { createdAt, told: [], putOff: 0 });
    await late.to(late.closesAt, 1);
    expect(put?.told.map((x) => x.split(':')[0])).toEqual(['oneDayLeft', 'closed']);
    expect(pages(late.no).filter((x) => x.startsWith('oneDayLeft'))).toHaveLength(4);
    expect(pages(withdrawn.no)).toEqual(['withdrawn ']);
    expect(pages(nobody.no)).toEqual(['closed ']);
    for (const one of [late, withdrawn, nobody]) await one.handle.terminate();
  }, 60_000);

  it('a withdrawal is told to those who applied, once it cannot be taken back, page by page, each once', async () => {
    const { no, v, handle, to } = await listed(20, 1);
    const people = Array.from({ length: 130 }, (_, n) =>
      world.application(`${no}-${String(n).padStart(4, '0')}`, no, { putOff: n === 7 ? 2 : 0 }),
    );
    const own = people[3] as FakeApplication;
    own.state = 'withdrawn';
    const turn = async (change: Partial<FakeVacancy>, version: number) => {
      Object.assign(v, change);
      await handle.signal('vacancyChanged', { id: no, version });
      return new Date(await skipping.env.currentTimeMs()).toISOString();
    };
    const withdraw = async (version: number) =>
      turn(
        { stage: 'withdrawn', withdrawnAt: new Date(await skipping.env.currentTimeMs()).toISOString() },
        version,
      );
    const words = () =>
      world.calls.filter((c) => c.name === 'sendWithdrawalWords' && c.args.vacancyNo === no).length;
    const since = await withdraw(2);
    await to(since, 8 / 60);
    await turn({ stage: 'listed', withdrawnAt: null }, 3);
    await to(since, 1);
    expect(words()).toBe(0);
    const again = await withdraw(4);
    await to(again, 10 / 60);
    expect(words()).toBe(0);
    await to(again, 3);
    expect(people.filter((a) => !a.told)).toEqual([own]);
    // two pages, and two rounds for the mailbox that could not be reached
    expect(words()).toBe(4);
    await to(again, 48);
    expect(words()).toBe(4);
    expect(v.drafts.get('0000')?.told.map((x) => x.split(':')[0])).toEqual(['withdrawn']);
    await handle.terminate();
  }, 60_000);
});
