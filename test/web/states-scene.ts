/** A world with something at every address: what officers, applicants and readers leave behind in a week. */

import { writeOds } from 'hucre';
import { type Actor, withActor } from '../../db/actor.ts';
import { openSecret } from '../../db/crypto.ts';
import { askForMailbox } from '../../db/queries/mailbox-change.ts';
import { mailToken, type TokenOwner } from '../../db/queries/one-time-tokens.ts';
import { IMPORT_COLUMNS } from '../../domain/import-columns.ts';
import { LETTERS } from '../../domain/result-rules.ts';
import { addDays, formatRoc, taipeiDay } from '../../domain/roc-date.ts';
import { rocPartsOf } from '../../web/components/roc-fields.ts';
import { png } from '../documents/png.ts';
import { fullRecord } from '../documents/resume-fixture.ts';
import { colleagueOf, type Scene, vacancyOf } from '../support/scene.ts';
import type { Web } from '../support/web.ts';
import { letKeep } from './applicant/resume-record.ts';
import { handIn, type Person, pdf, person, stored, toReview } from './applicant/support.ts';
import { fieldsOf } from './officer/html.ts';
import { apply } from './officer/people.ts';
import { notify } from './reply/support.ts';

export interface World {
  /** An applicant with a résumé, a draft, and applications in several states. */
  applicant: Person;
  /** Addresses that no link of a page leads to, but a mail or a form does. */
  mailed: string[];
  officers: string[];
}

