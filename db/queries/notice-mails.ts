import { type SqlBool, sql } from 'kysely';
import type { MailState } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { openBriefs } from '../personal.ts';
import { givenUp, type MailTotals, mailTotals, sendMailsAgain, type Unreached } from './mails-again.ts';

type Officer = Actor & { kind: 'officer' };

/** How many lines the page shows; the counts are of all. */
export const NOTICE_MAILS_SHOWN = 200;

/** The mail of a live notice to an open application: whether it was handed over to the receiver's mail server. */
export interface NoticeMail {
  applicationId: string;
  applicationNo: string;
  name: string;
  noticeAt: Date;
  replyBy: Date;
  state: MailState;
  attempts: number;
  handedOverAt: Date | null;
  /** Refused for good, or tried by nobody any more. */
  givenUp: boolean;
}
/** Unreached are those given up while the notice can still be answered. */
export interface NoticeMails extends MailTotals {
  rows: NoticeMail[];
}

/** Live notices of open applications with the mail that carries each. */
const carried = (trx: Trx, vacancyNo: string) =>
  trx
    .selectFrom('interview_notice as n')
    .innerJoin('application as a', 'a.id', 'n.application_id')
    .innerJoin('mail_delivery as m', (j) => j.onRef('m.notice_id', '=', 'n.id').on('m.kind', '=', 'notice'))
    .where('n.vacancy_no', '=', vacancyNo)
    .where('n.state', '=', 'live')
    .where('a.state', '=', 'open');
const unreached = sql<SqlBool>`mail_given_up(m.state, m.updated_at) and n.reply_by > clock_timestamp()`;

/** The ledger of a vacancy's notices, those not reached first; seeing the names is one audit event. */
export async function noticeMails(
  trx: Trx,
  keyring: Keyring,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; requestId: string | null },
): Promise<NoticeMails> {
  const totals = await mailTotals(carried(trx, o.vacancyNo), unreached);
  const rows = await carried(trx, o.vacancyNo)
    .select(['a.id', 'a.no', 'a.brief_enc', 'n.created_at', 'n.reply_by'])
    .select(['m.state', 'm.attempts', 'm.handed_over_at', givenUp.as('given_up')])
    .orderBy(givenUp, 'desc')
    .orderBy('n.created_at', 'desc')
    .orderBy('a.no')
    .limit(NOTICE_MAILS_SHOWN)
    .execute();
  const briefs = rows.length > 0 ? await openBriefs(trx, keyring, rows) : new Map();
  await audit(trx, actor, {
    act: 'notice.mails',
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
      noticeAt: r.created_at,
      replyBy: r.reply_by,
      state: r.state,
      attempts: r.attempts,
      handedOverAt: r.handed_over_at,
      givenUp: r.given_up === true,
    })),
  };
}

const unreachedOf = (trx: Trx, { vacancyNo, only }: Unreached) => {
  const all = carried(trx, vacancyNo).where(unreached);
  return only === undefined ? all : all.where('a.id', '=', only);
};

/** How many notices would go out again. */
export const unreachedNotices = async (trx: Trx, o: Unreached): Promise<number> =>
  (await mailTotals(unreachedOf(trx, o), unreached)).total;

/**
 * 再寄給未送達者: every notice of the vacancy that was not reached and can still be answered is mailed once more,
 * under its own Message-ID, to the address the applicant has given by now.
 * @returns how many
 */
export async function noticeMailsAgain(
  trx: Trx,
  actor: Officer,
  o: Unreached & { agencyId: number },
): Promise<number> {
  const again = await sendMailsAgain(trx, unreachedOf(trx, o).select('m.id'));
  await audit(trx, actor, {
    act: 'notice.mailsAgain',
    subjectKind: o.only === undefined ? 'vacancy' : 'application',
    subjectId: o.only ?? o.vacancyNo,
    agencyId: o.agencyId,
    details: { count: again },
  });
  return again;
}
