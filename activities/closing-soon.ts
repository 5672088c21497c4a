import { mailKey } from '../db/queries/mails.ts';
import { type VacancyHandler, vacancyHandler } from '../db/queries/vacancy-handler.ts';
import type { VacancyMailData } from '../db/queries/vacancy-mail-data.ts';
import { taipeiDay } from '../domain/taipei-time.ts';
import { closingSoonMail } from '../mail/templates/closing-soon.ts';
import { asWorker, type Deps } from './deps.ts';
import { allHandedOver, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

const SOON_MS = 3 * 86_400_000;

/** Who has a vacancy in hand on the Taipei day of `now`; undefined for an import. */
export const handlerOf = (deps: Deps, no: string, now: Date): Promise<VacancyHandler | undefined> =>
  asWorker(deps, (trx) => vacancyHandler(trx, no, taipeiDay(now)));

/**
 * Once for each closing day, with the first daily round of its last three days: to the officer's own address and to who
 * stands in for her. An extension makes another closing day.
 */
export async function sendClosingSoon(
  deps: Deps,
  v: VacancyMailData,
  handler: VacancyHandler | undefined,
): Promise<void> {
  if (!handler?.settings.closingSoon || v.stage !== 'listed' || !v.closesAt) return;
  const left = v.closesAt.getTime() - v.now.getTime();
  if (left <= 0 || left > SOON_MS) return;
  const key = mailKey.closingSoon(v.no, taipeiDay(v.closesAt));
  const facts = {
    agency: v.agencyName,
    vacancyNo: v.no,
    title: v.title,
    closesAt: v.closesAt.toISOString(),
    total: v.total,
    link: linksOf(deps.config.publicUrl).vacancy(v.no),
  };
  const to = (key: string, insteadOf: string | null, { name, email }: { name: string; email: string }) =>
    handOver(
      deps,
      { key, kind: 'closingSoon', vacancyNo: v.no, agency_id: v.agencyId },
      { ...closingSoonMail({ ...facts, insteadOf }), to: { name, address: email } },
    );
  await allHandedOver([
    to(key, null, handler),
    ...(handler.deputy ? [to(mailKey.deputyCopy(key), handler.name, handler.deputy)] : []),
  ]);
}
