import path from 'node:path';
import { tail } from '../../dev/processes.ts';
import type { Act } from './acts.ts';
import { judgeActs } from './check-acts.ts';
import { judgeHistories } from './check-histories.ts';
import { judgeMails, Mailbag, type Period } from './check-mails.ts';
import { judgeOffers } from './check-offers.ts';
import { judgeRuns, settled } from './check-runs.ts';
import { settle, until } from './people.ts';
import { type FaultName, planOf } from './plan.ts';
import { type Report, reportOf } from './report.ts';
import { type Control, stand } from './stand.ts';
import { type WindowResult, Workload, window } from './window.ts';

export interface Campaign {
  /** Seed of the first window; the others follow by one. */
  seed: number;
  runs: number;
  only?: FaultName;
  /** Negative controls: what the build under test is made to do wrong. */
  controls: readonly Control[];
  /** Where its servers' ports begin, when another campaign may start at the same time. */
  firstPort?: number;
  /** Gives up: everything started is stopped. */
  signal?: AbortSignal;
  /** How long mails may take to come to rest in the end; 0 = those that still wait are no fault. */
  mailsSettleMs: number;
  say: (line: string) => void;
}

/** How people press, and how long the stack may take to be well again. */
const TEMPER = { pressedTwice: 0.08, resolveMs: 90_000, recoveryMs: 120_000, settleMs: 90_000 };
/** A negative control gets more of what it must be caught by, and is not waited for: it never will be well. */
const CONTROL_TEMPER = { pressedTwice: 0.5, resolveMs: 20_000, recoveryMs: 15_000, settleMs: 5_000 };

/**
 * Mails are tried again after a minute, an uncertain try of a dead worker after a minute and a half; words of a vacancy's
 * withdrawal leave when it can no longer be undone, after ten.
 */
export const MAILS_SETTLE_MS = 13 * 60_000;

/**
 * Runs windows one after the other on one living stack, then judges all of them from outside: acts, mails, workflows,
 * outbox, audit trail.
 */
export async function campaign(o: Campaign): Promise<Report> {
  const { say } = o;
  const s = await stand(o);
  const workload = new Workload();
  const { settleMs, ...temper } = o.controls.length > 0 ? CONTROL_TEMPER : TEMPER;
  const windows: WindowResult[] = [];
  const broken: string[] = [];
  const bag = new Mailbag(s);
  try {
    say('居民與職缺就位中（people, sign-ins and first notices）');
    const town = await settle(s);
    for (let i = 0; i < o.runs; i++) {
      o.signal?.throwIfAborted();
      const plan = planOf(o.seed + i, o.only);
      let result: WindowResult;
      try {
        result = await window(s, town, workload, { plan, ...temper });
      } catch (e) {
        // Everything was well before it: that it could not even begin is a finding, and the others go on.
        broken.push(`seed ${plan.seed}: ${e instanceof Error ? e.message : e}`, ...(await judgeRuns(s)));
        for (const problem of broken) say(problem);
        continue;
      }
      windows.push(result);
      await bag.gather();
      say(`${String(i + 1).padStart(3)}/${o.runs} ${told(result)}`);
      for (const act of result.acts.filter((a) => a.state === 'unknown' || a.state === 'failed'))
        say(`        ${act.state} after ${act.tries} tries: ${act.kind} ${act.target} ${act.key}`);
    }
    await settled(s, settleMs);
    const periods: Period[] = windows.map((w) => ({
      seed: w.plan.seed,
      fault: w.plan.fault,
      from: w.struckAt,
      to: w.overAt + (w.recoveryMs ?? 0),
    }));
    if (o.mailsSettleMs > 0) {
      say('等候郵件送畢（mails come to rest; a minute and more after ambiguous ends）');
      await until(
        o.mailsSettleMs,
        'the mails',
        async () => (await judgeMails(s, bag, periods)).waiting === 0,
      ).catch(() => {});
    }
    await settled(s, Math.min(settleMs, 30_000));
    const acts: Act[] = windows.flatMap((w) => w.acts);
    const [judged, mails, runs, offers, histories] = [
      await judgeActs(s, acts),
      await judgeMails(s, bag, periods),
      await judgeRuns(s),
      await judgeOffers(s),
      await judgeHistories(s),
    ];
    const late =
      o.mailsSettleMs > 0 && mails.waiting > 0
        ? [`mails that never came to rest: ${mails.waitingKinds}`]
        : [];
    await town.web.destroy();
    return reportOf({
      windows,
      ...judged,
      mailsDoubled: mails.doubled,
      problems: [...broken, ...mails.problems, ...late, ...runs, ...offers, ...histories],
    });
  } catch (e) {
    for (const problem of await judgeRuns(s).catch(() => [])) say(problem);
    for (const part of ['worker', 'web'])
      say(`${part}: ${tail(path.join(s.dataDir, 'log', `${part}.log`), 12)}`);
    throw e;
  } finally {
    workload.stop();
    await s.close();
  }
}

/** ` (5 slot, 1 reply)`: which kinds were told no; one that always is would be no act at all. */
function refusedKinds(w: WindowResult): string {
  const kinds = new Map<string, number>();
  for (const { kind, state } of w.acts) if (state === 'refused') kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds.size > 0 ? ` (${[...kinds].map(([kind, n]) => `${n} ${kind}`).join(', ')})` : '';
}

function told(w: WindowResult): string {
  const n = (state: Act['state']): number => w.acts.filter((a) => a.state === state).length;
  const unknown = w.acts.filter((a) => a.first === 'unknown').length;
  const back = w.recoveryMs === null ? 'never' : `${(w.recoveryMs / 1000).toFixed(1)} s`;
  return (
    `seed ${w.plan.seed} ${w.plan.fault.padEnd(17)} ${w.acts.length} acts: ${n('ok')} ok, ` +
    `${n('refused')} refused${refusedKinds(w)}, ${n('failed')} failed, ${n('unknown')} unknown (${unknown} at first); in flight ${w.inFlight}; ` +
    `back after ${back}; ${(w.lastedMs / 1000).toFixed(1)} s`
  );
}
