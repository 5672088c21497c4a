import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, withActor } from '../../../db/actor.ts';
import { nameDeputy } from '../../../db/queries/deputies.ts';
import { taipeiDay } from '../../../domain/roc-date.ts';
import { colleagueOf, type Scene, scene } from '../../support/scene.ts';
import { htmlFaults } from '../../support/valid-html.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, words } from '../officer/html.ts';

let s: Scene;
let web: Web;
let actor: Actor & { kind: 'agencyAdmin' };
let admin: SignedIn;
let colleague: Actor & { kind: 'officer' };
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  const { id } = await s.admin
    .insertInto('account')
    .values({
      login: 'admin',
      role: 'agencyAdmin',
      name: '測試管理',
      email: 'a@b.example',
      password_hash: '-',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await s.admin.insertInto('account_agency').values({ account_id: id, agency_id: s.agencyId }).execute();
  actor = { kind: 'agencyAdmin', accountId: id, agencyIds: [s.agencyId] };
  admin = await web.signIn(actor);
  colleague = await colleagueOf(s, 'colleague', '測試同仁');
  const today = taipeiDay(new Date());
  await withActor(s.web, s.officer, (trx) =>
    nameDeputy(trx, s.officer, { deputyId: colleague.accountId, from: today, to: today, requestId: null }),
  );
});
afterAll(() => s.close());

const read = async (path: string, as = admin): Promise<string> => (await web.get(path, as)).text();
const pathOf = (id: string): string => `/agency/accounts/${id}`;
const press = async (id: string): Promise<Response> =>
  web.post(pathOf(id), fieldsOf(await read(pathOf(id))), admin);
const disabled = async (id: string): Promise<boolean> =>
  (await s.admin.selectFrom('account').select('disabled_at').where('id', '=', id).executeTakeFirstOrThrow())
    .disabled_at !== null;
const said = (r: Response): string =>
  Buffer.from(/said=([^;]+)/.exec(r.headers.get('set-cookie') ?? '')?.[1] ?? '', 'base64url').toString();
const rowOf = (html: string, name: string): string =>
  words(html.split('<tr role="row"').find((row) => row.includes(`>${name}</span>`)) ?? '');

describe('帳號管理 of an agency administrator', () => {
  it('lists the officers of her agencies with who stands in for whom, and nobody else', async () => {
    expect(await read('/portal')).toContain('href="/agency/accounts"');
    const html = await read('/agency/accounts');
    expect(htmlFaults(html)).toEqual([]);
    expect(rowOf(html, '測試officer')).toMatch(/officer 使用中 officer@agency\.example.*測試同仁（至 /);
    expect(rowOf(html, '測試同仁')).toMatch(/使用中.*測試officer（至 /);
    for (const other of ['測試stranger', '測試reviewer', '測試operator', '測試管理'])
      expect(rowOf(html, other)).toBe('');
  });

  it('turns one off after its page asked: her sign-ins end at once; and on again', async () => {
    const hers = await web.signIn(colleague);
    expect((await web.get('/officer/vacancies', hers)).status).toBe(200);
    const asked = await read(pathOf(colleague.accountId));
    expect(words(asked)).toContain('停用後立即登出所有裝置');
    expect(words(asked)).not.toContain('唯一可登入');
    for (const _press of [1, 2])
      expect(
        (await web.post(pathOf(colleague.accountId), fieldsOf(asked), admin)).headers.get('location'),
      ).toBe('/agency/accounts');
    expect(await disabled(colleague.accountId)).toBe(true);
    expect((await web.get('/officer/vacancies', hers)).headers.get('location')).toContain('/sign-in');
    expect(rowOf(await read('/agency/accounts'), '測試同仁')).toContain('已停用');
    // the last one that can sign in is said to be so
    expect(words(await read(pathOf(s.officer.accountId)))).toContain('唯一可登入');
    await press(colleague.accountId);
    expect(await disabled(colleague.accountId)).toBe(false);
    // what ended stays ended
    expect((await web.get('/officer/vacancies', hers)).headers.get('location')).toContain('/sign-in');
    const trail = await s.admin
      .selectFrom('audit_event')
      .select(['act', 'actor_kind', 'actor_id', 'agency_id'])
      .where('subject_kind', '=', 'account')
      .where('subject_id', '=', colleague.accountId)
      .where('act', 'in', ['account.disable', 'account.enable'])
      .orderBy('id')
      .execute();
    const by = { actor_kind: 'agencyAdmin', actor_id: actor.accountId, agency_id: s.agencyId };
    expect(trail).toEqual([
      { act: 'account.disable', ...by },
      { act: 'account.enable', ...by },
    ]);
  });

  it('an account that acts for another agency too is left to the operators', async () => {
    const both = await colleagueOf(s, 'both', '兩機關');
    await s.admin
      .insertInto('account_agency')
      .values({ account_id: both.accountId, agency_id: s.otherAgencyId })
      .execute();
    expect(said(await press(both.accountId))).toContain('也屬於其他機關');
    expect(await disabled(both.accountId)).toBe(false);
  });

  it('reaches no other agency’s, reviewer’s or her own account, and is nobody else’s room', async () => {
    for (const one of [s.stranger, s.reviewer, s.operator, actor]) {
      const form = { _key: crypto.randomUUID(), wish: 'off' };
      expect((await web.get(pathOf(one.accountId), admin)).status).toBe(404);
      expect((await web.post(pathOf(one.accountId), form, admin)).status).toBe(404);
      expect(await disabled(one.accountId)).toBe(false);
    }
    for (const one of [s.officer, s.operator, s.reviewer] as const) {
      const as = await web.signIn(one);
      expect((await web.get('/agency/accounts', as)).status).toBe(403);
      const form = { _key: crypto.randomUUID(), wish: 'off' };
      expect((await web.post(pathOf(colleague.accountId), form, as)).status).toBe(403);
    }
    const seen = await withActor(s.web, actor, (trx) => trx.selectFrom('account').select('login').execute());
    expect(seen.map(({ login }) => login).sort()).toEqual(['admin', 'both', 'colleague', 'officer']);
    // the function behind it answers to an administrator alone
    for (const one of [s.officer, s.operator, { kind: 'public' }] as const)
      expect(
        await withActor(s.web, one, async (trx) => {
          return (
            await sql<{
              answer: string;
            }>`select switch_account(${colleague.accountId}, true) as answer`.execute(trx)
          ).rows;
        }),
      ).toEqual([{ answer: 'notFound' }]);
  });
});
