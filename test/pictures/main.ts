/**
 * `npm run pictures`: the pictures of docs/handbook and of README's tour, taken from the running system with the
 * demonstration's data, at desktop and phone width. It brings up a stack of its own and stops it.
 */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadDemo } from '../../dev/demo.ts';
import type { DemoAccount } from '../../dev/demo-call.ts';
import { ROOT } from '../../dev/root.ts';
import { startStack } from '../../dev/stack.ts';
import { ALL_PARTS } from '../../dev/stack-plan.ts';
import { openBrowser } from '../support/browser.ts';
import { FOLDER, signIn } from './camera.ts';
import { ofOfficer } from './officer.ts';
import { ofInvited, ofPublic, ofReviewer } from './others.ts';

const PORTS = {
  web: 14_300,
  postgres: 14_310,
  temporal: 14_320,
  temporalUi: 14_330,
  mailbox: 14_340,
  smtp: 14_350,
};

const dataDir = fs.mkdtempSync(path.join(tmpdir(), 'sq-pictures-'));
const stack = await startStack({ dataDir, ports: PORTS, parts: ALL_PARTS, say: console.log });
const browser = await openBrowser();
try {
  const accounts = await loadDemo(stack.env);
  const url = stack.urls.web as string;
  const account = (login: string): DemoAccount => {
    const found = accounts.find((one) => one.account === login);
    if (!found) throw new Error(`the demonstration has no ${login}`);
    return found;
  };
  console.log(`Pictures into ${path.relative(ROOT, FOLDER)}:`);
  const no = await ofOfficer(await signIn(browser, url, account('officer')), url);
  await ofReviewer(await signIn(browser, url, account('reviewer')), url);
  await ofPublic(browser, url, no);
  await ofInvited(browser, stack.env.MAILBOX_URL ?? '');
} finally {
  await browser.close();
  await stack.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
