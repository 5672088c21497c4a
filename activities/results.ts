import { mailKey, replaceMail } from '../db/queries/mails.ts';
import { offerNext } from '../db/queries/reserve.ts';
import { placeFreeData, type ResultMailData, resultMailData } from '../db/queries/result-mail-data.ts';
import { placeFreeMail } from '../mail/templates/place-free.ts';
import { postDeclinedMail } from '../mail/templates/post-declined.ts';
import { reserveEndedMail } from '../mail/templates/reserve-ended.ts';
import { selectionResultMail } from '../mail/templates/selection-result.ts';
import type { ApplicationPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { allHandedOver, type Composed, handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { officerMailboxes } from './officer-mailboxes.ts';

/** 甄選結果 and 候補期間屆滿, to the applicant. */
export function resultActivities(
  deps: Deps,
): Pick<ApplicationPorts, 'sendResult' | 'sendReserveEnded' | 'offerNext'> {
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
        if (r.declinedAt) return postDeclinedMail({ ...factsOf(r), declinedAt: r.declinedAt.toISOString() });
        const reserve = r.outcome === 'reserve';
        return selectionResultMail({
          ...factsOf(r),
          outcome: r.outcome,
          letter: r.letter,
          rank: reserve ? r.rank : null,
          reserveUntil: reserve ? (r.reserveUntil?.toISOString() ?? null) : null,
        });
      }),

    offerNext: ({ applicationId }) => asWorker(deps, (trx) => offerNext(trx, deps.keyring, applicationId)),

    sendReserveEnded: ({ applicationId }) =>
      send({ applicationId, key: mailKey.reserveEnded(applicationId), kind: 'reserveEnded' }, (r) => {
        if (r.outcome !== 'reserve' || !r.reserveEndedAt || !r.reserveUntil || r.rank === null)
          return undefined;
        return reserveEndedMail({ ...factsOf(r), rank: r.rank, reserveUntil: r.reserveUntil.toISOString() });
      }),
  };
}

/** To the officer: somebody selected does not come, and who was offered the place. */
export async function sendPlaceFree(deps: Deps, applicationId: string): Promise<void> {
  const key = mailKey.placeFree(applicationId);
  const p = await asWorker(deps, (trx) => placeFreeData(trx, applicationId));
  const since = p && (p.declined_at ?? p.withdrawn_at);
  if (!since) return asWorker(deps, (trx) => replaceMail(trx, key));
  const mail = placeFreeMail({
    agency: p.agency_name,
    vacancyNo: p.vacancy_no,
    title: p.title,
    applicationNo: p.no,
    how: p.declined_at ? 'declined' : 'withdrawn',
    since: since.toISOString(),
    next: p.next_no && p.next_rank ? { applicationNo: p.next_no, rank: p.next_rank } : null,
    link: linksOf(deps.config.publicUrl).results(p.vacancy_no),
  });
  const row = { kind: 'placeFree', vacancyNo: p.vacancy_no, application_id: applicationId };
  const boxes = await officerMailboxes(deps, {
    vacancyNo: p.vacancy_no,
    agencyName: p.agency_name,
    officerEmail: p.content.email,
    key,
  });
  await allHandedOver(
    boxes.map((box) =>
      handOver(deps, { ...row, key: box.key, agency_id: p.agency_id }, { ...mail, to: box.to }),
    ),
  );
}
