/** `npm run mailbox`: the mailbox as a process of its own, for docker-compose. */
import path from 'node:path';
import { startMailbox } from './mailbox.ts';
import { wantedPorts } from './stack-plan.ts';
import { dataDirectory } from './stack-state.ts';

const { smtp, mailbox } = wantedPorts();
const box = await startMailbox({
  smtpPort: smtp,
  httpPort: mailbox,
  host: process.env.HOST || '127.0.0.1',
  file: path.join(dataDirectory(), 'mailbox.jsonl'),
});
console.log(`信箱（mailbox）${box.url}，SMTP ${box.smtpUrl}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void box.stop().finally(() => process.exit(0)));
