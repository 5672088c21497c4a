/** The accounts of the demonstration's back office. */
import type { Db } from '../db/actor.ts';
import type { Keyring } from '../db/keyring.ts';
import { hashPassword } from '../web/account/passwords.ts';

/** Everyone of the demonstration; the passwords are printed at every start and guard invented data only. */
export const STAFF = [
  {
    role: 'officer',
    words: '人事人員 officer',
    name: '測試人事人員',
    login: 'officer',
    password: 'Demo-officer-115',
    where: '/officer/vacancies',
  },
  {
    role: 'officer',
    words: '人事人員 colleague',
    name: '測試人事同仁',
    login: 'colleague',
    password: 'Demo-colleague-115',
    where: '/officer/vacancies',
  },
  {
    role: 'reviewer',
    words: '審核人員 reviewer',
    name: '測試審核人員',
    login: 'reviewer',
    password: 'Demo-reviewer-115',
    where: '/review',
  },
  {
    role: 'agencyAdmin',
    words: '機關管理人員 agency administrator',
    name: '測試機關管理人員',
    login: 'manager',
    password: 'Demo-manager-115',
    where: '/agency/accounts',
  },
  {
    role: 'operator',
    words: '維運人員 operator',
    name: '測試維運人員',
    login: 'operator',
    password: 'Demo-operator-115',
    where: '/ops',
  },
  {
    role: 'auditor',
    words: '稽核人員 auditor',
    name: '測試稽核人員',
    login: 'auditor',
    password: 'Demo-auditor-115',
    where: '/ops',
  },
] as const;
/** Adds those that are not there yet, officers and their administrator to these agencies. @returns their ids by login */
export async function addStaff(
  owner: Db,
  keyring: Keyring,
  agencyIds: readonly number[],
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const a of STAFF) {
    const row = await owner
      .insertInto('account')
      .values({
        login: a.login,
        role: a.role,
        name: a.name,
        email: `${a.login}@agency.example`,
        password_hash: await hashPassword(keyring, a.password),
      })
      .onConflict((oc) => oc.column('login').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!row) continue;
    ids[a.login] = row.id;
    if (a.role === 'officer' || a.role === 'agencyAdmin')
      await owner
        .insertInto('account_agency')
        .values(agencyIds.map((agency_id) => ({ account_id: row.id, agency_id })))
        .execute();
  }
  return ids;
}

/**
 * At a later start: what a newer version of the demonstration has besides, in the agencies of its officer; and the
 * passwords that are printed lead in, however old the data is.
 */
export async function keepStaff(owner: Db, keyring: Keyring): Promise<void> {
  const present = await owner.selectFrom('account').select('login').execute();
  if (STAFF.some(({ login }) => !present.some((one) => one.login === login))) {
    const agencies = await owner
      .selectFrom('account_agency as g')
      .innerJoin('account as a', 'a.id', 'g.account_id')
      .select('g.agency_id')
      .where('a.login', '=', 'officer')
      .execute();
    await addStaff(
      owner,
      keyring,
      agencies.map((one) => one.agency_id),
    );
  }
  await owner
    .updateTable('account')
    .set({ password_set_at: new Date() })
    .where(
      'login',
      'in',
      STAFF.map(({ login }) => login),
    )
    .execute();
}
