import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taipeiDay, taipeiTime } from '../../domain/taipei-time.ts';
import { applySchedules } from '../../schedules/apply.ts';
import { SCHEDULES } from '../../schedules/index.ts';
import { resumeProduction } from '../../schedules/resume-production.ts';
import { connect, describeSchedules, type TemporalClient } from '../../workflows/client.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { type TestTemporal, testTemporal } from '../support/temporal.ts';

describe('Schedules', () => {
  let temporal: TestTemporal;
  let t: TemporalClient;
  beforeAll(async () => {
    temporal = await testTemporal();
    t = await connect({ address: temporal.address, namespace: temporal.namespace });
  });
  afterAll(async () => {
    await t?.close();
    await temporal?.close();
  });

  it('[R66] the server’s own next four times are 01, 07, 13 and 19 h in +08:00, one after the other', async () => {
    await applySchedules(t);
    const { info, policies } = await t.client.schedule.getHandle('resume-production').describe();
    const four = info.nextActionTimes.slice(0, 4);
    expect(four.map((at) => taipeiTime(at)).sort()).toEqual(['01:00', '07:00', '13:00', '19:00']);
    const gaps = four.slice(1).map((at, i) => (at.getTime() - (four[i]?.getTime() ?? 0)) / 3_600_000);
    expect(gaps).toEqual([6, 6, 6]);
    expect(four[0]?.getTime()).toBeGreaterThan(Date.now());
    expect(taipeiDay(four[3] as Date) >= taipeiDay(new Date())).toBe(true);
    expect(policies).toMatchObject({ overlap: 'BUFFER_ONE', catchupWindow: 2 * 3_600_000 });
  });

  it('[R16] the open data’s snapshots are made at midnight, with the day they name, and at noon in +08:00', async () => {
    await applySchedules(t);
    const { info } = await t.client.schedule.getHandle('feeds').describe();
    expect(
      info.nextActionTimes
        .slice(0, 2)
        .map((at) => taipeiTime(at))
        .sort(),
    ).toEqual(['00:00', '12:00']);
  });

  it('changes nothing when nothing changed', async () => {
    await applySchedules(t);
    expect(await applySchedules(t)).toEqual({
      created: [],
      updated: [],
      deleted: [],
      unchanged: SCHEDULES.map((w) => w.id),
    });
  });

  it('puts back what somebody changed, keeps a pause, deletes what is no longer wanted', async () => {
    await applySchedules(t);
    const handle = t.client.schedule.getHandle('resume-production');
    await handle.pause('maintenance');
    await handle.update((old) => ({
      ...old,
      spec: { calendars: [{ hour: 5 }], timezone: 'UTC' },
    }));
    const spec = { intervals: [{ every: '1 day' as const }] };
    const action = { type: 'startWorkflow' as const, workflowType: 'mail', args: [{}], workflowId: 'x' };
    await t.client.schedule.create({ scheduleId: 'old', spec, action: { ...action, taskQueue: TASK_QUEUE } });
    await t.client.schedule.create({
      scheduleId: 'foreign',
      spec,
      action: { ...action, taskQueue: 'another' },
    });
    // Lists are a moment behind.
    for (let seen = 0; seen < 2; ) {
      seen = 0;
      for await (const { scheduleId } of t.client.schedule.list())
        if (['old', 'foreign'].includes(scheduleId)) seen++;
    }
    const applied = await applySchedules(t);
    expect(applied).toMatchObject({ created: [], updated: ['resume-production'], deleted: ['old'] });
    const after = await handle.describe();
    expect(after.state.paused).toBe(true);
    expect(after.spec.timezone).toBe('Asia/Taipei');
    await handle.unpause();
  });

  it('tells operators of each: paused or not, and when next', async () => {
    await applySchedules(t);
    let states = await describeSchedules(t);
    while (SCHEDULES.some((w) => !states.find((x) => x.id === w.id))) states = await describeSchedules(t);
    const production = states.find((x) => x.id === 'resume-production');
    expect(production).toMatchObject({ paused: false, running: 0 });
    expect(production?.next.length).toBeGreaterThanOrEqual(4);
  });

  it('takes the hours from domain’s slots', () => {
    expect(resumeProduction.times).toEqual({ hours: [1, 7, 13, 19], timezone: 'Asia/Taipei' });
  });
});
