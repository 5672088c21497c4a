import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../web/config.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from '../officer/html.ts';
import { parkedRow, refusedMail, type Trouble, trouble } from './trouble.ts';

let s: Scene;
let web: Web;
let operator: SignedIn;
let auditor: SignedIn;
let t: Trouble;
let mailId: string;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { config: { temporalUiUrl: 'http://127.0.0.1:8233' } });
  operator = await web.signIn(s.operator);
  auditor = await web.signIn(s.auditor);
  t = await trouble(s);
  mailId = await refusedMail(s, t.vacancyNo, t.failedId);
});
afterAll(() => s.close());

const page = async (as = operator): Promise<string> => (await web.get('/ops', as)).text();
const card = async (id: string, as = operator): Promise<string> => {
  const html = await page(as);
  return words(new RegExp(`<section class="sq-card" id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '');
};
const acts = async (act: string): Promise<unknown[]> =>
  s.admin
    .selectFrom('audit_event')
    .select(['actor_kind', 'actor_id', 'subject_id', 'details'])
    .where('act', '=', act)
    .orderBy('id')
    .execute();
const said = async (r: Response, as = operator): Promise<string> => {
  const flash = r.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(r.status).toBe(303);
  return words(await (await web.get('/ops', { ...as, cookie: `${as.cookie}; ${flash}` })).text());
};

describe('who may look', () => {
  it('nobody without a sign-in; officers and reviewers are refused', async () => {
    expect((await web.get('/ops')).headers.get('location')).toBe('/sign-in?next=%2Fops');
    for (const actor of [s.officer, s.reviewer])
      expect((await web.get('/ops', await web.signIn(actor))).status).toBe(403);
  });

  it('an auditor reads everything and has no button but 檢核', async () => {
    const html = await page(auditor);
    expect(html).toContain('typesetTimeout');
    const buttons = [...html.matchAll(/<form[^>]*action="(\/ops[^"]*)"/g)].map((m) => m[1]);
    expect(buttons).toEqual(['/ops/audit']);
  });

  it('an auditor’s post of an operator’s act is refused and changes nothing', async () => {
    const id = await parkedRow(s, t.vacancyNo, randomUUID());
    for (const [path, what] of [
      ['/ops/outbox', id],
      ['/ops/produce/again', t.failedId],
      ['/ops/mail', mailId],
      ['/ops/produce', ''],
    ] as const)
      expect((await web.post(path, { id: what, _key: randomUUID() }, auditor)).status).toBe(403);
    expect(
      (await s.admin.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
        .parked_at,
    ).not.toBeNull();
    expect(await acts('outbox.again')).toEqual([]);
    await s.admin.deleteFrom('outbox').where('id', '=', id).execute();
  });
});

describe('what the page shows', () => {
  it('stands without Temporal and says so', async () => {
    const text = words(await page());
    expect(text).toContain('Temporal 目前沒有回應');
    expect(await card('production')).toContain('時間未知');
    expect(await page()).not.toContain('action="/ops/produce"');
  });

  it('[R66] slots, what waits and what failed with its reason', async () => {
    const text = await card('production');
    expect(text).toMatch(/等待產製 1 份/);
    expect(text).toMatch(/產製失敗 1 份/);
    expect(text).toContain('排版逾時 typesetTimeout ：1 份');
    expect(text).toMatch(/115\/11\/24 13:00 3 份 1 份 延遲/);
    expect(text).toMatch(/115\/11\/24 07:00 12 份 0 份 準時/);
  });

  it('mails by state, and refused ones by kind and ids', async () => {
    const text = await card('mail');
    expect(text).toMatch(/無法寄達 1 封/);
    expect(text).toContain(`應徵收件通知 無法寄達 ${t.vacancyNo} application-${t.failedId} 550 1 次`);
  });

  it('what reconcile found, and the audit chain', async () => {
    expect(await card('reconcile')).toMatch(/補送應徵 2.*補啟動職缺 1|補啟動職缺 1.*補送應徵 2/);
    expect(await card('audit')).toMatch(/已封存 \d+ 筆/);
  });

  it('leads into the Temporal UI', async () => {
    const html = await page();
    const ui = 'http://127.0.0.1:8233/namespaces/recruitment';
    expect(html).toContain(`href="${ui}/workflows/application-${t.failedId}"`);
    expect(html).toContain(`href="${ui}/workflows?query=WorkflowType%3D%22resumeProduction%22"`);
  });

  it('a UI address that is none keeps the process from starting, by name', () => {
    const env = {
      DATABASE_URL: 'x',
      TEMPORAL_ADDRESS: 'x',
      KEYRING_FILE: 'x',
      PUBLIC_URL: 'https://recruit.example',
    };
    expect(readConfig(env).temporalUiUrl).toBeNull();
    expect(readConfig({ ...env, TEMPORAL_UI_URL: 'http://ui.example:8080/' }).temporalUiUrl).toBe(
      'http://ui.example:8080',
    );
    for (const wrong of ['ui.example', 'javascript:alert(1)', 'http://ui.example/x'])
      expect(() => readConfig({ ...env, TEMPORAL_UI_URL: wrong })).toThrow('TEMPORAL_UI_URL');
  });

  it('without a configured UI the ids stand without links', async () => {
    const bare = await webOf(s);
    const html = await (await bare.get('/ops', operator)).text();
    expect(html).toContain(`application-${t.failedId}`);
    expect(html).not.toMatch(/namespaces\//);
  });

  it('shows no personal data', async () => {
    const html = await page();
    for (const secret of t.secrets) expect(html).not.toContain(secret);
  });
});

describe('a parked message', () => {
  it('is put back once by one key, free to be taken now, and audited', async () => {
    const id = await parkedRow(s, t.vacancyNo, randomUUID());
    expect(await card('outbox')).toMatch(new RegExp(`通知職缺流程：職缺有變更 ${t.vacancyNo} 找不到流程`));
    const key = randomUUID();
    const first = await web.post('/ops/outbox', { id, _key: key }, operator);
    const again = await web.post('/ops/outbox', { id, _key: key }, operator);
    expect(await said(first)).toContain('訊息已放回待送');
    expect(await said(again)).toContain('訊息已放回待送');
    const row = await s.admin.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ parked_at: null, attempts: 0, claimed_until: null });
    expect(row.available_at.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await acts('outbox.again')).toEqual([
      {
        actor_kind: 'operator',
        actor_id: s.operator.accountId,
        subject_id: id,
        details: { kind: 'signalVacancy', target: t.vacancyNo, code: 'workflowNotFound' },
      },
    ]);
    const late = await web.post('/ops/outbox', { id, _key: randomUUID() }, operator);
    expect(await said(late)).toContain('已不在暫停狀態');
  });

  it('a form without a key, or an id that is none, is refused', async () => {
    expect((await web.post('/ops/outbox', { id: '1' }, operator)).status).toBe(400);
    expect((await web.post('/ops/outbox', { id: "1' or 1=1", _key: randomUUID() }, operator)).status).toBe(
      400,
    );
    expect((await web.post('/ops/mail', { id: '12', _key: randomUUID() }, operator)).status).toBe(400);
  });
});

describe('setting right', () => {
  it('[R66] a failed résumé waits again, once; one that waits already is left alone', async () => {
    const r = await web.post('/ops/produce/again', { id: t.failedId, _key: randomUUID() }, operator);
    expect(await said(r)).toContain('履歷已放回等待產製');
    const row = await s.admin
      .selectFrom('application')
      .select(['production_state', 'production_error', 'version', 'state'])
      .where('id', '=', t.failedId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ production_state: 'pending', production_error: null, version: 1, state: 'open' });
    const other = await web.post('/ops/produce/again', { id: t.pendingId, _key: randomUUID() }, operator);
    expect(await said(other)).toContain('沒有變更');
    expect(await acts('resume.again')).toMatchObject([{ subject_id: t.failedId, details: { version: 1 } }]);
  });

  it('a refused mail waits again, and delivery is told in the same transaction', async () => {
    const r = await web.post('/ops/mail', { id: mailId, _key: randomUUID() }, operator);
    expect(await said(r)).toContain('郵件已放回待寄送');
    const mail = await s.admin
      .selectFrom('mail_delivery')
      .select(['state', 'attempts'])
      .where('id', '=', mailId)
      .executeTakeFirstOrThrow();
    expect(mail).toEqual({ state: 'created', attempts: 1 });
    const out = await s.admin.selectFrom('outbox').select('kind').where('target', '=', mailId).execute();
    expect(out).toEqual([{ kind: 'startMail' }]);
    const late = await web.post('/ops/mail', { id: mailId, _key: randomUUID() }, operator);
    expect(await said(late)).toContain('沒有變更');
  });

  it('立即產製 without Temporal says that nothing began', async () => {
    const r = await web.post('/ops/produce', { _key: randomUUID() }, operator);
    expect(await said(r)).toContain('沒有開始產製');
    expect(await acts('production.trigger')).toEqual([]);
  });

  it('檢核 follows the chain for operators and auditors, and finds a changed event', async () => {
    const whole = await web.post('/ops/audit', { _key: randomUUID() }, auditor);
    expect(await said(whole, auditor)).toMatch(/稽核軌跡完整，共檢核 [1-9]\d* 筆/);
    const first = await s.admin
      .selectFrom('audit_seal')
      .select(['seq', 'event_id'])
      .orderBy('seq')
      .limit(1)
      .executeTakeFirstOrThrow();
    await s.admin
      .updateTable('audit_event')
      .set({ act: 'forged' })
      .where('id', '=', first.event_id)
      .execute();
    const broken = await web.post('/ops/audit', { _key: randomUUID() }, operator);
    expect(await said(broken)).toContain(`稽核軌跡在第 ${first.seq} 筆不相符`);
    expect(await acts('audit.verify')).toMatchObject([
      { actor_kind: 'auditor', details: { ok: true } },
      { actor_kind: 'operator', details: { ok: false, seq: first.seq } },
    ]);
  });
});
