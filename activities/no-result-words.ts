import { applicationMailData } from '../db/queries/applicant-mail-data.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import {
  applicantsWithoutResult,
  endingWithoutResult,
  type WithoutResult,
} from '../db/queries/no-result-words.ts';
import { endedWithoutResultMail } from '../mail/templates/ended-without-result.ts';
import type { VacancyPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { sendEach } from './mail-page.ts';

/** 徵才結束, told to those who still wait for a result when the vacancy is archived. */
export function noResultWordActivities(deps: Deps): Pick<VacancyPorts, 'sendNoResultWords'> {
  return {
    async sendNoResultWords({ vacancyNo, after, limit }) {
      const w = await asWorker(deps, (trx) => endingWithoutResult(trx, vacancyNo));
      if (!w) return { after: null, sent: 0, later: 0 };
      const ids = await asWorker(deps, (trx) => applicantsWithoutResult(trx, { vacancyNo, after, limit }));
      const { sent, later } = await sendEach(ids, (id) => sendWord(deps, id, w));
      return { sent, later, after: ids.length < limit ? null : (ids.at(-1) ?? null) };
    },
  };
}

/** Once for each application; moot for one that was withdrawn meanwhile. */
async function sendWord(deps: Deps, applicationId: string, w: WithoutResult): Promise<'sent' | 'nothing'> {
  const key = mailKey.noResult(applicationId);
  const a = await asWorker(deps, (trx) => applicationMailData(trx, deps.keyring, applicationId));
  if (!a) {
    await asWorker(deps, (trx) => replaceMail(trx, key));
    return 'nothing';
  }
  const mail = endedWithoutResultMail({
    name: a.to.name,
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    closedAt: w.closedAt.toISOString(),
    contact: w.contact,
    link: linksOf(deps.config.publicUrl).myApplications(),
  });
  await handOver(
    deps,
    { key, kind: 'noResult', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { name: a.to.name, address: a.to.email } },
  );
  return 'sent';
}

/** The word that an operator wants tried again; moot once a result came or the personal data is gone. */
export async function sendNoResultWordAgain(
  deps: Deps,
  m: { key: string; vacancyNo: string | null },
): Promise<void> {
  const w = await asWorker(deps, (trx) => endingWithoutResult(trx, m.vacancyNo ?? ''));
  if (w) await sendWord(deps, m.key.split(':')[1] ?? '', w);
  else await asWorker(deps, (trx) => replaceMail(trx, m.key));
}
