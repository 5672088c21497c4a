import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { openSecret } from '../../../db/crypto.ts';
import { hashPassword } from '../../../web/account/passwords.ts';
import { applicantOf, type Scene, scene } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { messageAt } from '../officer/html.ts';

let s: Scene;
let web: Web;
const words = (n: number): string => `第 ${n} 句夠長的示範密碼`;
/** Days that the clock runs ahead: an officer's password is kept for one (附表十 4-2-4). */
let days = 0;
beforeAll(async () => {
  s = await scene();
  const now = () => new Date(Date.now() + days * 86_400_000);
  web = await webOf(s, { config: { doorTriesPerMinute: 1_000 }, services: { now } });
  await s.admin
    .updateTable('account')
    .set({ password_hash: await hashPassword(s.keyring, words(1)) })
    .where('login', '=', 'officer')
    .execute();
});
afterAll(() => s.close());

const kept = (column: 'account_id' | 'applicant_id') =>
  s.admin.selectFrom('past_password').select('hash').where(column, 'is not', null).execute();
/** Where the newest mailed link leads. */
async function link(login: string): Promise<string> {
  await web.post('/forgot-password', { login });
  const mail = await s.admin
    .selectFrom('mail_delivery')
    .select(['key', 'secret_enc'])
    .where('kind', '=', 'passwordReset')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return `/reset-password/${openSecret(s.keyring, mail.secret_enc ?? Buffer.alloc(0), `mail:${mail.key}`)}`;
}
const twice = (password: string) => ({ password, passwordAgain: password });

describe('附表十 4-2-5: a new password is none of those used last', () => {
  it('[R4] on one’s own page and behind a mailed link: neither the present nor one of the three before it', async () => {
    const change = async (from: number, to: number) => {
      days += 2;
      const as = await web.signIn(s.officer);
      return web.post('/account/password', { passwordOld: words(from), ...twice(words(to)) }, as);
    };
    for (const n of [2, 3, 4]) expect((await change(n - 1, n)).status).toBe(303);
    expect(await kept('account_id')).toHaveLength(3);
    for (const n of [1, 3]) {
      const refused = await change(4, n);
      expect(refused.status).toBe(422);
      expect(messageAt(await refused.text(), 'password')).toContain('前三次用過');
    }
    const to = await link('officer');
    for (const n of [4, 2]) {
      const refused = await web.post(to, twice(words(n)));
      expect([refused.status, messageAt(await refused.text(), 'password')]).toEqual([
        422,
        expect.stringContaining('前三次用過'),
      ]);
    }
    expect((await web.post(to, twice(words(5)))).status).toBe(303);
    // the first lies four changes back now
    expect((await change(5, 1)).status).toBe(303);
    expect(await kept('account_id')).toHaveLength(3);
  });

  it('holds for applicants, goes with the account, and is read by the gate alone', async () => {
    const who = await applicantOf(s, 'past@mail.example');
    await s.admin
      .updateTable('applicant')
      .set({ password_hash: await hashPassword(s.keyring, words(1)) })
      .where('id', '=', who.applicantId)
      .execute();
    const change = async (from: number, to: number) =>
      web.post('/account/password', { passwordOld: words(from), ...twice(words(to)) }, await web.signIn(who));
    expect((await change(1, 2)).status).toBe(303);
    expect((await change(2, 1)).status).toBe(422);
    for (const actor of [who, s.officer, s.operator, s.auditor])
      expect(
        await withActor(s.web, actor, (trx) => trx.selectFrom('past_password').select('id').execute()),
      ).toEqual([]);
    await expect(s.worker.selectFrom('past_password').select('id').execute()).rejects.toThrow(
      /permission denied/,
    );
    await withActor(s.web, who, (trx) =>
      trx.deleteFrom('applicant').where('id', '=', who.applicantId).execute(),
    );
    expect(await kept('applicant_id')).toEqual([]);
  });
});
