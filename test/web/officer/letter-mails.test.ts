import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { recordMail } from '../../../db/queries/mail-rows.ts';
import { mailKey } from '../../../db/queries/mails.ts';
import { screen } from '../../../db/queries/screening.ts';
import { taipeiDay } from '../../../domain/roc-date.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

const page = async (path: string, as = officer): Promise<string> =>
  words(await (await web.get(path, as)).text());
const stateOf = async (key: string): Promise<string> =>
  (await s.admin.selectFrom('mail_delivery').select('state').where('key', '=', key).executeTakeFirstOrThrow())
    .state;
const setState = (key: string, state: 'permanentFailure' | 'handedOver') =>
  s.admin.updateTable('mail_delivery').set({ state, attempts: 1 }).where('key', '=', key).execute();

/** Decides about a person, and tells her or not. */
async function decide(no: string, id: string, version: number, tell: boolean): Promise<void> {
  const done = await withActor(s.web, s.officer, (trx) =>
    screen(trx, s.keyring, s.officer, {
      vacancyNo: no,
      people: [{ id, version }],
      decision: { outcome: 'qualified', reason: '', text: '' },
      letter: tell ? { outcome: 'qualified', handInBy: '', text: '您符合資格。' } : null,
      requestId: null,
    }),
  );
  expect(done.ok).toBe(true);
}
/** The result of a person, and the mail that tells it. */
async function result(no: string, id: string): Promise<string> {
  const key = mailKey.result(id, 1);
  await s.admin
    .insertInto('vacancy_result')
    .values({
      vacancy_no: no,
      agency_id: s.agencyId,
      settled_on: taipeiDay(new Date()),
      reserve_months: null,
      drawn_by: null,
      sent_by: s.officer.accountId,
    })
    .execute();
  await s.admin
    .insertInto('application_result')
    .values({
      application_id: id,
      vacancy_no: no,
      agency_id: s.agencyId,
      outcome: 'notSelected',
      decided_by: s.officer.accountId,
    } as never)
    .execute();
  await withActor(s.worker, { kind: 'worker' }, (trx) =>
    recordMail(trx, { key, kind: 'result', vacancyNo: no, application_id: id, agency_id: s.agencyId }),
  );
  return key;
}

