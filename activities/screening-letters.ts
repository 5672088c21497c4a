import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { letterMailData } from '../db/queries/screening-letters.ts';
import { screeningLetterMail } from '../mail/templates/screening-letter.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** To the applicant: what 資格審查 came to, or papers to hand in. A decision changed meanwhile is told to nobody. */
export async function sendScreeningLetter(deps: Deps, applicationId: string, version: number): Promise<void> {
  const key = mailKey.screening(applicationId, version);
  const told = await asWorker(deps, (trx) => letterMailData(trx, deps.keyring, applicationId, version));
  if (!told) return asWorker(deps, (trx) => replaceMail(trx, key));
  const { application: a, ...words } = told;
  const mail = screeningLetterMail({
    ...words,
    name: a.to.name,
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    link: linksOf(deps.config.publicUrl).application(applicationId),
  });
  await handOver(
    deps,
    { key, kind: 'screening', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { name: a.to.name, address: a.to.email } },
  );
}
