import { reviewMailData, withdrawnMailData } from '../db/queries/act-mail-data.ts';
import { applicationMailData } from '../db/queries/applicant-mail-data.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { applicationCorrectedMail } from '../mail/templates/application-corrected.ts';
import { applicationWithdrawnMail } from '../mail/templates/application-withdrawn.ts';
import { reviewOutcomeMail } from '../mail/templates/review-outcome.ts';
import { asWorker, type Deps } from './deps.ts';
import { allHandedOver, handOver } from './hand-over.ts';
import { officerWithdrawn, withdrawnCalendar } from './interview.ts';
import { interviewOffMails } from './interview-off.ts';
import { linksOf } from './links.ts';

/** To whoever filled in the form: 審核通過 or 退回補正 with its reasons. */
export async function sendReviewOutcome(deps: Deps, no: string, number: number): Promise<void> {
  const r = await asWorker(deps, (trx) => reviewMailData(trx, no, number));
  if (!r) return;
  const mail = reviewOutcomeMail({
    ...r.facts,
    link: linksOf(deps.config.publicUrl).vacancy(no),
  });
  const row = { key: `review:${no}:${number}`, kind: 'reviewOutcome', vacancyNo: no, agency_id: r.agencyId };
  await handOver(deps, row, { ...mail, to: r.to });
}

/** To the contact mailbox of an agency that retrieved before: corrected since. One corrected again is told once. */
export async function sendCorrection(deps: Deps, applicationId: string, version: number): Promise<void> {
  const key = `correction:${applicationId}:${version}`;
  const a = await asWorker(deps, (trx) => applicationMailData(trx, deps.keyring, applicationId));
  if (a?.version !== version || !a.officerEmail) return asWorker(deps, (trx) => replaceMail(trx, key));
  const mail = applicationCorrectedMail({
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    correctedAt: a.updatedAt.toISOString(),
    link: linksOf(deps.config.publicUrl).applicants(a.vacancyNo),
  });
  await handOver(
    deps,
    { key, kind: 'correction', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { address: a.officerEmail } },
  );
}

/**
 * To the applicant: the application is withdrawn; one taken back meanwhile is told nothing. An interview it had been
 * invited to goes out of her calendar, and the officer hears of it.
 */
export async function sendWithdrawn(deps: Deps, applicationId: string, version: number): Promise<void> {
  const w = await asWorker(deps, (trx) => withdrawnMailData(trx, deps.keyring, applicationId, version));
  const key = `withdrawn:${applicationId}:${version}`;
  if (!w) return asWorker(deps, (trx) => replaceMail(trx, key));
  const mail = applicationWithdrawnMail({
    ...w.facts,
    interviewOff: w.notice !== undefined,
    link: linksOf(deps.config.publicUrl).application(applicationId),
  });
  const { notice } = w;
  const told = handOver(
    deps,
    { key, kind: 'withdrawn', vacancyNo: w.facts.vacancyNo, ...w.ids },
    { ...mail, to: w.to, attachments: notice ? withdrawnCalendar(notice) : [] },
  );
  const officer = notice
    ? await interviewOffMails(deps, notice, {
        key: mailKey.interviewOff(notice.noticeId, 'applicationWithdrawn'),
        why: 'applicationWithdrawn',
        since: w.withdrawnAt,
        interviewAt: notice.interviewAt,
        attachments: officerWithdrawn(notice),
      })
    : [];
  await allHandedOver([told, ...officer]);
}
