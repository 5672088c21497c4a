/** Mails that tell applicants of their 資格審查 and of the result: which did not arrive, and sending those once more. */
import { type SqlBool, sql } from 'kysely';
import type { MailState } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { openBriefs } from '../personal.ts';
import { givenUp, type MailTotals, mailTotals, sendMailsAgain, type Unreached } from './mails-again.ts';

type Officer = Actor & { kind: 'officer' };

export const LETTER_KINDS = ['screening', 'result', 'reserveEnded'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** How many lines a page shows; the counts are of all. */
export const LETTER_MAILS_SHOWN = 200;

export interface LetterMail {
  applicationId: string;
  applicationNo: string;
  name: string;
  kind: LetterKind;
  state: MailState;
  attempts: number;
  createdAt: Date;
  /** Refused for good, or tried by nobody any more. */
  givenUp: boolean;
}
export interface LetterMails extends MailTotals {
  /** Those not handed over. */
  rows: LetterMail[];
}

/**
 * Whether `mail_delivery m` is a letter to the open `application a` that still says what holds: of the newest decision,
 * of the newest outcome. A fixed text, so that statements with it may carry a name.
 */
export const STANDING_LETTER = sql<SqlBool>`m.kind in (${sql.join(LETTER_KINDS.map((kind) => sql.lit(kind)))})
  and m.state <> 'replaced' and a.state = 'open' and case m.kind
    when 'screening' then exists (select from screening s where s.application_id = a.id and s.latest
      and m.key = concat('screening:', s.application_id, ':', s.version))
    when 'result' then exists (select from application_result r where r.application_id = a.id
      and m.key = concat('result:', r.application_id, ':', r.version))
    else true end`;
const ofVacancy = (trx: Trx, vacancyNo: string) =>
  trx
    .selectFrom('mail_delivery as m')
    .innerJoin('application as a', 'a.id', 'm.application_id')
    .where(STANDING_LETTER)
    .where('m.vacancy_no', '=', vacancyNo);

/** The ledger of a vacancy's letters, those given up first; seeing the names is one audit event. */
export async function letterMails(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; requestId: string | null },
): Promise<LetterMails> {
  const totals = await mailTotals(ofVacancy(trx, o.vacancyNo), givenUp);
  const rows = await ofVacancy(trx, o.vacancyNo)
    .where('m.state', '<>', 'handedOver')
    .select(['a.id', 'a.no', 'a.brief_enc', 'm.kind', 'm.state', 'm.attempts', 'm.created_at'])
    .select(givenUp.as('given_up'))
    .orderBy(givenUp, 'desc')
    .orderBy('m.created_at', 'desc')
    .orderBy('a.no')
    .limit(LETTER_MAILS_SHOWN)
    .execute();
  const briefs = rows.length > 0 ? await openBriefs(trx, keyring, rows) : new Map();
  if (rows.length > 0)
    await audit(trx, actor, {
      act: 'letter.mails',
      subjectKind: 'vacancy',
      subjectId: o.vacancyNo,
      agencyId: o.agencyId,
      requestId: o.requestId,
      details: { count: rows.length },
    });
  return {
    ...totals,
    rows: rows.map((r) => ({
      applicationId: r.id,
      applicationNo: r.no,
      name: briefs.get(r.id)?.name ?? '',
      kind: r.kind as LetterKind,
      state: r.state,
      attempts: r.attempts,
      createdAt: r.created_at,
      givenUp: r.given_up === true,
    })),
  };
}

/** How many letters would go out again, to everyone of the vacancy or to one person. */
export const unreachedLetters = async (trx: Trx, o: Unreached): Promise<number> =>
  (await mailTotals(unreachedOf(trx, o), givenUp)).total;

const unreachedOf = (trx: Trx, { vacancyNo, only }: Unreached) => {
  const all = ofVacancy(trx, vacancyNo).where(givenUp);
  return only === undefined ? all : all.where('a.id', '=', only);
};

/**
 * Every letter that was given up is mailed once more, under its own Message-ID, to the address the applicant has given by
 * now.
 * @returns how many
 */
export async function lettersAgain(
  trx: Trx,
  actor: Officer,
  o: Unreached & { agencyId: number },
): Promise<number> {
  const again = await sendMailsAgain(trx, unreachedOf(trx, o).select('m.id'));
  if (again > 0)
    await audit(trx, actor, {
      act: 'letter.mailsAgain',
      subjectKind: o.only === undefined ? 'vacancy' : 'application',
      subjectId: o.only ?? o.vacancyNo,
      agencyId: o.agencyId,
      details: { count: again },
    });
  return again;
}
