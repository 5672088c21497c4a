import { applicationMailData } from '../db/queries/applicant-mail-data.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import {
  applicantsToTell,
  type VacancyWithdrawal,
  withdrawalToTell,
} from '../db/queries/withdrawal-words.ts';
import { withdrawalWords } from '../domain/codes.ts';
import { vacancyWithdrawnMail } from '../mail/templates/vacancy-withdrawn.ts';
import type { VacancyPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { sendEach } from './mail-page.ts';

/** 撤回職缺, told to those who applied. */
export function withdrawalWordActivities(deps: Deps): Pick<VacancyPorts, 'sendWithdrawalWords'> {
  return {
    async sendWithdrawalWords({ vacancyNo, after, limit }) {
      const w = await asWorker(deps, (trx) => withdrawalToTell(trx, vacancyNo));
      if (!w) return { after: null, sent: 0, later: 0 };
      const ids = await asWorker(deps, (trx) => applicantsToTell(trx, { vacancyNo, after, limit }));
      const { sent, later } = await sendEach(ids, (id) => sendWord(deps, id, w));
      return { sent, later, after: ids.length < limit ? null : (ids.at(-1) ?? null) };
    },
  };
}

/** Once for each application; moot for one that was withdrawn or ended meanwhile. */
async function sendWord(
  deps: Deps,
  applicationId: string,
  w: VacancyWithdrawal,
): Promise<'sent' | 'nothing'> {
  const key = mailKey.vacancyWithdrawn(applicationId);
  const a = await asWorker(deps, (trx) => applicationMailData(trx, deps.keyring, applicationId));
  if (!a) {
    await asWorker(deps, (trx) => replaceMail(trx, key));
    return 'nothing';
  }
  const mail = vacancyWithdrawnMail({
    name: a.to.name,
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    withdrawnAt: w.withdrawnAt.toISOString(),
    reason: withdrawalWords(w.reason),
    invited: a.invited,
    contact: w.contact,
    link: linksOf(deps.config.publicUrl).application(applicationId),
  });
  await handOver(
    deps,
    { key, kind: 'vacancyWithdrawn', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { name: a.to.name, address: a.to.email } },
  );
  return 'sent';
}

/** The word that an operator wants tried again; of a withdrawal taken back it is moot. */
export async function sendWithdrawalWordAgain(
  deps: Deps,
  m: { key: string; vacancyNo: string | null },
): Promise<void> {
  const w = await asWorker(deps, (trx) => withdrawalToTell(trx, m.vacancyNo ?? ''));
  if (w) await sendWord(deps, m.key.split(':')[1] ?? '', w);
  else await asWorker(deps, (trx) => replaceMail(trx, m.key));
}
