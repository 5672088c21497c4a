import { randomUUID } from 'node:crypto';
import { type Db, withActor } from '../db/actor.ts';
import { connect } from '../db/connection.ts';
import { blindIndex, newDataKey, sealJson } from '../db/crypto.ts';
import { type Keyring, readKeyring } from '../db/keyring.ts';
import { keepResume } from '../db/queries/applicant-resume.ts';
import { submitApplication } from '../db/queries/applications.ts';
import { createDraft, submitVacancy } from '../db/queries/vacancies.ts';
import { decideRevision } from '../db/queries/vacancy-review.ts';
import { declaringFor, toParticulars } from '../domain/particulars.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { hashPassword } from '../web/account/passwords.ts';
import type { DemoAccount } from './demo-call.ts';
import { demoRecords, demoVacancies } from './demo-content.ts';
import { demoResume } from './demo-resume.ts';
import { addStaff, keepStaff, STAFF } from './demo-staff.ts';

const APPLICANTS = [
  {
    words: '應徵者 applicant（須具）',
    email: 'civil@mail.example',
    password: 'Demo-applicant-115',
    where: '/apply/civil-service',
  },
  {
    words: '應徵者 applicant（不須具）',
    email: 'open@mail.example',
    password: 'Demo-applicant-115',
    where: '/apply/open',
  },
] as const;

/**
 * Loads the demonstration's data on the first run, through the same acts that people use, and answers its
 * accounts on every one. Two agencies, accounts of each role, vacancies at each stage, some applications.
 * The environment is the stack's: MIGRATION_DATABASE_URL, DATABASE_URL, KEYRING_FILE.
 */
export async function loadDemo(env: Record<string, string>): Promise<DemoAccount[]> {
  const owner = connect({ url: env.MIGRATION_DATABASE_URL as string, max: 1, name: 'demo' });
  const web = connect({ url: env.DATABASE_URL as string, max: 2, name: 'demo' });
  try {
    const there = await owner
      .selectFrom('account')
      .select('id')
      .where('login', '=', 'officer')
      .executeTakeFirst();
    const keyring = readKeyring(env.KEYRING_FILE as string);
    if (there) await keepStaff(owner, keyring);
    else await load(owner, web, keyring);
  } finally {
    await Promise.all([owner.destroy(), web.destroy()]);
  }
  return [
    ...STAFF.map((a) => ({ role: a.words, account: a.login, password: a.password, where: a.where })),
    ...APPLICANTS.map((a) => ({ role: a.words, account: a.email, password: a.password, where: a.where })),
  ];
}

async function load(owner: Db, web: Db, keyring: Keyring): Promise<void> {
  const agencies = await owner
    .insertInto('agency')
    .values([
      {
        code: 'A58000000A',
        name: '行政院人事行政總處',
        address: '臺北市中正區濟南路1段2之2號10樓',
        phone: '02-23979298',
      },
      { code: '376420000A', name: '宜蘭縣政府', address: '宜蘭縣宜蘭市縣政北路1號', phone: '03-9251000' },
    ])
    .returning(['id', 'code', 'name', 'address'])
    .execute();
  const agencyIds = agencies.map((a) => a.id);

  const ids = await addStaff(owner, keyring, agencyIds);
  const officer = { kind: 'officer' as const, accountId: ids.officer as string, agencyIds };
  const reviewer = { kind: 'reviewer' as const, accountId: ids.reviewer as string };

  const applicants: string[] = [];
  for (const a of APPLICANTS)
    applicants.push(await addApplicant(owner, keyring, a.email, await hashPassword(keyring, a.password)));
  const keeper = { kind: 'applicant' as const, applicantId: applicants[0] as string };
  await withActor(web, keeper, (trx) => keepResume(trx, keyring, keeper, demoResume()));
  for (let i = 1; i <= 12; i++)
    applicants.push(await addApplicant(owner, keyring, `applicant${i}@mail.example`, '-'));

  const now = new Date();
  for (const v of demoVacancies(now)) {
    const agency = agencies[v.agency] ?? agencies[0];
    if (!agency) continue;
    const content: VacancyContent = {
      ...v.content,
      agencyCode: agency.code,
      agencyName: agency.name,
      agencyAddress: agency.address,
    };
    const no = await withActor(web, officer, (trx) =>
      createDraft(trx, officer, { agencyId: agency.id, content, now }),
    );
    if (v.until === 'draft') continue;
    await withActor(web, officer, (trx) => submitVacancy(trx, officer, { no, version: 1, now }));
    if (v.until === 'inReview') continue;
    await withActor(web, reviewer, (trx) =>
      decideRevision(
        trx,
        reviewer,
        v.until === 'returned'
          ? {
              no,
              number: 1,
              decision: 'return',
              reasons: [{ field: 'qualifications', message: '請補充應具備的考試及格類科' }],
            }
          : { no, number: 1, decision: 'approve' },
      ),
    );
    const { mode } = content;
    if (
      v.applications > 0 &&
      (mode === 'open' || mode === 'civilService') &&
      (await becomesListed(owner, no))
    )
      await apply(web, keyring, { no, mode }, applicants.slice(2, 2 + v.applications));
  }
}

async function addApplicant(
  owner: Db,
  keyring: Keyring,
  email: string,
  passwordHash: string,
): Promise<string> {
  const id = randomUUID();
  const { key, wrapped } = newDataKey(keyring, `applicant:${id}`);
  await owner
    .insertInto('applicant')
    .values({
      id,
      email_index: blindIndex(keyring, 'email', email),
      password_hash: passwordHash,
      wrapped_key: wrapped,
      profile_enc: sealJson(key, { email, name: '' }, `applicant:${id}:profile`),
      confirmed_at: new Date(),
    })
    .execute();
  return id;
}

/** The worker lists what is approved; without one (within 20 s) the demonstration goes without applications. */
async function becomesListed(owner: Db, no: string): Promise<boolean> {
  for (let i = 0; i < 200; i++) {
    const v = await owner.selectFrom('vacancy').select('stage').where('no', '=', no).executeTakeFirst();
    if (v?.stage === 'listed') return true;
    await new Promise((r) => setTimeout(r, 100));
  }
  return false;
}

const DECLARED = { qualified: true, basis: '公務人員考試及格', adjustments: '' };

async function apply(
  web: Db,
  keyring: Keyring,
  to: { no: string; mode: 'civilService' | 'open' },
  applicantIds: string[],
): Promise<void> {
  const records = demoRecords();
  for (const [i, applicantId] of applicantIds.entries()) {
    const record = records[i % records.length];
    const actor = { kind: 'applicant' as const, applicantId };
    if (record)
      await withActor(web, actor, (trx) =>
        submitApplication(trx, keyring, actor, {
          applicationId: randomUUID(),
          vacancyNo: to.no,
          record,
          particulars: toParticulars(DECLARED, declaringFor(to.mode, record.experience)),
          files: [],
        }),
      );
  }
}
