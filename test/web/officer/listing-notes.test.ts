import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { endListing, extendListing } from '../../../db/queries/listing-changes.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import type { TemporalLink } from '../../../web/temporal.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let reviewer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s, { services: { temporal: worked() } });
  officer = await web.signIn(s.officer);
  reviewer = await web.signIn(s.reviewer);
});
afterAll(() => s.close());

/** A run that does at once what the worker's activity does, in a transaction of the worker. */
function worked(): TemporalLink {
  const executeUpdate =
    (no: string) =>
    (_: unknown, { args }: { args: [Parameters<typeof extendListing>[1]] }) =>
      withActor(s.worker, { kind: 'worker' }, (trx) => {
        const change = { ...args[0], vacancyNo: no };
        return change.listedTo ? extendListing(trx, change) : endListing(trx, change);
      });
  const getHandle = (id: string) => ({ executeUpdate: executeUpdate(id.replace('vacancy-', '')) });
  const client = {
    client: { workflow: { getHandle } },
    connection: { withDeadline: (_: number, fn: () => unknown) => fn() },
  };
  return { client: async () => client as never, reachable: async () => true, close: async () => {} };
}

const NOTE = '因報名系統維護，延長三日。';
const until = (days: number): Record<string, string> => {
  const { y, m, d } = rocPartsOf(addDays(taipeiDay(new Date()), days));
  return { 'listedTo-y': y, 'listedTo-m': m, 'listedTo-d': d };
};
const extend = (no: string, note: string, days = 30) =>
  web.post(
    `/officer/vacancies/${no}/extend`,
    { ...until(days), reason: 'outage', note, _key: crypto.randomUUID() },
    officer,
  );
const read = async (path: string, as?: SignedIn): Promise<string> => (await web.get(path, as)).text();
const everybody = async (no: string): Promise<string> => words(await read(`/vacancies/${no}`));
const notes = (no: string) =>
  s.admin.selectFrom('listing_note').selectAll().where('vacancy_no', '=', no).orderBy('written_at').execute();
const idOf = async (no: string): Promise<string> => (await notes(no)).at(-1)?.id ?? '';
const decide = async (no: string, fields: Record<string, string>) => {
  const path = `/review/notes/${await idOf(no)}`;
  return web.post(path, { ...fieldsOf(await read(path, reviewer)), ...fields }, reviewer);
};

