import { randomUUID } from 'node:crypto';
import type { Db } from '../../db/actor.ts';
import { blindIndex, newDataKey, sealJson } from '../../db/crypto.ts';
import type { Keyring } from '../../db/keyring.ts';
import { openSignIn } from '../../db/queries/sign-ins.ts';

/** A browser that is signed in. */
export interface SignedIn {
  cookie: string;
  csrf: string;
}

async function signIn(owner: Db, who: { accountId: string } | { applicantId: string }): Promise<SignedIn> {
  const { token, csrf } = await owner
    .transaction()
    .execute((trx) => openSignIn(trx, { ...who, way: 'account', hours: 12 }));
  return { cookie: `sid=${token}`, csrf };
}

/** An account of the back office; its password is unusable, its sign-in is open. */
export async function staff(
  owner: Db,
  login: string,
  role: 'officer' | 'operator',
  agencyIds: readonly number[] = [],
): Promise<SignedIn> {
  const { id } = await owner
    .insertInto('account')
    .values({ login, role, name: `測試${login}`, email: `${login}@agency.example`, password_hash: '-' })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (agencyIds.length > 0)
    await owner
      .insertInto('account_agency')
      .values(agencyIds.map((agency_id) => ({ account_id: id, agency_id })))
      .execute();
  return signIn(owner, { accountId: id });
}

/** Applicants with confirmed mailboxes, signed in. */
export async function applicantsOf(owner: Db, keyring: Keyring, count: number): Promise<SignedIn[]> {
  const people = Array.from({ length: count }, (_, i) => {
    const id = randomUUID();
    const email = `bench${i}@mail.example`;
    const { key, wrapped } = newDataKey(keyring, `applicant:${id}`);
    return {
      id,
      email_index: blindIndex(keyring, 'email', email),
      password_hash: '-',
      wrapped_key: wrapped,
      profile_enc: sealJson(key, { email, name: '測試姓名' }, `applicant:${id}:profile`),
      confirmed_at: new Date(),
    };
  });
  for (let i = 0; i < people.length; i += 500)
    await owner
      .insertInto('applicant')
      .values(people.slice(i, i + 500))
      .execute();
  const signed: SignedIn[] = [];
  for (const { id } of people) signed.push(await signIn(owner, { applicantId: id }));
  return signed;
}
