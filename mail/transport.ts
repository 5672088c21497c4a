import type { Readable } from 'node:stream';
import { createTransport as createClient } from 'nodemailer';
import { classify, type SendResult, type SmtpFault } from './outcome.ts';
import { type OutgoingMail, prepareMail } from './outgoing.ts';

export type { SendResult } from './outcome.ts';
export type { MailAttachment, OutgoingMail } from './outgoing.ts';

export interface TransportOptions {
  from: { name: string; address: string };
  /** Milliseconds. RFC 5321 §4.5.3.2 asks for 10 minutes after the text; a mail hub near by answers in seconds. */
  connectionTimeoutMs?: number;
  greetingTimeoutMs?: number;
  socketTimeoutMs?: number;
  /** Connections at a time; each carries many mails, because connecting costs more than sending. */
  connections?: number;
}

export interface Transport {
  /** One try. SMTP faults are answers, never thrown; the caller's ledger decides about the next try. */
  send(mail: OutgoingMail): Promise<SendResult>;
  /** Lets tries under way end; afterwards every try is a temporary failure. */
  close(): void;
}

/**
 * The way out for mails.
 * @param smtpUrl `smtp://user:password@host:587?requireTLS=true`, `smtps://host:465`, or without TLS for a hub on
 *   the same machine
 */
export function createTransport(smtpUrl: string, options: TransportOptions): Transport {
  const {
    from,
    connectionTimeoutMs = 10_000,
    greetingTimeoutMs = 10_000,
    socketTimeoutMs = 60_000,
  } = options;
  const client = createClient({
    url: smtpUrl,
    pool: true,
    maxConnections: options.connections ?? 4,
    // Only mails of which not a byte was sent are put back; one more try is enough, the ledger makes the others.
    maxRequeues: 1,
    connectionTimeout: connectionTimeoutMs,
    greetingTimeout: greetingTimeoutMs,
    socketTimeout: socketTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    maxRecipients: 1,
  });
  // Each try, known by its envelope, with the stream its text is read from: once read, the server may have it.
  const bodies = new WeakMap<object, Readable>();
  client.use('stream', (mail, done) => {
    mail.message.processFunc((body) => {
      if (typeof mail.data.envelope === 'object') bodies.set(mail.data.envelope, body);
      return body;
    });
    done();
  });

  return {
    async send(outgoing) {
      const prepared = prepareMail(outgoing);
      if (!prepared.ok) return { outcome: 'permanentFailure', code: prepared.code };
      const { mail } = prepared;
      const envelope = { from: from.address, to: [mail.to.address] };
      try {
        const info = await client.sendMail({
          ...mail,
          from,
          envelope,
          headers: {
            ...mail.headers,
            // RFC 3834, and Exchange's own word for it: no out-of-office replies to us.
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
          },
        });
        return { outcome: 'handedOver', code: /^\d{3}/.exec(info.response)?.[0] ?? '250' };
      } catch (error) {
        return classify(faultOf(error), bodies.get(envelope)?.readableDidRead ?? false);
      }
    },
    close: () => client.close(),
  };
}

/** Codes only: an SMTP server's words repeat addresses. */
function faultOf(error: unknown): SmtpFault {
  if (!(error instanceof Error)) return {};
  const { code, originalCode, responseCode, command } = error as Error & {
    code?: string;
    originalCode?: string;
    responseCode?: number;
    command?: string;
  };
  const refused = originalCode === 'EFILEACCESS' || originalCode === 'EURLACCESS';
  return { code: refused ? originalCode : code, responseCode, command };
}
