/** Letters to applicants about their 資格審查: put with the decision, read by both sides, sent by the worker. */
import { type SqlBool, sql } from 'kysely';
import type { ScreeningLetter, ToldOutcome } from '../../domain/screening-letter.ts';
import type { MailState } from '../../domain/status.ts';
import type { Trx } from '../actor.ts';
import { open, seal } from '../crypto.ts';
import type { Keyring } from '../keyring.ts';
import { put } from '../outbox.ts';
import { loadDataKey } from '../personal.ts';
import { type ApplicationMailData, applicationMailData } from './applicant-mail-data.ts';
import { recordMail, stopMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';

const aad = (applicationId: string, version: number): string => `screeningLetter:${applicationId}:${version}`;

/** One letter for each of these decisions, its mail begun. Inside the transaction of the decisions. */
export async function putLetters(
  trx: Trx,
  decided: readonly {
    application_id: string;
    version: number;
    vacancy_no: string;
    agency_id: number;
    applicant_id: string | null;
    key: Buffer;
  }[],
  o: ScreeningLetter & { outcome: ToldOutcome },
): Promise<void> {
  for (const { key, vacancy_no, ...of } of decided) {
    const { application_id: id, version } = of;
    await trx
      .insertInto('screening_letter')
      .values({
        ...of,
        outcome: o.outcome,
        hand_in_by: o.handInBy || null,
        letter_enc: seal(key, o.text, aad(id, version)),
      })
      .execute();
    const mail = { application_id: id, applicant_id: of.applicant_id, agency_id: of.agency_id };
    const row = { key: mailKey.screening(id, version), kind: 'screening', vacancyNo: vacancy_no, ...mail };
    await put(trx, { kind: 'startMail', target: await recordMail(trx, row), key: `mail:${row.key}` });
  }
}

/** What an earlier decision would still tell is told to nobody any more. */
export async function stopLetters(
  trx: Trx,
  decided: readonly { application_id: string; version: number }[],
): Promise<void> {
  for (const { application_id, version } of decided)
    if (version > 1) await stopMail(trx, mailKey.screening(application_id, version - 1));
}

export interface SentLetter {
  version: number;
  outcome: ToldOutcome;
  handInBy: string | null;
  /** Null when the personal data was deleted. */
  text: string | null;
  toldAt: Date;
  mail: MailState | null;
  /** Its mail was given up, and it still says what holds. */
  unreached: boolean;
}

const unreached = sql<SqlBool>`coalesce(mail_given_up(m.state, m.updated_at), false) and exists (
  select from screening s where s.application_id = l.application_id and s.latest and s.version = l.version)`;

/** Every letter to a person, oldest first, with the state of its mail. As officer, or as the applicant herself. */
export async function lettersTo(trx: Trx, keyring: Keyring, applicationId: string): Promise<SentLetter[]> {
  const rows = await trx
    .selectFrom('screening_letter as l')
    .leftJoin('mail_delivery as m', (j) =>
      j.on('m.key', '=', sql<string>`concat('screening:', l.application_id, ':', l.version)`),
    )
    .select(['l.version', 'l.outcome', 'l.hand_in_by', 'l.letter_enc', 'l.told_at'])
    .select(['m.state', unreached.as('unreached')])
    .where('l.application_id', '=', applicationId)
    .orderBy('l.version')
    .execute();
  if (rows.length === 0) return [];
  const key = await loadDataKey(trx, keyring, applicationId);
  return rows.map((row) => ({
    version: row.version,
    outcome: row.outcome,
    handInBy: row.hand_in_by,
    text: key && row.letter_enc ? openLetter(key, applicationId, row.version, row.letter_enc) : null,
    toldAt: row.told_at,
    mail: row.state,
    unreached: row.unreached === true,
  }));
}

const openLetter = (key: Buffer, applicationId: string, version: number, sealed: Buffer): string =>
  open(key, sealed, aad(applicationId, version)).toString('utf8');

export interface LetterMailData {
  application: ApplicationMailData;
  outcome: ToldOutcome;
  handInBy: string | null;
  letter: string;
  /** 聯絡方式 of the vacancy. */
  contact: string;
}

/** @returns undefined when a later decision took its place, or the application or its data is gone. As the worker. */
export async function letterMailData(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
  version: number,
): Promise<LetterMailData | undefined> {
  const row = await trx
    .selectFrom('screening_letter as l')
    .innerJoin('screening as s', (j) =>
      j.onRef('s.application_id', '=', 'l.application_id').onRef('s.version', '=', 'l.version'),
    )
    .innerJoin('vacancy as v', 'v.no', 's.vacancy_no')
    .select(['l.outcome', 'l.hand_in_by', 'l.letter_enc', 'v.content'])
    .where('l.application_id', '=', applicationId)
    .where('l.version', '=', version)
    .where('s.latest', '=', true)
    .executeTakeFirst();
  const application = row && (await applicationMailData(trx, keyring, applicationId));
  const key = application && (await loadDataKey(trx, keyring, applicationId));
  if (!row?.letter_enc || !application || !key) return undefined;
  return {
    application,
    outcome: row.outcome,
    handInBy: row.hand_in_by,
    letter: openLetter(key, applicationId, version, row.letter_enc),
    contact: row.content.contact,
  };
}
