import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { openSecret, sha256 } from '../../db/crypto.ts';
import {
  askForManageLink,
  askForNewsletter,
  cancelNewsletter,
  confirmNewsletter,
  type Frequency,
  type Holder,
  managed,
} from '../../db/queries/newsletter.ts';
import { NO_CONDITIONS, type SearchConditions } from '../../domain/search-conditions.ts';
import { vacancyOf } from '../support/scene.ts';
import { PUBLIC_URL, type Stage, stage } from './stage.ts';

let st: Stage;
beforeAll(async () => {
  st = await stage();
});
afterAll(() => st.close());
beforeEach(async () => {
  await sql`delete from newsletter_subscription`.execute(st.s.admin);
  await st.s.admin.updateTable('vacancy').set({ stage: 'archived' }).execute();
});

const GATE = { kind: 'gate' } as const;
let n = 0;
/** Monday, seven in the morning; vacancies listed "now" come before it. */
const MONDAY = '2026-11-30T07:00+08:00';
const TUESDAY = '2026-12-01T07:00+08:00';

const holderOf = (token: string): Holder => ({
  kind: 'tokenHolder',
  tokenHash: sha256(token).toString('hex'),
});
const newestMail = () =>
  st.s.admin
    .selectFrom('mail_delivery')
    .selectAll()
    .where('kind', '=', 'newsletterConfirm')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
async function newestToken(): Promise<string> {
  const mail = await newestMail();
  return openSecret(st.s.keyring, mail.secret_enc as Buffer, `mail:${mail.key}`);
}
async function ask(search: Partial<SearchConditions>, frequency: Frequency = 'daily') {
  const email = `reader${n++}@mail.example`;
  const wish = { search: { ...NO_CONDITIONS, ...search }, frequency };
  await withActor(st.s.web, GATE, (trx) => askForNewsletter(trx, st.s.keyring, email, wish));
  return { email, mailId: (await newestMail()).id, token: await newestToken() };
}
async function reader(search: Partial<SearchConditions>, frequency: Frequency = 'daily') {
  const asked = await ask(search, frequency);
  const holder = holderOf(asked.token);
  const done = await withActor(st.s.web, holder, (trx) => confirmNewsletter(trx, st.s.keyring, holder));
  // told up to the week before
  await sql`update newsletter_subscription set covered_until = '2026-11-23T07:00+08:00'`.execute(st.s.admin);
  return { ...asked, manageToken: done?.manageToken as string };
}
/** A listed vacancy of Saturday. */
async function vacancy(content: Parameters<typeof vacancyOf>[1] = {}): Promise<string> {
  const no = await vacancyOf(st.s, content);
  await st.s.admin
    .updateTable('vacancy')
    .set({ listed_at: '2026-11-28T10:00+08:00', closes_at: '2099-12-31T00:00+08:00' })
    .where('no', '=', no)
    .execute();
  return no;
}
const send = async (edition = MONDAY, limit = 100) => {
  let after: string | null = '';
  const sum = { sent: 0, nothing: 0, later: 0 };
  while (after !== null) {
    const page: Awaited<ReturnType<Stage['ports']['sendEditionBatch']>> = await st.ports.sendEditionBatch({
      edition,
      after,
      limit,
    });
    for (const key of ['sent', 'nothing', 'later'] as const) sum[key] += page[key];
    after = page.after;
  }
  return sum;
};
const inbox = (email: string) => st.box.messages({ to: email });
const raw = async (id: string): Promise<string> =>
  (await (await fetch(`${st.box.url}/messages/${id}/raw`)).text()).replace(/\r?\n[ \t]+/g, ' ');
