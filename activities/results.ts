import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { type ResultMailData, resultMailData } from '../db/queries/result-mail-data.ts';
import { reserveEndedMail } from '../mail/templates/reserve-ended.ts';
import { selectionResultMail } from '../mail/templates/selection-result.ts';
import type { ApplicationPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { type Composed, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';

/** 甄選結果 and 候補期間屆滿, to the applicant. */
export function resultActivities(deps: Deps): Pick<ApplicationPorts, 'sendResult' | 'sendReserveEnded'> {
  const links = linksOf(deps.config.publicUrl);
  /** Sends what still holds; a mail that does not is nobody's any more. */
  const send = async (
    o: { applicationId: string; key: string; kind: string },
    compose: (r: ResultMailData) => Omit<Composed, 'to'> | undefined,
  ): Promise<void> => {
    const r = await asWorker(deps, (trx) => resultMailData(trx, deps.keyring, o.applicationId));
    const mail = r && compose(r);
    if (!mail) return asWorker(deps, (trx) => replaceMail(trx, o.key));
    const { ids, vacancyNo, to } = r.application;
    await handOver(
      deps,
      { key: o.key, kind: o.kind, vacancyNo, ...ids },
      { ...mail, to: { name: to.name, address: to.email } },
    );
  };
  const factsOf = ({ application: a, contact }: ResultMailData) => ({
    name: a.to.name,
    agency: a.agencyName,
    vacancyNo: a.vacancyNo,
    title: a.title,
    applicationNo: a.applicationNo,
    contact,
    link: links.application(a.ids.application_id),
  });

  return {
    sendResult: ({ applicationId, version }) =>
      send({ applicationId, key: mailKey.result(applicationId, version), kind: 'result' }, (r) => {
        if (r.version !== version) return undefined;
        const reserve = r.outcome === 'reserve';
        return selectionResultMail({
          ...factsOf(r),
          outcome: r.outcome,
          letter: r.letter,
          rank: reserve ? r.rank : null,
          reserveUntil: reserve ? (r.reserveUntil?.toISOString() ?? null) : null,
        });
      }),

    sendReserveEnded: ({ applicationId }) =>
      send({ applicationId, key: mailKey.reserveEnded(applicationId), kind: 'reserveEnded' }, (r) => {
        if (r.outcome !== 'reserve' || !r.reserveEndedAt || !r.reserveUntil || r.rank === null)
          return undefined;
        return reserveEndedMail({ ...factsOf(r), rank: r.rank, reserveUntil: r.reserveUntil.toISOString() });
      }),
  };
}