describe('[R28] words beside an extension or an early end', () => {
  it('the day holds at once; the words are read by the public only after review', async () => {
    const no = await vacancyOf(s);
    const before = await everybody(no);
    expect((await extend(no, NOTE)).status).toBe(303);
    expect(await notes(no)).toMatchObject([{ state: 'open', act: 'extend', body: NOTE }]);
    const extended = await everybody(no);
    expect(extended).not.toBe(before);
    expect(extended).toContain('延長，原至');
    expect(extended).not.toContain(NOTE);
    expect(words(await read(`/officer/vacancies/${no}`, officer))).toMatch(
      /延長刊登：審核中.*因報名系統維護/,
    );

    expect(words(await read('/review', reviewer))).toContain('延長與提前截止的公開說明 待審核 1 件');
    expect((await decide(no, { decision: 'approve' })).headers.get('location')).toBe('/review');
    expect(await everybody(no)).toContain(`機關說明：${NOTE}`);
    const acts = await s.admin
      .selectFrom('audit_event')
      .select(['act', 'actor_id'])
      .where('subject_id', '=', no)
      .where('act', 'like', 'listingNote.%')
      .execute();
    expect(acts).toEqual([{ act: 'listingNote.approve', actor_id: s.reviewer.accountId }]);
  });

  it('returned with a reason they wait for the officer, and are handed in again', async () => {
    const no = await vacancyOf(s);
    await extend(no, NOTE);
    const path = `/review/notes/${await idOf(no)}`;
    const none = await web.post(
      path,
      { ...fieldsOf(await read(path, reviewer)), decision: 'return', why: '' },
      reviewer,
    );
    expect(none.status).toBe(422);
    expect(messageAt(await none.text(), 'why')).toContain('請填寫退回原因');
    await decide(no, { decision: 'return', why: '請寫明維護日期' });
    expect(await everybody(no)).not.toContain(NOTE);

    expect(words(await read('/officer/vacancies', officer))).toContain('公開說明退回補正');
    const again = `/officer/vacancies/${no}/listing-notes/${await idOf(no)}`;
    const form = await read(again, officer);
    expect(words(form)).toContain('退回原因：請寫明維護日期');
    const empty = await web.post(again, { ...fieldsOf(form), note: '' }, officer);
    expect(messageAt(await empty.text(), 'note')).toContain('請輸入公開說明');
    const better = '報名系統於十二月一日維護，延長三日。';
    expect((await web.post(again, { ...fieldsOf(form), note: better }, officer)).status).toBe(303);
    expect(await everybody(no)).not.toContain(better);
    await decide(no, { decision: 'approve' });
    expect(await everybody(no)).toContain(better);
    // settled: nothing is written any more
    await web.post(again, { ...fieldsOf(form), note: '未經審核' }, officer);
    expect(await notes(no)).toMatchObject([{ state: 'approved', body: better }]);
  });

  it('of a listing ended early too, though it takes no revisions any more', async () => {
    const no = await vacancyOf(s);
    const fields = { reason: 'postFilled', note: '已由他機關調任補實。', _key: crypto.randomUUID() };
    await web.post(`/officer/vacancies/${no}/end`, fields, officer);
    expect(await everybody(no)).toContain('已提前截止');
    expect(await everybody(no)).not.toContain('已由他機關調任補實');
    await decide(no, { decision: 'approve' });
    expect(await everybody(no)).toContain('機關說明：已由他機關調任補實。');
  });

  it('too long they are refused with everything kept; of an act that was refused nothing stays', async () => {
    const no = await vacancyOf(s);
    const long = await extend(no, '長'.repeat(501));
    expect(long.status).toBe(422);
    const html = await long.text();
    expect(messageAt(html, 'note')).toContain('公開說明最多 500 字，目前 501 字');
    expect(fieldsOf(html).reason).toEqual(['outage']);
    expect(await notes(no)).toEqual([]);
    // by the page's clock still listed, by the database's over: the act is refused, and its words go with it
    const slow = await webOf(s, {
      services: { temporal: worked(), now: () => new Date(Date.now() - 3_600_000) },
    });
    await s.admin
      .updateTable('vacancy')
      .set({ closes_at: new Date(Date.now() - 60_000) })
      .where('no', '=', no)
      .execute();
    const fields = { ...until(30), reason: 'outage', note: NOTE, _key: crypto.randomUUID() };
    const refused = await slow.post(`/officer/vacancies/${no}/extend`, fields, officer);
    expect(refused.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    expect(await notes(no)).toEqual([]);
  });

  it('nobody reads unreviewed words, and only a reviewer decides', async () => {
    const no = await vacancyOf(s);
    await extend(no, NOTE);
    const seen = (actor: Parameters<typeof withActor>[1]) =>
      withActor(s.web, actor, (trx) =>
        trx.selectFrom('listing_note').select('id').where('vacancy_no', '=', no).execute(),
      );
    expect(await seen({ kind: 'public' })).toEqual([]);
    expect(await seen(s.stranger)).toEqual([]);
    expect(await seen(s.officer)).toHaveLength(1);
    const path = `/review/notes/${await idOf(no)}`;
    expect((await web.get(path, officer)).status).toBe(403);
    const form = { _key: crypto.randomUUID(), body: NOTE, decision: 'approve' };
    expect((await web.post(path, form, officer)).status).toBe(403);
    // a decision about other words than those read is not written
    await web.post(path, { ...form, body: '別的' }, reviewer);
    expect(await notes(no)).toMatchObject([{ state: 'open' }]);
    const own = await web.get(
      `/officer/vacancies/${no}/listing-notes/${await idOf(no)}`,
      await web.signIn(s.stranger),
    );
    expect(own.status).toBe(404);
  });
});
