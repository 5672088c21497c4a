/** The reserve list after a result was sent: a post declined, the next who is offered it, and 遞補 by an officer. */
import { type SqlBool, sql } from 'kysely';
import { MOVED_UP_LETTER } from '../../domain/result-rules.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { isId } from '../ids.ts';
import type { Keyring } from '../keyring.ts';
import { put, putAll } from '../outbox.ts';
import { loadDataKey, openLetter, sealLetter } from '../personal.ts';
import { recordMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';
import { resultChanged } from './results.ts';

type Officer = Actor & { kind: 'officer' };
type Applicant = Actor & { kind: 'applicant' };
const WORKER = { kind: 'worker' } as const;

export type MovedUp = { ok: true } | { ok: false; why: 'notReserve' | 'notNext' };

/**
 * 遞補: the first of the living reserve list becomes 正取 and is told by a letter of her own. Who was selected before
 * stays recorded as that; why a post became free is the agency's file.
 */
export async function moveUp(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; applicationId: string; letter: string },
): Promise<MovedUp> {
  const living = await livingReserves(trx, o.vacancyNo);
  const [first] = living;
  if (!first || !living.some((r) => r.application_id === o.applicationId))
    return { ok: false, why: 'notReserve' };
  if (first.application_id !== o.applicationId) return { ok: false, why: 'notNext' };
  const key = await loadDataKey(trx, keyring, o.applicationId);
  if (!key) return { ok: false, why: 'notReserve' };
  const version = first.version + 1;
  await trx
    .updateTable('application_result')
    .set({
      outcome: 'selected',
      version,
      letter_enc: sealLetter(key, o.applicationId, version, o.letter),
      decided_by: actor.accountId,
      decided_at: sql<Date>`clock_timestamp()`,
    })
    .where('application_id', '=', o.applicationId)
    .execute();
  await audit(trx, actor, {
    act: 'result.moveUp',
    subjectKind: 'application',
    subjectId: o.applicationId,
    agencyId: first.agency_id,
    details: { version },
  });
  await putAll(trx, [resultChanged(o.applicationId, version)]);
  return { ok: true };
}

export type Declined = { ok: true } | { ok: false; why: 'notSelected' };

/**
 * A post declined, for good: by who was selected, or by an officer whom she told. The application's workflow offers it
 * to the next in reserve.
 */
export async function declinePost(
  trx: Trx,
  keyring: Keyring,
  actor: Officer | Applicant,
  applicationId: string,
): Promise<Declined> {
  const row = isId(applicationId)
    ? await trx
        .selectFrom('application_result as r')
        .innerJoin('application as a', 'a.id', 'r.application_id')
        .select(['r.version', 'r.agency_id', 'r.letter_enc'])
        .where('r.application_id', '=', applicationId)
        .where('a.state', '=', 'open')
        .where('r.outcome', '=', 'selected')
        .where('r.declined_at', 'is', null)
        .forUpdate('r')
        .executeTakeFirst()
    : undefined;
  const key = row && (await loadDataKey(trx, keyring, applicationId));
  if (!row?.letter_enc || !key) return { ok: false, why: 'notSelected' };
  const version = row.version + 1;
  const letter = openLetter(key, applicationId, row.version, row.letter_enc);
  const by = actor.kind === 'officer' ? { declined_by: actor.accountId, decided_by: actor.accountId } : {};
  await trx
    .updateTable('application_result')
    .set({
      ...by,
      declined_at: sql<Date>`clock_timestamp()`,
      version,
      letter_enc: sealLetter(key, applicationId, version, letter),
    })
    .where('application_id', '=', applicationId)
    .execute();
  await audit(trx, actor, {
    act: 'result.decline',
    subjectKind: 'application',
    subjectId: applicationId,
    agencyId: row.agency_id,
    details: { version },
  });
  await putAll(trx, [resultChanged(applicationId, version)]);
  return { ok: true };
}

/**
 * Offers the place of one selected who declined, or whose application is withdrawn for good, to the first of the living
 * reserve list, and gives word to the officer; once for each place. Otherwise changes nothing.
 */
export async function offerNext(trx: Trx, keyring: Keyring, applicationId: string): Promise<void> {
  const place = await trx
    .selectFrom('application_result as r')
    .innerJoin('application as a', 'a.id', 'r.application_id')
    .select(['r.vacancy_no', 'r.agency_id'])
    .where('r.application_id', '=', applicationId)
    .where('r.outcome', '=', 'selected')
    .where((eb) => eb.or([eb('r.declined_at', 'is not', null), eb('a.state', '=', 'withdrawn')]))
    .forUpdate('r')
    .executeTakeFirst();
  if (!place) return;
  const key = mailKey.placeFree(applicationId);
  const before = await trx.selectFrom('mail_delivery').select('id').where('key', '=', key).executeTakeFirst();
  if (before) return;
  const mailId = await recordMail(trx, {
    key,
    kind: 'placeFree',
    vacancyNo: place.vacancy_no,
    application_id: applicationId,
    agency_id: place.agency_id,
  });
  await put(trx, { kind: 'startMail', target: mailId, key: `mail:${key}` });
  const [next] = await livingReserves(trx, place.vacancy_no);
  const dataKey = next && (await loadDataKey(trx, keyring, next.application_id));
  if (!next || !dataKey) return;
  const version = next.version + 1;
  await trx
    .updateTable('application_result')
    .set({
      outcome: 'selected',
      version,
      stands_in_for: applicationId,
      letter_enc: sealLetter(dataKey, next.application_id, version, MOVED_UP_LETTER),
      decided_at: sql<Date>`clock_timestamp()`,
    })
    .where('application_id', '=', next.application_id)
    .execute();
  await audit(trx, WORKER, {
    act: 'result.offerNext',
    subjectKind: 'application',
    subjectId: next.application_id,
    agencyId: place.agency_id,
    workflowId: `application-${applicationId}`,
    details: { version, insteadOf: applicationId },
  });
  await putAll(trx, [resultChanged(next.application_id, version)]);
}

/** The living reserve list in the order of its ranks, locked. */
const livingReserves = (trx: Trx, vacancyNo: string) =>
  trx
    .selectFrom('application_result as r')
    .innerJoin('application as a', 'a.id', 'r.application_id')
    .select(['r.application_id', 'r.version', 'r.agency_id'])
    .where('r.vacancy_no', '=', vacancyNo)
    .where('a.state', '=', 'open')
    .where(livingReserve)
    .orderBy('r.rank')
    .forUpdate('r')
    .execute();

/** A place in reserve that has not ended, by the database's clock; the table goes by `r`. */
const livingReserve = sql<SqlBool>`r.outcome = 'reserve' and r.reserve_ended_at is null
  and r.reserve_until > clock_timestamp()`;
