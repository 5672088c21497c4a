import { openSecret } from '../db/crypto.ts';
import { replaceMail } from '../db/queries/mails.ts';
import {
  askedMail,
  editionKey,
  forgetUnconfirmed,
  markTold,
  newsFor,
  type Reader,
  readerById,
  readersAfter,
} from '../db/queries/newsletter-editions.ts';
import { nameOf, WORKPLACES } from '../domain/codes.ts';
import { isWeekly } from '../domain/edition.ts';
import { conditionWords, type SearchConditions } from '../domain/search-conditions.ts';
import { newsletterMail } from '../mail/templates/newsletter.ts';
import { newsletterConfirmMail, newsletterManageMail } from '../mail/templates/newsletter-links.ts';
import type { NewsletterPorts } from '../workflows/ports.ts';
import { asWorker, type Deps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { linksOf } from './links.ts';
import { sendEach } from './mail-page.ts';

/** R14: the editions of the newsletter. */
export function newsletterActivities(deps: Deps): NewsletterPorts {
  return {
    async sendEditionBatch({ edition, after, limit }) {
      if (after === '') await asWorker(deps, forgetUnconfirmed);
      const o = { after, limit, weekly: isWeekly(edition), until: new Date(edition) };
      const readers = await asWorker(deps, (trx) => readersAfter(trx, deps.keyring, o));
      const counts = await sendEach(readers, (reader) => sendEdition(deps, reader, edition));
      return { ...counts, after: readers.length < limit ? null : (readers.at(-1)?.id ?? null) };
    },
  };
}

async function sendEdition(deps: Deps, reader: Reader, edition: string): Promise<'sent' | 'nothing'> {
  const until = new Date(edition);
  const news = await asWorker(deps, (trx) => newsFor(trx, { ...reader, until }));
  const key = editionKey(reader.id, edition);
  if (news.length > 0)
    await handOver(deps, { key, kind: 'newsletter' }, editionMail(deps, reader, until, news));
  // a refusal for good leaves the reader where she was: the next edition tells it once more
  await asWorker(deps, (trx) => markTold(trx, reader.id, until, news.length > 0 ? key : null));
  return news.length > 0 ? 'sent' : 'nothing';
}

function editionMail(deps: Deps, reader: Reader, until: Date, news: Awaited<ReturnType<typeof newsFor>>) {
  const links = linksOf(deps.config.publicUrl);
  const mail = newsletterMail({
    frequency: reader.frequency,
    until: until.toISOString(),
    manageLink: links.newsletterManage(reader.manageToken),
    searches: news.map(({ search, total, rows }) => ({
      words: wordsOf(search).join('、'),
      total,
      link: links.search(search),
      vacancies: rows.map((v) => ({
        title: v.title,
        agency: v.agencyName,
        workplaces: v.workplaces.map((code) => nameOf(WORKPLACES, code)).join('、'),
        closesAt: v.closesAt.toISOString(),
        link: links.publicVacancy(v.no),
      })),
    })),
  });
  return {
    ...mail,
    to: { address: reader.email },
    // RFC 8058: the mail programme's own button; it posts, and a scanner that only opens the address changes nothing
    headers: {
      'List-Unsubscribe': `<${links.newsletterUnsubscribe(reader.manageToken)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

/** An edition that an operator wants tried again. */
export async function sendEditionAgain(deps: Deps, id: string, edition: string): Promise<void> {
  const reader = await asWorker(deps, (trx) => readerById(trx, deps.keyring, id));
  if (reader) await sendEdition(deps, reader, edition);
}

/** The mail of a confirmation, or of the link of preferences; used or too old by now, it is sent to nobody. */
export async function sendAskedMail(deps: Deps, mailId: string): Promise<void> {
  const m = await asWorker(deps, (trx) => askedMail(trx, deps.keyring, mailId));
  if (!m) return;
  const links = linksOf(deps.config.publicUrl);
  const row = { key: m.key, kind: m.kind };
  const to = { address: m.email };
  if (m.kind === 'newsletterManage') {
    await handOver(deps, row, {
      ...newsletterManageMail({ link: links.newsletterManage(m.manageToken) }),
      to,
    });
    return;
  }
  const waits = m.secret && m.pending && m.confirmUntil && m.confirmUntil > new Date();
  if (!waits) return asWorker(deps, (trx) => replaceMail(trx, m.key));
  const token = openSecret(deps.keyring, m.secret as Buffer, `mail:${m.key}`);
  const { search, frequency } = m.pending as NonNullable<typeof m.pending>;
  const mail = newsletterConfirmMail({
    conditions: wordsOf({ ...search, q: '', agency: '' }),
    frequency,
    expiresAt: (m.confirmUntil as Date).toISOString(),
    link: links.newsletterConfirm(token),
  });
  await handOver(deps, row, { ...mail, to });
}

const wordsOf = (search: SearchConditions): string[] => conditionWords(search).map(({ text }) => text);
