import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../dev/mailbox.ts';
import { runningStack } from '../../dev/stack-state.ts';
import type { WindowPlan } from './plan.ts';
import type { Stand } from './stand.ts';

export interface Struck {
  /** When it fell and when it was over; a kill is over at once. */
  at: number;
  over: number;
}

/** Lets the planned fault fall on the living stack and answers when it is over. */
export async function strike(s: Stand, plan: WindowPlan): Promise<Struck> {
  const at = Date.now();
  const { fault } = plan;
  if (fault.startsWith('smtp')) {
    await setMailFault(s, mailFault(plan));
    await sleep(plan.lastsMs);
    await setMailFault(s, { mode: 'none' });
    return { at, over: Date.now() };
  }
  if (fault === 'killTemporal') return killWhile(s, 'temporal', at, plan.lastsMs);
  const pids = pidsOf(s, fault.replace(/^(kill|stop)/, '').toLowerCase());
  if (fault.startsWith('kill')) {
    // PostgreSQL's own processes end when their first one is gone.
    send(pids.slice(0, 1), 'SIGKILL');
    return { at, over: at };
  }
  send(pids, 'SIGSTOP');
  try {
    await sleep(plan.lastsMs);
  } finally {
    send([...pids].reverse(), 'SIGCONT');
  }
  return { at, over: Date.now() };
}

/** Kills it, and again as often as it comes back, until the time is over. */
async function killWhile(s: Stand, part: string, at: number, lastsMs: number): Promise<Struck> {
  while (Date.now() - at < lastsMs) {
    try {
      send(pidsOf(s, part), 'SIGKILL');
    } catch {
      // Not back yet.
    }
    await sleep(50);
  }
  return { at, over: Date.now() };
}

function mailFault({ fault, hits }: WindowPlan): Fault {
  if (fault === 'smtpGreylist') return { mode: 'greylist' };
  if (fault === 'smtpRefuse') return { mode: 'refuse' };
  if (fault === 'smtpDropAfterData') return { mode: 'dropAfterData' };
  return { mode: 'hang', times: hits };
}

async function setMailFault(s: Stand, fault: Fault): Promise<void> {
  const r = await fetch(`${s.mailboxUrl}/api/fault`, { method: 'PUT', body: JSON.stringify(fault) });
  if (!r.ok) throw new Error(`The mailbox refused the fault: ${r.status}`);
}

/** The process of a part, and for PostgreSQL those it made: a stopped postmaster alone would stop nobody's work. */
function pidsOf(s: Stand, part: string): number[] {
  const read = (file: string): string => fs.readFileSync(path.join(s.dataDir, file), 'utf8');
  if (part === 'temporal') return [(JSON.parse(read('temporal/temporal.pid')) as { pid: number }).pid];
  if (part === 'postgres') {
    const postmaster = Number(read('postgres/postmaster.pid').split('\n')[0]);
    return [postmaster, ...childrenOf(postmaster)];
  }
  const pid = runningStack(s.dataDir)?.children[part];
  if (!pid) throw new Error(`No ${part} to strike: it is not running.`);
  return [pid];
}

function childrenOf(parent: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function send(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, signal);
    } catch {
      // Gone already, as a connection's process is when its client went.
    }
}
