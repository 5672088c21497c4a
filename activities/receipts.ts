import { applicationMailData, handedInRecord } from '../db/queries/applicant-mail-data.ts';
import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { filledParts } from '../domain/resume-filled.ts';
import { receiptMail } from '../mail/templates/receipt.ts';
import type { ApplicationPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { firstTries } from './first-tries.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** The applicant's proof that her application, or a change of it, was recorded. */
export function receiptActivities(deps: Deps): Pick<ApplicationPorts, 'sendReceipt'> {
  const links = linksOf(deps.config.publicUrl);
  return {
    sendReceipt: firstTries(async ({ applicationId, version }) => {
      const key = mailKey.receipt(applicationId, version);
      const a = await asWorker(deps, async (trx) => {
        const data = await applicationMailData(trx, deps.keyring, applicationId);
        // Withdrawn, or changed again since: that version's own receipt says what counts now.
        if (data && data.version === version) {
          const record = await handedInRecord(trx, deps.keyring, applicationId);
          return { ...data, parts: record ? filledParts(record) : [] };
        }
        await replaceMail(trx, key);
        return undefined;
      });
      if (!a) return;
      const mail = receiptMail({
        name: a.to.name,
        agency: a.agencyName,
        vacancyNo: a.vacancyNo,
        title: a.title,
        applicationNo: a.applicationNo,
        receivedAt: (version > 1 ? a.updatedAt : a.submittedAt).toISOString(),
        version,
        mode: a.mode,
        attachments: a.attachments,
        parts: a.parts,
        link: links.application(applicationId),
      });
      const to = { name: a.to.name, address: a.to.email };
      await handOver(deps, { key, kind: 'receipt', vacancyNo: a.vacancyNo, ...a.ids }, { ...mail, to });
    }),
  };
}
