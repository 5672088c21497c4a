import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../db/actor.ts';
import { rocYear, taipeiDay } from '../../../domain/roc-date.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { messageAt, summary, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let colleague: SignedIn;
let other: Actor & { kind: 'officer' };
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  other = await colleagueOf(s, 'colleague', '測試同仁');
  colleague = await web.signIn(other);
});
afterAll(() => s.close());

const key = () => crypto.randomUUID();
const read = async (path: string, as = officer): Promise<string> =>
  words(await (await web.get(path, as)).text());
const day = (offset: number): string => taipeiDay(new Date(Date.now() + offset * 86_400_000));
const boxes = (name: string, iso: string): Record<string, string> => ({
  [`${name}-y`]: rocYear(iso),
  [`${name}-m`]: iso.slice(5, 7),
  [`${name}-d`]: iso.slice(8, 10),
});
const name = (deputy: string, from = day(0), to = day(3), as = officer) =>
  web.post(
    '/account/deputies',
    { _key: key(), deputy, ...boxes('deputyFrom', from), ...boxes('deputyTo', to) },
    as,
  );
const acts = async (act: string) =>
  s.admin.selectFrom('audit_event').selectAll().where('act', '=', act).orderBy('id').execute();

describe('代理人', () => {
  it('is a colleague of the agency for days of one’s own, shown to both and at the vacancy, audited', async () => {
    const no = await vacancyOf(s);
    expect((await name(other.accountId)).status).toBe(303);
    expect(await read('/account')).toContain('測試同仁');
    expect(await read(`/officer/vacancies/${no}`)).toContain('承辦人： 測試officer （代理人：測試同仁，至 ');
    const [first] = await acts('deputy.name');
    expect(first).toMatchObject({ actor_id: s.officer.accountId, subject_id: other.accountId });
    // the header of who stands in, on every page
    expect(await read('/officer/replies', colleague)).toContain('代理 測試officer（至 ');
    expect(await read('/officer/replies', await web.signIn(s.stranger))).not.toContain('代理');
  });

  it('bad words are told at their fields, keep what was typed and change nothing', async () => {
    const before = (await acts('deputy.name')).length;
    const empty = await web.post('/account/deputies', { _key: key() }, officer);
    const html = await empty.text();
    expect(empty.status).toBe(422);
    expect(messageAt(html, 'deputy')).toContain('請選擇代理人');
    expect(summary(html)).toContain('請輸入代理起日');
    const western = await web.post(
      '/account/deputies',
      { _key: key(), deputy: other.accountId, ...boxes('deputyFrom', day(9)), 'deputyTo-y': '2026' },
      officer,
    );
    const typed = await western.text();
    expect(western.status).toBe(422);
    expect(typed).toContain('value="2026"');
    expect(typed).toContain(`<option value="${other.accountId}" selected`);
    for (const [who, from, to, message] of [
      [s.stranger.accountId, day(10), day(11), '已不是同機關人事人員'],
      [s.officer.accountId, day(10), day(11), '已不是同機關人事人員'],
      [other.accountId, day(2), day(11), '這段期間已指定代理人'],
      [other.accountId, day(11), day(10), '代理迄日不可早於起日'],
    ] as const)
      expect(summary(await (await name(who, from, to)).text()), message).toContain(message);
    expect((await acts('deputy.name')).length).toBe(before);
  });

  it('is taken back by who named her, and by nobody else', async () => {
    const { id } = await s.admin.selectFrom('deputy').select('id').executeTakeFirstOrThrow();
    const end = (as: SignedIn) => web.post(`/account/deputies/${id}/end`, { _key: key() }, as);
    await end(colleague);
    expect(await read('/account')).toContain('取消代理');
    await end(officer);
    expect(await read('/account')).not.toContain('取消代理');
    expect((await acts('deputy.end')).map((e) => e.actor_id)).toEqual([s.officer.accountId]);
  });
});

describe('移交職缺', () => {
  it('goes to an officer of the same agency, is audited and shown; rights stay those of the agency', async () => {
    const no = await vacancyOf(s);
    const path = `/officer/vacancies/${no}/hand-over`;
    expect((await web.get(path, await web.signIn(s.stranger))).status).toBe(404);
    const form = await (await web.get(path, officer)).text();
    expect(form).toContain(other.accountId);
    expect(form).not.toContain(s.stranger.accountId);
    const nobody = await web.post(path, { _key: key(), to: '' }, officer);
    expect(nobody.status).toBe(422);
    expect(messageAt(await nobody.text(), 'to')).toContain('請選擇接手的人員');
    expect((await web.post(path, { _key: key(), to: s.stranger.accountId }, officer)).status).toBe(422);
    expect((await web.post(path, { _key: key(), to: other.accountId }, officer)).status).toBe(303);
    expect(await read(`/officer/vacancies/${no}`)).toContain('承辦人： 測試同仁');
    expect(await acts('vacancy.handOver')).toMatchObject([
      { subject_id: no, details: { from: s.officer.accountId, to: other.accountId } },
    ]);
    // a colleague takes it over for herself
    expect((await web.post(path, { _key: key(), to: s.officer.accountId }, officer)).status).toBe(303);
    expect(await read(`/officer/vacancies/${no}`)).toContain('承辦人： 測試officer');
  });
});

describe('通知設定', () => {
  it('begins with everything on, and keeps what is turned off', async () => {
    const ticked = async (): Promise<string[]> => {
      const html = await (await web.get('/account', officer)).text();
      return [...html.matchAll(/name="mails" value="(\w+)" checked/g)].map((m) => m[1] ?? '');
    };
    expect(await ticked()).toEqual([
      'digest',
      'replyAlerts',
      'closingSoon',
      'notesReturned',
      'resultApprovals',
    ]);
    const saved = await web.post('/account/mail-settings', { _key: key(), mails: ['replyAlerts'] }, officer);
    expect(saved.status).toBe(303);
    expect(await ticked()).toEqual(['replyAlerts']);
    expect(
      (await web.post('/account/mail-settings', { _key: key() }, await web.signIn(s.reviewer))).status,
    ).toBe(403);
  });
});

describe('what waits for her', () => {
  it('[R10] stands in the header of every page, fresh after an act of hers', async () => {
    const no = await vacancyOf(s);
    await s.admin
      .updateTable('vacancy')
      .set({ closes_at: new Date(Date.now() + 86_400_000) })
      .where('no', '=', no)
      .execute();
    await web.post('/account/mail-settings', { _key: key() }, officer);
    expect(await read('/officer/replies')).toContain('待處理 1 件');
    expect(await read('/officer/replies', await web.signIn(s.stranger))).not.toContain('待處理');
  });
});
