import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Db } from '../../db/actor.ts';
import { withActor } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { blindIndex, newDataKey, sealJson } from '../../db/crypto.ts';
import { ensureKeyring, type Keyring } from '../../db/keyring.ts';
import { createDraft, submitVacancy } from '../../db/queries/vacancies.ts';
import { decideRevision } from '../../db/queries/vacancy-review.ts';
import { emptyEntry } from '../../domain/resume-fields.ts';
import { emptyResumeRecord, type ResumeRecord } from '../../domain/resume-record.ts';
import { taipeiDay } from '../../domain/roc-date.ts';
import { emptyVacancyContent, type VacancyContent } from '../../domain/vacancy-content.ts';
import { testDatabase } from './database.ts';

export interface Scene {
  /** As the web process connects. */
  web: Db;
  worker: Db;
  /** Superuser: to look behind row-level security and to move clocks. */
  admin: Db;
  keyring: Keyring;
  keyringFile: string;
  agencyId: number;
  otherAgencyId: number;
  officer: Actor & { kind: 'officer' };
  /** Of another agency. */
  stranger: Actor & { kind: 'officer' };
  reviewer: Actor & { kind: 'reviewer' };
  operator: Actor & { kind: 'operator' };
  auditor: Actor & { kind: 'auditor' };
  urls: { web: string; worker: string; admin: string };
  close: () => Promise<void>;
}

/** A fresh database with two agencies, one account of each role, and a keyring. Passwords are unusable. */
export async function scene(): Promise<Scene> {
  const base = await testDatabase();
  const admin = connect({ url: base.adminUrl, max: 3 });
  const web = connect({ url: base.webUrl, max: 8 });
  const worker = connect({ url: base.workerUrl, max: 8 });
  const keyringFile = join(mkdtempSync(join(tmpdir(), 'sq-keys-')), 'keyring.json');
  const keyring = ensureKeyring(keyringFile);
  const agencies = await admin
    .insertInto('agency')
    .values([
      { code: 'A58000000A', name: '行政院人事行政總處', address: '臺北市中正區濟南路1段2之2號10樓' },
      { code: 'A02000000A', name: '國民大會' },
    ])
    .returning('id')
    .execute();
  const [a, b] = agencies.map((x) => x.id) as [number, number];
  const account = async (
    login: string,
    role: 'officer' | 'reviewer' | 'operator' | 'auditor',
    agency?: number,
  ) => {
    const { id } = await admin
      .insertInto('account')
      .values({ login, role, name: `測試${login}`, email: `${login}@agency.example`, password_hash: '-' })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (agency)
      await admin.insertInto('account_agency').values({ account_id: id, agency_id: agency }).execute();
    return id;
  };
  return {
    web,
    worker,
    admin,
    keyring,
    keyringFile,
    agencyId: a,
    otherAgencyId: b,
    officer: { kind: 'officer', accountId: await account('officer', 'officer', a), agencyIds: [a] },
    stranger: { kind: 'officer', accountId: await account('stranger', 'officer', b), agencyIds: [b] },
    reviewer: { kind: 'reviewer', accountId: await account('reviewer', 'reviewer') },
    operator: { kind: 'operator', accountId: await account('operator', 'operator') },
    auditor: { kind: 'auditor', accountId: await account('auditor', 'auditor') },
    urls: { web: base.webUrl, worker: base.workerUrl, admin: base.adminUrl },
    close: async () => {
      await Promise.all([web.destroy(), worker.destroy(), admin.destroy()]);
      await base.drop();
    },
  };
}