export async function furnish(s: Scene, web: Web): Promise<World> {
  const officer = await web.signIn(s.officer);
  const second = await web.signIn(await colleagueOf(s, 'colleague', '測試同仁'));
  const applicant = await person(s, web);
  const today = taipeiDay(new Date());
  const key = () => crypto.randomUUID();
  const read = async (path: string, as = officer) => (await web.get(path, as)).text();
  const upload = async (
    path: string,
    form: string | undefined,
    file: Uint8Array,
    as: typeof officer,
    more = {},
  ) => {
    const data = new FormData();
    const fields = { ...fieldsOf(await read(path, as), form), ...more };
    for (const [name, value] of Object.entries(fields))
      if (name !== 'files' && name !== 'file')
        for (const one of [value].flat()) data.append(name, one as string);
    data.append(form ? 'files' : 'file', new File([new Uint8Array(file)], 'file'));
    return web.upload(path, data, as);
  };

  // vacancies in every stage, one with a file, one under review as a revision
  const listed = await vacancyOf(s, { until: 'draft', content: { title: '刊登中職缺' } });
  await upload(`/officer/vacancies/${listed}/edit`, 'vacancy-form', await pdf(), officer, { do: 'submit' });
  await web.post(
    `/review/${listed}`,
    { _key: key(), number: '1', decision: 'approve' },
    await web.signIn(s.reviewer),
  );
  await s.admin
    .updateTable('vacancy')
    .set({ stage: 'listed', listed_at: new Date(), workflow_started_at: new Date() })
    .where('no', '=', listed)
    .execute();
  await vacancyOf(s, { content: { title: '開放職缺', mode: 'open', personnelCategory: '13' } });
  await vacancyOf(s, { until: 'draft', content: { title: '草稿職缺' } });
  await vacancyOf(s, { until: 'approved', content: { title: '待刊登職缺' } });
  const waiting = await vacancyOf(s, { until: 'draft', content: { title: '審核中職缺' } });
  await upload(`/officer/vacancies/${waiting}/edit`, 'vacancy-form', png(9, 9), officer, { do: 'submit' });
  const returned = await vacancyOf(s, { until: 'inReview', content: { title: '退回職缺' } });
  await web.post(
    `/review/${returned}`,
    { _key: key(), number: '1', decision: 'return', 'reason-title': '請寫全稱' },
    await web.signIn(s.reviewer),
  );
  const revised = await vacancyOf(s, { content: { title: '修改中職缺' } });
  const form = fieldsOf(await read(`/officer/vacancies/${revised}/edit`), 'vacancy-form');
  await web.post(`/officer/vacancies/${revised}/edit`, { ...form, title: '改名職缺', do: 'submit' }, officer);
  // 公開說明 of extensions: one a reviewer sent back, one that waits
  const words = { agency_id: s.agencyId, act: 'extend', body: '延長三日。' } as const;
  const written = { ...words, written_by: s.officer.accountId, decided_by: null };
  const sentBack = { state: 'returned', why_returned: '請寫明原因' } as const;
  await s.admin
    .insertInto('listing_note')
    .values([
      { ...written, vacancy_no: listed, key: key(), ...sentBack },
      { ...written, vacancy_no: revised, key: key(), state: 'open', why_returned: null },
    ])
    .execute();
  const template = `/officer/vacancies/${listed}/template`;
  await web.post(template, { ...fieldsOf(await read(template)), name: '範本' }, officer);

  // people: notified, undelivered, told of their screening, with a note
  const ids = await Promise.all(
    ['甲', '乙', '丙'].map((name) => apply(s, listed, { name, produced: name !== '丙' })),
  );
  const people = `/officer/vacancies/${listed}/applicants`;
  const [told, unreached] = ids as [string, string];
  const invited = { vacancyNo: listed, applicant: applicant.actor };
  const { token } = await notify(s, { ...invited, applicationId: told });
  await notify(s, { ...invited, applicationId: unreached });
  await s.admin
    .updateTable('mail_delivery')
    .set({ state: 'permanentFailure' })
    .where('application_id', '=', unreached)
    .execute();
  await web.post(`${people}/${told}/notes`, { _key: key(), note: '備註' }, officer);
  const notice = `${people}/${told}/notice`;
  const kept = { content: '請攜帶身分證正本。', textName: '口試', do: 'keepText' };
  await web.post(notice, { ...fieldsOf(await read(`${notice}?new=1`)), ...kept }, officer);
  const letter = await web.post(
    `${people}/${told}/screening`,
    { _key: key(), version: '0', outcome: 'qualified', reason: '', text: '', tell: 'yes' },
    officer,
  );
  await web.post(`${people}/${told}/screening`, { ...fieldsOf(await letter.text()), do: 'send' }, officer);

  // the applicant: a résumé with rows and a photograph, one brought in, a draft, an application with a file
  await letKeep(s, applicant, fullRecord());
  await upload('/applicant/resume/photo', undefined, png(300, 400), applicant.as);
  const brought = Buffer.from(JSON.stringify({ version: 1, statement: '新的自述。' }));
  await upload('/applicant/resume/import', undefined, brought, applicant.as);
  const open = await vacancyOf(s, { content: { title: '她的職缺', mode: 'open' } });
  await handIn(web, applicant, open, await toReview(web, applicant, open), [
    { name: '證書.pdf', bytes: await pdf() },
  ]);
  const draft = fieldsOf(await read(`/apply/${listed}`, applicant.as));
  await web.post(`/apply/${listed}`, { ...draft, name: '王小明', act: 'saveDraft' }, applicant.as);

  // a vacancy with its result: she is chosen, another is in reserve
  const over = await vacancyOf(s, { content: { title: '已截止職缺', mode: 'open' } });
  await handIn(web, applicant, over, await toReview(web, applicant, over));
  const [, chosen] = await stored(s, applicant);
  const reserve = await apply(s, over, { name: '備取者' });
  await s.admin
    .updateTable('vacancy')
    .set({ stage: 'closed', closed_at: new Date(), closes_at: new Date() })
    .where('no', '=', over)
    .execute();
  const results = `/officer/vacancies/${over}/results`;
  const { y, m, d } = rocPartsOf(today);
  const choice = {
    [`outcome-${chosen?.id}`]: 'selected',
    [`outcome-${reserve}`]: 'reserve',
    [`rank-${reserve}`]: '1',
    ...{ 'settledOn-y': y, 'settledOn-m': m, 'settledOn-d': d, reserveMonths: '3' },
    ...{
      'letter-selected': LETTERS.selected,
      'letter-reserve': '備取',
      'letter-notSelected': LETTERS.notSelected,
    },
  };
  const confirm = await web.post(results, { _key: key(), ...choice }, officer);
  await web.post(results, fieldsOf(await confirm.text()), officer);
  await web.post(`${results}/approve`, fieldsOf(await read(results, second)), second);

  const period = { 上網有效期間起日: formatRoc(today), 上網有效期間迄日: formatRoc(addDays(today, 10)) };
  const heads = IMPORT_COLUMNS.map(({ head }) => head);
  const given: Record<string, string> = { 填寫人電話: '02-23979298', ...period };
  const row = IMPORT_COLUMNS.map(({ head, example }) => given[head] ?? example);
  const sheet = await writeOds({ sheets: [{ name: '職缺', rows: [heads, row] }] });
  const dryRun = await upload('/officer/import', undefined, sheet, officer, { target: 'draft' });

  return {
    applicant,
    mailed: [
      `/r/${token}`,
      `/applicant/confirm/${await oneTime('confirmMailbox', { kind: 'applicant', id: applicant.actor.applicantId })}`,
      `/reset-password/${await oneTime('resetPassword', { kind: 'account', id: s.officer.accountId })}`,
      await newMailbox(),
      ...(await newsletter()),
    ],
    officers: [
      '/officer/search?q=職缺',
      '/officer/search?q=沒有這個字',
      dryRun.headers.get('location') ?? '',
      `/officer/vacancies/${listed}/applicants/notices/new`,
      '/officer/handbook/pictures/register-375.png',
    ],
  };

  /** The secret of the newest mail of a kind, as its reader gets it. */
  async function secretOf(kind: string): Promise<string> {
    const mail = await s.admin
      .selectFrom('mail_delivery')
      .select(['key', 'secret_enc'])
      .where('kind', '=', kind)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return openSecret(s.keyring, mail.secret_enc as Buffer, `mail:${mail.key}`);
  }
  async function oneTime(purpose: 'confirmMailbox' | 'resetPassword', owner: TokenOwner): Promise<string> {
    const gate: Actor = { kind: 'gate' };
    await withActor(s.web, gate, (trx) => mailToken(trx, s.keyring, purpose, owner));
    return secretOf(purpose === 'confirmMailbox' ? 'confirmMailbox' : 'passwordReset');
  }
  async function newMailbox(): Promise<string> {
    const { actor } = applicant;
    await withActor(s.web, actor, (trx) => askForMailbox(trx, s.keyring, actor, 'moved@mail.example'));
    return `/applicant/mailbox/${await secretOf('changeMailbox')}`;
  }
  /** Two subscriptions: one to be confirmed still, one running. */
  async function newsletter(): Promise<string[]> {
    const ask = async (email: string) => {
      await web.post('/newsletter/subscribe', { email, frequency: 'daily', q: '人事' });
      return `/newsletter/confirm/${await secretOf('newsletterConfirm')}`;
    };
    const running = await web.post(await ask('running@mail.example'), {});
    const manage = running.headers.get('location') ?? '';
    return [await ask('asking@mail.example'), manage, manage.replace('/manage/', '/unsubscribe/')];
  }
}
