import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { taipeiDay } from '../../domain/roc-date.ts';
import type { Act, Material, Told } from './acts.ts';
import { strike } from './nemesis.ts';
import { listings, type Town } from './people.ts';
import type { WindowPlan } from './plan.ts';
import { rooms } from './rooms.ts';
import { roadWorksAgain } from './scout.ts';
import type { Stand } from './stand.ts';

export interface WindowResult {
  plan: WindowPlan;
  acts: Act[];
  /** Acts whose answer was still out when the fault fell. */
  inFlight: number;
  struckAt: number;
  overAt: number;
  /** From the fault's end until the whole road worked again; null = not within the time it was given. */
  recoveryMs: number | null;
  /** From the first act until every act had its answer. */
  lastedMs: number;
}

/** The workload's process; it lives over all windows of a stand. */
export class Workload {
  private readonly child: ChildProcess;
  private onTold: (told: Told) => void = () => {};
  private onExit: () => void = () => {};

  constructor() {
    this.child = fork(fileURLToPath(new URL('./workload.ts', import.meta.url)), [], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (told: Told) => this.onTold(told));
    this.child.once('exit', () => this.onExit());
  }

  /** Begins a window; the promise settles when every act has its answer. */
  begin(seed: number, material: Material): { flight: () => number; acts: Act[]; done: Promise<void> } {
    let flight = 0;
    const acts: Act[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.onExit = () => reject(new Error('the workload ended'));
      this.onTold = (told) => {
        if ('flight' in told) flight = told.flight;
        else if ('act' in told) acts.push(told.act);
        else resolve();
      };
    });
    this.child.send({ seed, material });
    return { flight: () => flight, acts, done };
  }

  stop(): void {
    this.onExit = () => {};
    this.child.kill('SIGTERM');
  }
}

/**
 * One seeded window: people work, the fault falls while they do, and the road is walked until it carries again.
 * @param o.pressedTwice share of acts whose button is pressed twice at once
 * @param o.resolveMs an act without an answer is not tried for longer
 * @param o.recoveryMs after so long without an arrival nobody sets out any more
 */
export async function window(
  s: Stand,
  t: Town,
  workload: Workload,
  o: { plan: WindowPlan; pressedTwice: number; resolveMs: number; recoveryMs: number },
): Promise<WindowResult> {
  const { plan } = o;
  const modes = [
    'civilService',
    'open',
    ...Array.from({ length: 5 }, () => 'civilService' as const),
  ] as const;
  const [first = '', second = '', longer = '', ...others] = await listings(s, t, modes);
  const [close, recalled] = [others.slice(0, 2), others.slice(2)];
  const today = taipeiDay(new Date());
  const listed = await s.owner
    .selectFrom('vacancy')
    .select(['no', 'listed_to'])
    .where('no', 'in', [longer, first])
    .execute();
  const recall = await s.owner
    .selectFrom('vacancy')
    .select(['no', 'version'])
    .where('no', 'in', recalled)
    .execute();
  const prepared = await rooms(s, t);
  const began = Date.now();
  const running = workload.begin(plan.seed, {
    pressedTwice: o.pressedTwice,
    resolveMs: o.resolveMs,
    url: s.url,
    mailboxUrl: s.mailboxUrl,
    officers: t.officers.map(({ accountId, cookie, csrf }) => ({ accountId, cookie, csrf })),
    people: t.people,
    applyTo: [first, second],
    extend: listed.map((v) => ({ no: v.no, listedTo: v.listed_to ?? today })),
    close,
    recall,
    writers: t.writers,
    notices: t.notices,
    retrieve: t.retrieve,
    ...prepared,
    agencyCode: t.agency.code,
    today,
  });
  await sleep(plan.afterMs);
  while (running.flight() === 0 && Date.now() - began < 15_000) await sleep(2);
  const inFlight = running.flight();
  const struck = await strike(s, plan);
  const [arrived] = await Promise.all([
    roadWorksAgain(s, { vacancyNo: first, scouts: t.scouts, since: struck.over, limitMs: o.recoveryMs }),
    running.done,
  ]);
  return {
    plan,
    acts: running.acts,
    inFlight,
    struckAt: struck.at,
    overAt: struck.over,
    recoveryMs: arrived === null ? null : arrived - struck.over,
    lastedMs: Date.now() - began,
  };
}
