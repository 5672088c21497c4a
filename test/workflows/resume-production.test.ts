import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slotOf } from '../../domain/production-slots.ts';
import { applySchedules } from '../../schedules/apply.ts';
import { queryVacancy, startMail, startVacancy, triggerProduction } from '../../workflows/client.ts';
import { RUN_LIMITS, TASK_QUEUE } from '../../workflows/messages.ts';
import { newId, newNo, type Stage, stage, until } from './support.ts';

describe('production slots and mails, on the dev server', () => {
  let s: Stage;
  beforeAll(async () => {
    s = await stage();
  });
  afterAll(() => s?.close());

  const SLOT = '2026-11-24T13:00+08:00';
  const run = (input: object) =>
    s.temporal.client.workflow.execute('resumeProduction', {
      taskQueue: TASK_QUEUE,
      workflowId: `resume-production-${newId()}`,
      args: [input],
    });

  it('[R66] produces what is pending, tells each vacancy once, and does nothing twice for the same slot', async () => {
    const nos = [newNo(), newNo()];
    for (const no of nos) {
      s.world.vacancy(no, { stage: 'listed' });
      await startVacancy(s.client, no);
    }
    const gone = newNo();
    s.world.vacancy(gone, { stage: 'closed' });
    for (const no of [...nos, ...nos, ...nos, gone]) s.world.application(newId(), no);
    await run({ slot: SLOT, batch: 2 });
    expect([...s.world.applications.values()].every((a) => a.productionState === 'produced')).toBe(true);
    expect(s.world.argsOf('recordSlot')).toEqual([{ slot: SLOT, produced: 7, failed: 0, late: false }]);
    for (const no of nos) await until(async () => (await queryVacancy(s.client, no))?.lastSlot === SLOT);
    await run({ slot: SLOT });
    expect(s.world.argsOf('recordSlot').at(-1)).toEqual({ slot: SLOT, produced: 0, failed: 0, late: false });
  });

  it('[R66] goes on in a fresh run when the old one grew long, with its counts', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed' });
    for (let i = 0; i < 12; i++) s.world.application(newId(), no);
    await run({ slot: SLOT, batch: 1, limits: { ...RUN_LIMITS, events: 20 } });
    expect(s.world.argsOf('recordSlot').at(-1)).toMatchObject({ slot: SLOT, produced: 12 });
  });

  it('[R67] leaves the open platform to its own production', async () => {
    const no = newNo();
    s.world.vacancy(no, { stage: 'listed', mode: 'open' });
    const id = newId();
    s.world.application(id, no);
    await run({ slot: SLOT });
    expect(s.world.applications.get(id)?.productionState).toBe('pending');
  });

  it('an operator may trigger it: the Schedule starts it for the slot of now', async () => {
    await applySchedules(s.client);
    const before = s.world.count('recordSlot');
    await triggerProduction(s.client);
    await until(() => s.world.count('recordSlot') > before);
    const now = new Date().toISOString();
    expect(s.world.argsOf('recordSlot').at(-1)).toMatchObject({ slot: slotOf(now), late: false });
  });

  it('sends a mail once though word of it comes twice; an operator may ask for it again once it has ended', async () => {
    const id = newId();
    const tries = () => s.world.argsOf('sendMail').filter((a) => a.mailId === id).length;
    s.world.failures.set('sendMail', 1);
    expect(await startMail(s.client, id)).toBe('started');
    await until(() => tries() === 1);
    expect(await startMail(s.client, id)).toBe('alreadyStarted');
    await s.temporal.client.workflow.getHandle(`mail-${id}`).terminate();
    expect(await startMail(s.client, id)).toBe('started');
    await s.temporal.client.workflow.getHandle(`mail-${id}`).result();
    expect(tries()).toBe(2);
  });
});
