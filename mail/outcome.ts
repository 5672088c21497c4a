/**
 * What became of a mail, in the words of the ledger. There is no exactly-once in SMTP: when the connection breaks
 * after the text began to flow, nobody knows whether the server kept the mail.
 */
export interface SendResult {
  outcome: 'handedOver' | 'temporaryFailure' | 'permanentFailure' | 'uncertain';
  /** The server's reply code (`250`, `450`), or the client's (`ECONNECTION`, `ETIMEDOUT`); never its words. */
  code: string;
}

/** What an SMTP client's error tells about itself. */
export interface SmtpFault {
  code?: string | undefined;
  responseCode?: number | undefined;
  /** The command that was answered: `RCPT TO`, `DATA`, `CONN`, `API`, … */
  command?: string | undefined;
}

/**
 * Classifies a failed try.
 * - An answer 4xx: the server keeps nothing, later may do.
 * - An answer 5xx to the recipient or to the text: no use in trying again. To the greeting, the sign-in or the
 *   sender it is a fault of our own set-up, which an operator mends: the mail must survive that.
 * - No answer: temporary while not a byte of the text had gone, uncertain afterwards.
 * @param bodyBegun whether the client had begun to send the text (after the server's 354)
 */
export function classify(fault: SmtpFault, bodyBegun: boolean): SendResult {
  const { responseCode, command = '', code = 'ECONNECTION' } = fault;
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600) {
    const reply = String(responseCode);
    // 503 says that the conversation went wrong, not that the mail was refused.
    if (responseCode < 500 || responseCode === 503) return { outcome: 'temporaryFailure', code: reply };
    const aboutTheMail = command === 'RCPT TO' || command === 'DATA' || isTooLarge(responseCode, command);
    return { outcome: aboutTheMail ? 'permanentFailure' : 'temporaryFailure', code: reply };
  }
  // Refused by the client itself: an impossible address, larger than the server said it takes, a file to be read.
  if (code === 'EMESSAGE' && command === 'MAIL FROM')
    return { outcome: 'permanentFailure', code: 'ETOOLARGE' };
  if (code === 'EENVELOPE' && command === 'API') return { outcome: 'permanentFailure', code };
  if (code === 'EFILEACCESS' || code === 'EURLACCESS') return { outcome: 'permanentFailure', code };
  return { outcome: bodyBegun ? 'uncertain' : 'temporaryFailure', code };
}

/** RFC 1870: the size is announced with the sender, and 552 there is about the mail. */
function isTooLarge(responseCode: number, command: string): boolean {
  return responseCode === 552 && command === 'MAIL FROM';
}
