import {
  beginDraftRound,
  draftMailData,
  draftMailKey,
  draftsAfter,
  presentDraftRound,
  replaceMootDraftMails,
} from '../db/queries/draft-mails.ts';
import { replaceMail } from '../db/queries/mails.ts';
import { draftKeptUntil } from '../domain/application-draft.ts';
import { type DraftRound, roundKey } from '../domain/draft-rounds.ts';
import { draftReminderMail } from '../mail/templates/draft-reminder.ts';
import type { DraftPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { sendEach } from './mail-page.ts';

/** Mails to those who have begun an application and not handed it in. */
export function draftMailActivities(deps: Deps): DraftPorts {
  return {
    async sendDraftMails({ vacancyNo, round, after, limit }) {
      const nothing = { after: null, sent: 0, later: 0 };
      const present = await asWorker(deps, async (trx) => {
        const now = await presentDraftRound(trx, vacancyNo);
        const due = now && roundKey(now) === round ? now : undefined;
        if (due && after === '') await beginDraftRound(trx, vacancyNo, due);
        await replaceMootDraftMails(trx, vacancyNo, now);
        return due;
      });
      if (!present) return nothing;
      const ids = await asWorker(deps, (trx) =>
        draftsAfter(trx, { vacancyNo, at: present.at, after, limit }),
      );
      const { sent, later } = await sendEach(ids, (id) => sendDraftMail(deps, id, present));
      return { sent, later, after: ids.length < limit ? null : (ids.at(-1) ?? null) };
    },
  };
}

/** Once for each draft and round; moot as soon as the draft was handed in or deleted. */
async function sendDraftMail(
  deps: Deps,
  draftId: string,
  round: Pick<DraftRound, 'name' | 'edition'>,
): Promise<'sent' | 'nothing'> {
  const key = draftMailKey(draftId, round);
  const d = await asWorker(deps, (trx) => draftMailData(trx, deps.keyring, draftId));
  if (!d) {
    await asWorker(deps, (trx) => replaceMail(trx, key));
    return 'nothing';
  }
  const mail = draftReminderMail({
    round: round.name,
    name: d.to.name,
    agency: d.agency,
    vacancyNo: d.vacancyNo,
    title: d.title,
    closesAt: d.closesAt.toISOString(),
    keptUntil: draftKeptUntil(d.endedAt).toISOString(),
    link: linksOf(deps.config.publicUrl).apply(d.vacancyNo),
  });
  await handOver(
    deps,
    { key, kind: 'draft', vacancyNo: d.vacancyNo, applicant_id: d.applicantId },
    { ...mail, to: d.to },
  );
  return 'sent';
}

/** A draft's mail that an operator wants tried again; of a round that is over it is moot. */
export async function sendDraftMailAgain(
  deps: Deps,
  m: { key: string; vacancyNo: string | null },
): Promise<void> {
  const [, draftId = '', name, edition] = m.key.split(':');
  const present = m.vacancyNo && (await asWorker(deps, (trx) => presentDraftRound(trx, m.vacancyNo ?? '')));
  if (present && roundKey(present) === `${name}:${edition}`) await sendDraftMail(deps, draftId, present);
  else await asWorker(deps, (trx) => replaceMail(trx, m.key));
}