describe('[R84] letters of 資格審查 and results that did not arrive', () => {
  it('wait for the officer like notices, are named, and go out again once from there', async () => {
    const no = await vacancyOf(s);
    const [a, b, c] = [
      await apply(s, no, { name: '甲審查' }),
      await apply(s, no, { name: '乙結果' }),
      await apply(s, no, { name: '丙收到' }),
    ];
    await decide(no, a, 0, true);
    await decide(no, c, 0, true);
    const told = mailKey.screening(a, 1);
    await setState(mailKey.screening(c, 1), 'handedOver');
    const resulted = await result(no, b);
    expect(await page('/officer/vacancies')).not.toContain('通知信未送達');
    await setState(told, 'permanentFailure');
    await setState(resulted, 'permanentFailure');

    // a colleague's page that was asked for before may be half a minute old: hers is asked anew after an act
    const register = await (await web.get('/officer/vacancies', officer)).text();
    const item = /<li class="sq-attention__item">(?:(?!<\/li>)[\s\S])*通知信未送達[\s\S]*?<\/li>/.exec(
      register,
    )?.[0];
    expect(words(item ?? '')).toMatch(/2 ?封/);
    const mails = `/officer/vacancies/${no}/applicants/notices/mails`;
    expect(item).toContain(`href="${mails}"`);

    const ledger = await page(mails);
    expect(ledger).toMatch(/甲審查.*資格審查通知.*無法寄達/);
    expect(ledger).toMatch(/乙結果.*甄選結果通知.*無法寄達/);
    expect(ledger).not.toContain('丙收到');
    expect(ledger).toContain('共 3 封，已交寄 1 封，未送達 2 封');

    const asked = await (await web.get(`${mails}/again`, officer)).text();
    expect(words(asked)).toContain('將重新寄送 2 封審查或甄選結果信件');
    for (const _press of [1, 2]) {
      const r = await web.post(`${mails}/again`, fieldsOf(asked), officer);
      expect(r.headers.get('location')).toBe(mails);
    }
    expect([await stateOf(told), await stateOf(resulted)]).toEqual(['created', 'created']);
    const begun = await s.admin
      .selectFrom('outbox')
      .select('key')
      .where('key', 'like', 'mailAgain:%')
      .execute();
    expect(begun).toHaveLength(2);
    const acts = await s.admin
      .selectFrom('audit_event')
      .select('details')
      .where('act', '=', 'letter.mailsAgain')
      .where('subject_id', '=', no)
      .execute();
    expect(acts).toEqual([{ details: { count: 2 } }]);
    expect(await page('/officer/vacancies')).not.toContain('通知信未送達');
  });

  it('from one person’s page only hers goes out again', async () => {
    const no = await vacancyOf(s);
    const ids = [await apply(s, no, { name: '甲' }), await apply(s, no, { name: '乙' })] as const;
    for (const id of ids) {
      await decide(no, id, 0, true);
      await setState(mailKey.screening(id, 1), 'permanentFailure');
    }
    const list = await (await web.get(`/officer/vacancies/${no}/applicants`, officer)).text();
    expect(words(list).match(/審查或結果信未送達 再寄一次/g)).toHaveLength(2);
    expect(list).toContain(`href="/officer/vacancies/${no}/applicants/notices/mails/again?only=${ids[1]}"`);
    const person = await (
      await web.get(`/officer/vacancies/${no}/applicants/${ids[0]}/screening`, officer)
    ).text();
    const again = `/officer/vacancies/${no}/applicants/notices/mails/again?only=${ids[0]}`;
    expect(person).toContain(`href="${again}"`);
    const asked = await (await web.get(again, officer)).text();
    expect(words(asked)).toContain('將重新寄送 1 封審查或甄選結果信件');
    await web.post(again.split('?')[0] as string, fieldsOf(asked), officer);
    expect(await stateOf(mailKey.screening(ids[0], 1))).toBe('created');
    expect(await stateOf(mailKey.screening(ids[1], 1))).toBe('permanentFailure');
    expect(await page(`/officer/vacancies/${no}/applicants`)).toMatch(
      /乙(?!.*審查或結果信未送達.*審查或結果信未送達).*審查或結果信未送達/,
    );
    expect((await web.get(`${again.split('?')[0]}?only=x`, officer)).status).toBe(404);
  });

  it('a letter that a later decision made untrue waits for nobody, and is not sent again', async () => {
    const no = await vacancyOf(s);
    const id = await apply(s, no);
    await decide(no, id, 0, true);
    await setState(mailKey.screening(id, 1), 'permanentFailure');
    await decide(no, id, 1, false);
    expect(await page(`/officer/vacancies/${no}/applicants`)).not.toContain('信未送達');
    const mails = `/officer/vacancies/${no}/applicants/notices/mails`;
    expect((await web.get(`${mails}/again`, officer)).headers.get('location')).toBe(mails);
    const form = { _key: crypto.randomUUID() };
    await web.post(`${mails}/again`, form, officer);
    expect(await stateOf(mailKey.screening(id, 1))).toBe('permanentFailure');
    expect(await page(`/officer/vacancies/${no}/applicants/${id}/screening`)).not.toContain('再寄一次');
  });

  it('another agency’s officer sees none of it', async () => {
    const no = await vacancyOf(s);
    const id = await apply(s, no);
    await decide(no, id, 0, true);
    await setState(mailKey.screening(id, 1), 'permanentFailure');
    const stranger = await web.signIn(s.stranger);
    expect(await page('/officer/vacancies', stranger)).not.toContain('通知信未送達');
    const again = `/officer/vacancies/${no}/applicants/notices/mails/again`;
    expect((await web.post(again, { _key: crypto.randomUUID() }, stranger)).status).toBe(404);
    expect(await stateOf(mailKey.screening(id, 1))).toBe('permanentFailure');
  });
});