describe('[R14] an edition', () => {
  it('tells each reader what is new for her searches, with the button of the mail programme', async () => {
    const office = await vacancy({ content: { title: '人事科員', workplaces: ['10'] } });
    const driver = await vacancy({ content: { title: '駕駛', workplaces: ['97'], jobSeries: '0100' } });
    const north = await reader({ place: '10' });
    const east = await reader({ place: '97' });
    const nothing = await reader({ place: '98' });
    expect(await send()).toEqual({ sent: 2, nothing: 1, later: 0 });
    const [mail] = inbox(north.email);
    expect(mail?.subject).toContain('1 筆新職缺');
    expect(mail?.text).toContain('人事科員');
    expect(mail?.text).toContain(`${PUBLIC_URL}/vacancies/${office}`);
    expect(mail?.text).not.toContain(driver);
    const headers = await raw(mail?.id as string);
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(headers).toContain(`<${PUBLIC_URL}/newsletter/unsubscribe/${north.manageToken}>`);
    expect(inbox(east.email)).toHaveLength(1);
    expect(inbox(nothing.email)).toHaveLength(0);
  });

  it('is one mail for each person, however often the page runs, and the next one tells only what came since', async () => {
    await vacancy({ content: { title: '第一週' } });
    const someone = await reader({});
    await send();
    // a worker that died before it noted whom it had told
    await sql`update newsletter_subscription set covered_until = '2026-11-23T07:00+08:00'`.execute(
      st.s.admin,
    );
    await send();
    expect(inbox(someone.email)).toHaveLength(1);
    const later = await vacancy({ content: { title: '第二週' } });
    await st.s.admin
      .updateTable('vacancy')
      .set({ listed_at: '2026-11-30T12:00+08:00' })
      .where('no', '=', later)
      .execute();
    expect(await send(TUESDAY)).toMatchObject({ sent: 1 });
    const [newest] = inbox(someone.email);
    expect(newest?.text).toContain('第二週');
    expect(newest?.text).not.toContain('第一週');
  });

  it('reaches weekly readers on Mondays only, with the whole week, and nobody who confirmed nothing or cancelled', async () => {
    await vacancy();
    const weekly = await reader({}, 'weekly');
    const left = await reader({});
    await withActor(st.s.web, holderOf(left.manageToken), (trx) =>
      cancelNewsletter(trx, holderOf(left.manageToken)),
    );
    const unconfirmed = await ask({});
    expect(await send('2026-11-29T07:00+08:00')).toEqual({ sent: 0, nothing: 0, later: 0 });
    expect(await send(MONDAY)).toEqual({ sent: 1, nothing: 0, later: 0 });
    expect(inbox(weekly.email)).toHaveLength(1);
    for (const other of [left, unconfirmed]) expect(inbox(other.email)).toHaveLength(0);
  });

  it('tells a vacancy once that several searches find, and leads to the rest of a long list', async () => {
    for (let i = 0; i < 32; i++) await vacancy({ content: { title: `大量職缺${i}`, workplaces: ['10'] } });
    const someone = await reader({ place: '10' });
    await sql`update newsletter_subscription set asked_at = now() - interval '2 hours'`.execute(st.s.admin);
    await withActor(st.s.web, GATE, (trx) =>
      askForNewsletter(trx, st.s.keyring, someone.email, {
        search: { ...NO_CONDITIONS, q: '大量' },
        frequency: 'daily',
      }),
    );
    const again = holderOf(await newestToken());
    await withActor(st.s.web, again, (trx) => confirmNewsletter(trx, st.s.keyring, again));
    await send();
    const [mail] = inbox(someone.email);
    expect(mail?.subject).toContain('32 筆新職缺');
    const numbers = mail?.text.match(/\/vacancies\/\d{10}/g) ?? [];
    expect(numbers).toHaveLength(30);
    expect(new Set(numbers).size).toBe(30);
    expect(mail?.text).toContain('看其餘 2 筆');
    expect(mail?.text).toContain(`${PUBLIC_URL}/vacancies?place=10`);
  });

  it('one mailbox that is full holds up no other, and is told by the next round with the same Message-ID', async () => {
    await vacancy();
    const slow = await reader({});
    const quick = await reader({});
    st.box.setFault({ mode: 'greylist', to: slow.email });
    expect(await send(MONDAY, 1)).toEqual({ sent: 1, nothing: 0, later: 1 });
    st.box.setFault({ mode: 'none' });
    expect(await send()).toEqual({ sent: 1, nothing: 0, later: 0 });
    for (const one of [slow, quick]) expect(inbox(one.email)).toHaveLength(1);
  });

  it('a mailbox that refuses for good is told all of it by the next edition', async () => {
    await vacancy({ content: { title: '被拒的職缺' } });
    const full = await reader({});
    st.box.setFault({ mode: 'refuse', to: full.email });
    await send();
    st.box.setFault({ mode: 'none' });
    await send();
    expect(inbox(full.email)).toHaveLength(0);
    await send(TUESDAY);
    expect(inbox(full.email)[0]?.text).toContain('被拒的職缺');
  });
});

describe('mails that were asked for on the web', () => {
  it('a confirmation tells what was chosen and no word a stranger typed, and is moot once used', async () => {
    const asked = await ask({ q: '來買假藥', agency: '詐騙集團', place: '10' });
    await st.ports.sendMail({ mailId: asked.mailId });
    const [mail] = inbox(asked.email);
    expect(mail?.text).toContain('工作地：臺北市');
    expect(mail?.text).toContain(`${PUBLIC_URL}/newsletter/confirm/${asked.token}`);
    expect(mail?.text).not.toMatch(/假藥|詐騙/);
    const used = await reader({});
    await st.ports.sendMail({ mailId: used.mailId });
    expect(inbox(used.email)).toHaveLength(0);
  });

  it('the link of preferences goes to its mailbox', async () => {
    const someone = await reader({});
    await sql`update newsletter_subscription set asked_at = now() - interval '2 hours'`.execute(st.s.admin);
    await withActor(st.s.web, GATE, (trx) => askForManageLink(trx, st.s.keyring, someone.email));
    const mail = await st.s.admin
      .selectFrom('mail_delivery')
      .select('id')
      .where('kind', '=', 'newsletterManage')
      .executeTakeFirstOrThrow();
    await st.ports.sendMail({ mailId: mail.id });
    expect(inbox(someone.email)[0]?.text).toContain(`/newsletter/manage/${someone.manageToken}`);
  });
});

describe('forgetting', () => {
  it('[R15] who never confirmed is gone after seven days, what is left of who cancelled after thirty', async () => {
    await ask({});
    const stays = await reader({});
    const cancelled = await reader({});
    await withActor(st.s.web, holderOf(cancelled.manageToken), (trx) =>
      cancelNewsletter(trx, holderOf(cancelled.manageToken)),
    );
    const count = async () =>
      (await st.s.admin.selectFrom('newsletter_subscription').select('id').execute()).length;
    await send();
    expect(await count()).toBe(3);
    await sql`update newsletter_subscription set confirm_until = now() - interval '1 minute'
      where confirm_until is not null`.execute(st.s.admin);
    await sql`update newsletter_subscription set ended_at = now() - interval '31 days'
      where ended_at is not null`.execute(st.s.admin);
    await send();
    expect(await count()).toBe(1);
    const held = holderOf(stays.manageToken);
    expect(await withActor(st.s.web, held, (trx) => managed(trx, st.s.keyring, held))).toMatchObject({
      state: 'live',
    });
  });
});
