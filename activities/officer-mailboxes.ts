import { mailKey } from '../db/queries/mails.ts';
import { handlerOf } from './closing-soon.ts';
import type { Deps } from './deps.ts';

/**
 * Where word of what an applicant did goes: to the contact mailbox, or to who took the vacancy over, and to who stands
 * in for her today. Nowhere when she wants no such mails.
 * @returns the ledger's key of each mail with its addressee
 */
export async function officerMailboxes(
  deps: Deps,
  o: { vacancyNo: string; agencyName: string; officerEmail: string; key: string },
): Promise<{ key: string; to: { name: string; address: string } }[]> {
  const handler = await handlerOf(deps, o.vacancyNo, new Date());
  if (handler && !handler.settings.replyAlerts) return [];
  const first = handler?.handedOver
    ? { name: handler.name, address: handler.email }
    : { name: o.agencyName, address: o.officerEmail };
  const deputy = handler?.deputy;
  return [
    ...(first.address ? [{ key: o.key, to: first }] : []),
    ...(deputy ? [{ key: mailKey.deputyCopy(o.key), to: { name: deputy.name, address: deputy.email } }] : []),
  ];
}
