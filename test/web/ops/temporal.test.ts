import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextSlot } from '../../../domain/production-slots.ts';
import { applySchedules } from '../../../schedules/apply.ts';
import { minuteOf } from '../../../web/ops/words.tsx';
import { temporalLink } from '../../../web/temporal.ts';
import { connect, startMail, type TemporalClient } from '../../../workflows/client.ts';
import { mailWorkflowId, PRODUCTION_SCHEDULE } from '../../../workflows/messages.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type TestTemporal, testTemporal } from '../../support/temporal.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';

let s: Scene;
let t: TestTemporal;
let client: TemporalClient;
let web: Web;
let operator: SignedIn;
beforeAll(async () => {
  s = await scene();
  t = await testTemporal();
  client = await connect({ address: t.address, namespace: t.namespace });
  web = await webOf(s, {
    config: { temporalNamespace: t.namespace, temporalUiUrl: 'http://127.0.0.1:8233' },
    services: { temporal: temporalLink({ address: t.address, namespace: t.namespace }) },
  });
  operator = await web.signIn(s.operator);
});
afterAll(async () => {
  await web.services.temporal.close();
  await client.close();
  await t.close();
  await s.close();
});

/** The page as it reads when the server answered it: it waits a second for that, a busy machine may need longer. */
async function text(): Promise<string> {
  let read = '';
  const look = async (): Promise<string> => (read = words(await (await web.get('/ops', operator)).text()));
  await expect.poll(look, { timeout: 20_000 }).not.toContain('Temporal 目前沒有回應');
  return read;
}
const triggered = async (): Promise<number> =>
  (await t.client.schedule.getHandle(PRODUCTION_SCHEDULE).describe()).info.numActionsTaken;

describe('the operations page beside a Temporal server', () => {
  it('says when no schedule was ever applied', async () => {
    expect(await text()).toContain('沒有任何排程');
  });

  it('[R66] shows the next four slots as the server has them, on the Taipei clock', async () => {
    await applySchedules(client);
    const page = await text();
    let at = new Date().toISOString();
    const four = [1, 2, 3, 4].map(() => {
      at = nextSlot(at);
      return minuteOf(at);
    });
    expect(page).toContain(`接下來 ${four.join(' 、 ')}`);
    for (const hour of four) expect(hour).toMatch(/ (01|07|13|19):00$/);
    for (const name of ['履歷產製', '核對與補送', '開放資料更新']) expect(page).toContain(name);
  });

  it('[R66] 立即產製 triggers the Schedule once for one form, and is audited', async () => {
    const before = await triggered();
    const key = randomUUID();
    for (let press = 0; press < 2; press++)
      expect((await web.post('/ops/produce', { _key: key }, operator)).status).toBe(303);
    await expect.poll(triggered, { timeout: 10_000 }).toBe(before + 1);
    const acts = await s.admin
      .selectFrom('audit_event')
      .select('actor_id')
      .where('act', '=', 'production.trigger')
      .execute();
    expect(acts).toEqual([{ actor_id: s.operator.accountId }]);
  });

  it('a mail whose run completed may be started again; while it runs it is not started twice', async () => {
    const id = randomUUID();
    expect(await startMail(client, id)).toBe('started');
    expect(await startMail(client, id)).toBe('alreadyStarted');
    await t.client.workflow.getHandle(mailWorkflowId(id)).terminate();
    expect(await startMail(client, id)).toBe('started');
    await t.client.workflow.getHandle(mailWorkflowId(id)).terminate();
  });
});
