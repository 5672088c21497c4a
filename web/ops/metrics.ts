import { Gauge, type Registry } from 'prom-client';
import { type MachineryState, machineryState } from '../../db/queries/machinery-state.ts';
import type { Services } from '../services.ts';

/** One number of the machinery: its name, what it is, and where it stands; undefined where there is none yet. */
const NUMBERS: [name: string, help: string, pick: (m: MachineryState) => number | undefined][] = [
  ['outbox_waiting', 'Messages not yet carried to Temporal', (m) => m.outbox.waiting],
  ['outbox_parked', 'Messages set aside for an operator', (m) => m.outbox.parked],
  ['outbox_oldest_seconds', 'Age of the oldest message that waits', (m) => m.outbox.oldestSeconds],
  ['resumes_pending', 'Applications whose document is still to be produced', (m) => m.resumes.pending],
  ['resumes_late', 'Of those, how many should have been produced by now', (m) => m.resumes.late],
  ['resumes_failed', 'Applications whose document could not be produced', (m) => m.resumes.failed],
  ['mails_given_up', 'Mails that nobody tries any more', (m) => m.mails.givenUp],
  ['reconcile_age_seconds', 'Age of the last report of reconcile', (m) => m.reconcile?.ageSeconds],
  ['reconcile_left_to_a_person', 'Runs it could not judge', (m) => m.reconcile?.leftToAPerson],
  ['audit_unsealed', 'Audit events not sealed yet', (m) => m.audit.unsealed],
  ['audit_oldest_unsealed_seconds', 'Age of the oldest of them', (m) => m.audit.oldestSeconds],
];

/** What 系統營運 tells, for Prometheus; without a database there are no numbers, and the rest still answers. */
export function machineryGauges(s: Services, registry: Registry): void {
  let asked: Promise<MachineryState | undefined> | undefined;
  // The gauges of one scrape ask together: one reading serves them all.
  const state = (): Promise<MachineryState | undefined> => {
    asked ??= machineryState(s.db, s.now())
      .catch(() => undefined)
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  for (const [name, help, pick] of NUMBERS)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const m = await state();
        this.set((m && pick(m)) ?? Number.NaN);
      },
    });
  new Gauge({
    name: 'mails_unsent',
    help: 'Mails that have not arrived, by their state in the ledger',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { state: label, count } of (await state())?.mails.unsent ?? [])
        this.set({ state: label }, count);
    },
  });
}