/** A registration that passes every rule of the form. */
export function goodContent(change: Partial<VacancyContent> = {}): VacancyContent {
  const today = taipeiDay(new Date());
  const until = taipeiDay(new Date(Date.now() + 14 * 86_400_000));
  return {
    ...emptyVacancyContent(),
    agencyCode: 'A58000000A',
    agencyName: '行政院人事行政總處',
    agencyAddress: '臺北市中正區濟南路1段2之2號10樓',
    writerName: '測試填寫人',
    writerPhone: '02-23979298',
    personnelCategory: '11',
    title: '測試科員',
    openings: 1,
    workplaces: ['10'],
    listedFrom: today,
    listedTo: until,
    rankClasses: ['薦任', '委任'],
    email: 'hr@agency.example',
    qualifications: '公務人員普通考試以上及格。',
    duties: '人事業務。',
    location: '臺北市中正區濟南路1段2之2號10樓',
    contact: '測試聯絡人 02-23979298',
    grade: '委任第5職等或薦任第6職等至第7職等',
    jobSeries: 'A107',
    sex: 'any',
    mode: 'civilService',
    allSections: true,
    ...change,
  };
}

/** Registers, submits and approves a vacancy; with `listed` it is listed too (as the worker would). */
export async function vacancyOf(
  s: Scene,
  o: { content?: Partial<VacancyContent>; until?: 'draft' | 'inReview' | 'approved' | 'listed' } = {},
): Promise<string> {
  const until = o.until ?? 'listed';
  const now = new Date();
  const no = await withActor(s.web, s.officer, (trx) =>
    createDraft(trx, s.officer, { agencyId: s.agencyId, content: goodContent(o.content), now }),
  );
  if (until === 'draft') return no;
  await withActor(s.web, s.officer, (trx) => submitVacancy(trx, s.officer, { no, version: 1, now }));
  if (until === 'inReview') return no;
  await withActor(s.web, s.reviewer, (trx) =>
    decideRevision(trx, s.reviewer, { no, number: 1, decision: 'approve' }),
  );
  if (until === 'approved') return no;
  await s.admin
    .updateTable('vacancy')
    .set({ stage: 'listed', listed_at: new Date(), workflow_started_at: new Date() })
    .where('no', '=', no)
    .execute();
  return no;
}

/** An applicant with a confirmed mailbox. */
export async function applicantOf(s: Scene, email: string): Promise<Actor & { kind: 'applicant' }> {
  const id = crypto.randomUUID();
  const { key, wrapped } = newDataKey(s.keyring, `applicant:${id}`);
  await s.admin
    .insertInto('applicant')
    .values({
      id,
      email_index: blindIndex(s.keyring, 'email', email),
      password_hash: '-',
      wrapped_key: wrapped,
      profile_enc: sealJson(key, { email, name: '測試應徵者' }, `applicant:${id}:profile`),
      confirmed_at: new Date(),
    })
    .execute();
  return { kind: 'applicant', applicantId: id };
}

/** A résumé with what the open platform asks for. */
export function goodRecord(change: Partial<ResumeRecord['basic']> = {}): ResumeRecord {
  const r = emptyResumeRecord();
  return {
    ...r,
    basic: {
      ...r.basic,
      name: '測試姓名1',
      idNumber: 'A123456789',
      birthDate: '1986-01-14',
      sex: 'male',
      address: '臺北市中正區',
      email: 'applicant@mail.example',
      phone: '0912345678',
      ...change,
    },
    education: [
      {
        ...emptyEntry('education'),
        school: '測試大學',
        department: '法律學系',
        from: '2004-09',
        to: '2008-06',
        completion: 'graduated',
        level: '50',
      },
    ],
    statement: '自述。',
  };
}

/** One more officer of the scene's agency. */
export async function colleagueOf(
  s: Scene,
  login: string,
  name: string,
): Promise<Actor & { kind: 'officer' }> {
  const { id } = await s.admin
    .insertInto('account')
    .values({ login, role: 'officer', name, email: `${login}@agency.example`, password_hash: '-' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await s.admin.insertInto('account_agency').values({ account_id: id, agency_id: s.agencyId }).execute();
  return { kind: 'officer', accountId: id, agencyIds: [s.agencyId] };
}
