import { heartbeat } from './failures.ts';

/** As many as the transport has connections. */
const AT_ONCE = 4;

export type MailEnd = 'sent' | 'nothing' | 'later';

/**
 * One page of a mailing to many, a few at a time. A mailbox that cannot be reached holds up no other: it is counted as
 * `later`, and the run comes back to it.
 */
export async function sendEach<T>(
  page: readonly T[],
  send: (one: T) => Promise<'sent' | 'nothing'>,
): Promise<Record<MailEnd, number>> {
  const counts = { sent: 0, nothing: 0, later: 0 };
  for (let i = 0; i < page.length; i += AT_ONCE) {
    const ends = await Promise.all(page.slice(i, i + AT_ONCE).map((one) => sendOrLater(send(one))));
    for (const end of ends) counts[end] += 1;
    heartbeat(i);
  }
  return counts;
}

async function sendOrLater(sent: Promise<'sent' | 'nothing'>): Promise<MailEnd> {
  try {
    return await sent;
  } catch (e) {
    if ((e as { type?: unknown })?.type === 'mailTemporary') return 'later';
    throw e;
  }
}
