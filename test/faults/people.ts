import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, type Db, withActor } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { blindIndex, newDataKey, sealJson } from '../../db/crypto.ts';
import { openSignIn } from '../../db/queries/sign-ins.ts';
import { createDraft, submitVacancy } from '../../db/queries/vacancies.ts';
import { decideRevision } from '../../db/queries/vacancy-review.ts';
import { demoVacancies } from '../../dev/demo-content.ts';
import { addDays, taipeiDay } from '../../domain/roc-date.ts';
import type { Material, Person, SignedIn } from './acts.ts';
import { apply, notify } from './invite.ts';
import type { Stand } from './stand.ts';

export type Officer = Actor & { kind: 'officer' };

/** Everybody of a stand, and what lasts over all its windows. */
export interface Town {
  web: Db;
  agency: { id: number; code: string; name: string };
  officers: (Officer & SignedIn)[];
  reviewer: Actor & { kind: 'reviewer' };
  people: Person[];
  /** Those who keep their résumés and apply nowhere. */
  writers: Person[];
  /** Those who only the nemesis sends, to see whether the whole road works again. */
  scouts: Person[];
  notices: Material['notices'];
  retrieve: Material['retrieve'];
}

const OFFICERS = 4;
const PEOPLE = 36;
const WRITERS = 4;
const SCOUTS = 60;
const REPLIERS = 12;

/** Fills an empty stand through the same acts that people use; sign-ins are made in advance. */
export async function settle(s: Stand): Promise<Town> {
  const web = connect({ url: s.stack.env.DATABASE_URL ?? '', max: 4, name: 'faults-people' });
  const agency = await s.owner
    .insertInto('agency')
    .values({ code: 'A58000000A', name: '行政院人事行政總處', address: '臺北市中正區測試路 1 號' })
    .returning(['id', 'code', 'name'])
    .executeTakeFirstOrThrow();
  const officers = [];
  for (let i = 1; i <= OFFICERS; i++) {
    const accountId = await account(s.owner, `officer${i}`, 'officer', agency.id);
    const signIn = await signedIn(s.owner, { accountId });
    officers.push({ kind: 'officer' as const, accountId, agencyIds: [agency.id], ...signIn });
  }
  const reviewer = { kind: 'reviewer' as const, accountId: await account(s.owner, 'reviewer', 'reviewer') };
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => person(s, `person${i}`)));
  const writers = await Promise.all(Array.from({ length: WRITERS }, (_, i) => person(s, `writer${i}`)));
  const scouts = await Promise.all(Array.from({ length: SCOUTS }, (_, i) => person(s, `scout${i}`)));
  const town: Town = {
    web,
    agency,
    officers,
    reviewer,
    people,
    writers,
    scouts,
    notices: [],
    retrieve: { no: '', applicationIds: [] },
  };

  const [no = ''] = await listings(s, town, ['open']);
  const ids = await Promise.all(people.slice(0, REPLIERS).map((p) => apply(s, web, no, p)));
  town.retrieve = { no, applicationIds: ids };
  town.notices = await notify(s, town, no, ids);
  await until(60_000, 'the résumés of the town', async () => {
    const left = await s.owner
      .selectFrom('application')
      .select('id')
      .where('vacancy_no', '=', no)
      .where('production_state', '<>', 'produced')
      .execute();
    return left.length === 0;
  });
  return town;
}

/** Vacancies registered, approved and listed by their own running workflows. */
export async function listings(
  s: Stand,
  t: Town,
  modes: readonly ('civilService' | 'open')[],
): Promise<string[]> {
  const now = new Date();
  const [official, open] = demoVacancies(now).map((v) => v.content);
  const nos: string[] = [];
  for (const mode of modes) {
    const base = mode === 'open' ? open : official;
    if (!base) throw new Error('no demonstration content');
    const content = {
      ...base,
      agencyCode: t.agency.code,
      agencyName: t.agency.name,
      listedTo: addDays(taipeiDay(now), 30),
    };
    const officer = t.officers[0] as Officer;
    const no = await withActor(t.web, officer, async (trx) => {
      const made = await createDraft(trx, officer, { agencyId: t.agency.id, content, now });
      await submitVacancy(trx, officer, { no: made, version: 1, now });
      return made;
    });
    await withActor(t.web, t.reviewer, (trx) =>
      decideRevision(trx, t.reviewer, { no, number: 1, decision: 'approve' }),
    );
    nos.push(no);
  }
  await until(90_000, 'the listings of a window', async () => {
    const listed = await s.owner
      .selectFrom('vacancy')
      .select('no')
      .where('no', 'in', nos)
      .where('stage', '=', 'listed')
      .execute();
    return listed.length === nos.length;
  });
  return nos;
}

/** Waits for something outside; the stand's own servers are well when this is asked for. */
export async function until(limitMs: number, what: string, check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + limitMs; ; await sleep(150)) {
    if (await check().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
  }
}

async function account(
  owner: Db,
  login: string,
  role: 'officer' | 'reviewer',
  agencyId?: number,
): Promise<string> {
  const { id } = await owner
    .insertInto('account')
    .values({ login, role, name: `測試${login}`, email: `${login}@agency.example`, password_hash: '-' })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (agencyId)
    await owner.insertInto('account_agency').values({ account_id: id, agency_id: agencyId }).execute();
  return id;
}

async function signedIn(owner: Db, who: { accountId: string } | { applicantId: string }): Promise<SignedIn> {
  const { token, csrf } = await owner
    .transaction()
    .execute((trx) => openSignIn(trx, { ...who, way: 'account', hours: 12 }));
  return { cookie: `sid=${token}`, csrf };
}

async function person(s: Stand, name: string): Promise<Person> {
  const id = randomUUID();
  const email = `${name}@mail.example`;
  const { key, wrapped } = newDataKey(s.keyring, `applicant:${id}`);
  await s.owner
    .insertInto('applicant')
    .values({
      id,
      email_index: blindIndex(s.keyring, 'email', email),
      password_hash: '-',
      wrapped_key: wrapped,
      profile_enc: sealJson(key, { email, name: '測試姓名' }, `applicant:${id}:profile`),
      confirmed_at: new Date(),
    })
    .execute();
  return { id, email, ...(await signedIn(s.owner, { applicantId: id })) };
}
