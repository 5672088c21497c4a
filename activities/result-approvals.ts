import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { resultApprovalData } from '../db/queries/result-approval-mails.ts';
import { resultApprovalMail } from '../mail/templates/result-approval.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** To an officer who may approve a result that a colleague drew up; decided about meanwhile, it is told to nobody. */
export async function sendResultApproval(
  deps: Deps,
  o: { vacancyNo: string; version: number; accountId: string },
): Promise<void> {
  const key = mailKey.resultApproval(o.vacancyNo, o.version, o.accountId);
  const found = await asWorker(deps, (trx) => resultApprovalData(trx, o));
  if (!found) return asWorker(deps, (trx) => replaceMail(trx, key));
  const { agencyId, to, ...words } = found;
  const mail = resultApprovalMail({
    ...words,
    name: to.name,
    vacancyNo: o.vacancyNo,
    drawnAt: words.drawnAt.toISOString(),
    link: linksOf(deps.config.publicUrl).results(o.vacancyNo),
  });
  const row = {
    kind: 'resultApproval',
    vacancyNo: o.vacancyNo,
    account_id: o.accountId,
    agency_id: agencyId,
  };
  await handOver(deps, { key, ...row }, { ...mail, to: { name: to.name, address: to.email } });
}
