import { mailKey, replaceDigests, replaceMail } from '../db/queries/mails.ts';
import { reminderDue } from '../db/queries/vacancy-clock.ts';
import type { VacancyHandler } from '../db/queries/vacancy-handler.ts';
import { sinceLastDigest, type VacancyMailData, vacancyMailData } from '../db/queries/vacancy-mail-data.ts';
import { taipeiDay } from '../domain/taipei-time.ts';
import { archiveWarningMail } from '../mail/templates/archive-warning.ts';
import { closingNoticeMail } from '../mail/templates/closing-notice.ts';
import { digestMail } from '../mail/templates/digest.ts';
import { resultReminderMail } from '../mail/templates/result-reminder.ts';
import type { VacancyPorts } from '../workflows/ports.ts';
import { handlerOf, sendClosingSoon } from './closing-soon.ts';
import { asWorker, type Deps } from './deps.ts';
import { hopeless } from './failures.ts';
import { allHandedOver, type Composed, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

type Read = VacancyMailData & { handler: VacancyHandler | undefined };

/** Mails to a vacancy's contact mailbox: counts and dates, nobody's name. */
export function digestActivities(
  deps: Deps,
): Pick<VacancyPorts, 'sendDigest' | 'sendClosingNotice' | 'sendArchiveWarning'> {
  const links = linksOf(deps.config.publicUrl);
  const send = (v: VacancyMailData, key: string, kind: string, mail: Omit<Composed, 'to'>) =>
    handOver(
      deps,
      { key, kind, vacancyNo: v.no, agency_id: v.agencyId },
      { ...mail, to: { name: v.agencyName, address: v.email } },
    );
  const headOf = (v: VacancyMailData) => ({ agency: v.agencyName, vacancyNo: v.no, title: v.title });
  /** A vacancy handed over writes to its new officer: the published mailbox may be her predecessor's. */
  const read = async (no: string): Promise<Read> => {
    const v = await asWorker(deps, (trx) => vacancyMailData(trx, no));
    if (!v) throw hopeless('vacancyNotFound');
    const handler = await handlerOf(deps, no, v.now);
    return { ...v, handler, email: handler?.handedOver ? handler.email : v.email };
  };

  return {
    async sendDigest({ vacancyNo }) {
      const v = await read(vacancyNo);
      await allHandedOver([sendCounts(v), sendClosingSoon(deps, v, v.handler)]);
    },

    async sendClosingNotice({ vacancyNo }) {
      const v = await read(vacancyNo);
      const closed = v.closesAt ?? v.closedAt;
      if (v.stage !== 'closed' || v.email === '' || !closed)
        return asWorker(deps, (trx) => replaceMail(trx, mailKey.closing(vacancyNo)));
      const mail = closingNoticeMail({
        ...headOf(v),
        closedAt: closed.toISOString(),
        total: v.total,
        produced: v.produced,
        failed: v.failed,
        link: v.total === 0 ? links.vacancy(vacancyNo) : links.applicants(vacancyNo),
      });
      await send(v, mailKey.closing(vacancyNo), 'closing', mail);
    },

    async sendArchiveWarning({ vacancyNo }) {
      const v = await read(vacancyNo);
      const due = await asWorker(deps, (trx) => reminderDue(trx, vacancyNo));
      if (!due || v.email === '') return;
      const { archiveAt, waiting } = due;
      const mail =
        due.kind === 'resultReminder'
          ? resultReminderMail({
              ...{ ...headOf(v), archiveAt, waiting, closedAt: due.closedAt ?? '' },
              link: links.results(vacancyNo),
            })
          : archiveWarningMail({
              ...{ ...headOf(v), archiveAt, waiting, daysLeft: due.daysLeft, hasResult: due.hasResult },
              applications: v.kept,
              link: links.vacancy(vacancyNo),
            });
      await send(v, due.key, due.kind, mail);
    },
  };

  /** R56: with the number of this moment; after an outage one mail, not one for each missed day. */
  async function sendCounts(v: Read): Promise<void> {
    const day = taipeiDay(v.now);
    const wanted = v.handler?.settings.digest ?? true;
    const moot = v.stage !== 'listed' || v.mode === 'none' || v.email === '' || !v.closesAt || !wanted;
    // One of a day gone by that could not be sent in its time never will be.
    await asWorker(deps, (trx) => replaceDigests(trx, v.no, moot ? null : mailKey.digest(v.no, day)));
    if (moot || !v.closesAt) return;
    const sinceLast = await asWorker(deps, (trx) => sinceLastDigest(trx, v.no, day));
    const mail = digestMail({
      ...headOf(v),
      at: v.now.toISOString(),
      total: v.total,
      sinceLast,
      pending: v.pending,
      unanswered: v.unanswered,
      accepted: v.accepted,
      declined: v.declined,
      closesAt: v.closesAt.toISOString(),
      link: links.applicants(v.no),
    });
    await send(v, mailKey.digest(v.no, day), 'digest', mail);
  }
}
