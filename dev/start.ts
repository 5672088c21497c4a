/** `npm start`: the whole platform on one command; Ctrl-C, SIGTERM or the end of its parent stops all of it. */
import { demo } from './demo-call.ts';
import { type Stack, StackRunsAlready, startStack } from './stack.ts';
import { ALL_PARTS, wantedPorts } from './stack-plan.ts';
import { dataDirectory, type StackState } from './stack-state.ts';
import { summary } from './summary.ts';

const began = Date.now();
const dataDir = dataDirectory();
const parent = process.ppid;
let stack: Stack | undefined;
const giveUp = new AbortController();
let quitting = false;

const say = (line: string): void => {
  if (!quitting) console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`);
};

async function quit(code = 0): Promise<void> {
  if (quitting) return;
  quitting = true;
  clearInterval(watch);
  const since = Date.now();
  console.log('\n停止中（stopping, at most 10 s）…');
  // A start under way is given up and cleans up after itself.
  giveUp.abort();
  await starting.then((running) => running.stop()).catch(() => {});
  console.log(`已停止（stopped after ${((Date.now() - since) / 1000).toFixed(1)} s）。`);
  // Stopped as asked: npm would print an error for anything but 0.
  process.exit(code);
}
process.on('SIGINT', () => void quit());
process.on('SIGTERM', () => void quit());
process.on('SIGHUP', () => void quit());
// `npm start | head` or a closed terminal: nobody reads on, but the servers must still be stopped in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.on('uncaughtException', (e) => {
  console.error(e);
  void quit(1);
});
// `kill <npm>` ends npm alone and tells us nothing: notice that our parent is gone.
const watch = setInterval(() => {
  if (process.ppid !== parent) void quit();
}, 500);

function pointTo(state: StackState | undefined): void {
  const { web, mailbox, temporalUi } = state?.urls ?? {};
  if (web) console.log(`  網站（web）       ${web}`);
  if (mailbox) console.log(`  信箱（mailbox）   ${mailbox}`);
  if (temporalUi) console.log(`  Temporal UI       ${temporalUi}`);
  console.log('  另一個資料目錄可並行（a second one beside it: DATA_DIR=.data2 npm start）。');
}

const starting = startStack({ dataDir, ports: wantedPorts(), parts: ALL_PARTS, say, signal: giveUp.signal });
try {
  stack = await starting;
  if (!quitting) {
    const accounts = await demo(stack.env, say);
    if (!quitting)
      console.log(
        summary({ urls: stack.urls, env: stack.env, accounts, dataDir, tookMs: Date.now() - began }),
      );
  }
} catch (e) {
  if (!quitting) {
    console.error(`\n${e instanceof Error ? e.message : e}`);
    if (e instanceof StackRunsAlready) pointTo(e.state);
    await stack?.stop();
    process.exit(e instanceof StackRunsAlready ? 0 : 1);
  }
}
