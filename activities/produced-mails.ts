import { applicationMailData } from '../db/queries/applicant-mail-data.ts';
import { replaceMail } from '../db/queries/mails.ts';
import { documentOf } from '../db/queries/produced-mails.ts';
import { resumeProducedMail } from '../mail/templates/resume-produced.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** 履歷已產製, to the applicant; moot for one that was withdrawn or ended meanwhile. */
export async function sendProduced(deps: Deps, key: string, applicationId: string): Promise<void> {
  const found = await asWorker(deps, async (trx) => {
    const a = await applicationMailData(trx, deps.keyring, applicationId);
    const document = a && (await documentOf(trx, applicationId));
    return document && { a, document };
  });
  if (!found) return asWorker(deps, (trx) => replaceMail(trx, key));
  const { a, document } = found;
  const mail = resumeProducedMail({
    name: a.to.name,
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    producedAt: document.producedAt.toISOString(),
    missing: document.missing,
    link: linksOf(deps.config.publicUrl).application(applicationId),
  });
  await handOver(
    deps,
    { key, kind: 'produced', vacancyNo: a.vacancyNo, ...a.ids },
    { ...mail, to: { name: a.to.name, address: a.to.email } },
  );
}
