import { Context } from '@temporalio/activity';
import { archiveClock } from '../../domain/archive-clock.ts';
import { type ListingEnd, nextRound } from '../../domain/draft-rounds.ts';
import { nextDigest } from '../../domain/production-slots.ts';
import { taipeiDay } from '../../domain/taipei-time.ts';
import { withdrawalWordAt } from '../../domain/withdrawal.ts';
import type { ApplicationView, Ports, VacancyView } from '../../workflows/ports.ts';
import { portsOf } from './world-ports.ts';

export interface FakeVacancy {
  reviewOutcome: string;
  stage: string;
  mode: string;
  version: number;
  opensAt: string;
  closesAt: string;
  closedAt: string | null;
  resultAt: string | null;
  withdrawnAt: string | null;
  returnedAt: string | null;
  warned: Set<string>;
  listedAt: string | null;
  extendedAt: string | null;
  /** Drafts by id: when begun, the rounds each was told of, and how often a try will be put off first. */
  drafts: Map<string, { createdAt: string; told: string[]; putOff: number }>;
  roundsBegun: Set<string>;
}
export interface FakeApplication {
  id: string;
  vacancyNo: string;
  mode: string;
  state: string;
  productionState: string;
  version: number;
  startedAt: string | null;
  endedAt: string | null;
  notice: NonNullable<ApplicationView['liveNotice']> | null;
  result: NonNullable<ApplicationView['result']> | null;
  /** Told that its vacancy was withdrawn, and how often a try will be put off first. */
  told: boolean;
  putOff: number;
}
export interface Call {
  at: string;
  name: keyof Ports;
  args: Record<string, unknown>;
}

/** A record kept in memory: what stands behind the ports where a test is about the workflows alone. */
export class World {
  readonly vacancies = new Map<string, FakeVacancy>();
  readonly applications = new Map<string, FakeApplication>();
  /** Readers of the newsletter by id: told of their edition, and how often a try will be put off first. */
  readonly readers = new Map<string, { told: boolean; putOff: number }>();
  readonly calls: Call[] = [];
  readonly answers = new Map<string, { ok: true; closesAt: string } | { ok: false; refused: string }>();
  /** Where a port shall fail, and how often; counted down. */
  readonly failures = new Map<keyof Ports, number>();
  /** Where a call shall hang until it is given up, and how often; counted down. */
  readonly hangs = new Map<keyof Ports, number>();
  now: () => Promise<number> = async () => Date.now();

  vacancy(no: string, change: Partial<FakeVacancy> = {}): FakeVacancy {
    const v: FakeVacancy = {
      reviewOutcome: 'approved',
      stage: 'scheduled',
      mode: 'civilService',
      version: 1,
      opensAt: new Date(Date.now() - 60_000).toISOString(),
      closesAt: new Date(Date.now() + 3_600_000).toISOString(),
      closedAt: null,
      resultAt: null,
      withdrawnAt: null,
      returnedAt: null,
      warned: new Set(),
      listedAt: null,
      extendedAt: null,
      drafts: new Map(),
      roundsBegun: new Set(),
      ...change,
    };
    this.vacancies.set(no, v);
    return v;
  }

  application(id: string, vacancyNo: string, change: Partial<FakeApplication> = {}): FakeApplication {
    const a: FakeApplication = {
      id,
      vacancyNo,
      mode: this.vacancies.get(vacancyNo)?.mode ?? 'civilService',
      state: 'open',
      productionState: 'pending',
      version: 1,
      startedAt: null,
      endedAt: null,
      notice: null,
      result: null,
      told: false,
      putOff: 0,
      ...change,
    };
    this.applications.set(id, a);
    return a;
  }

  /** What the rounds of mails to drafts depend on; listed when it was due, where nothing else is said. */
  listingEnd(v: FakeVacancy): ListingEnd {
    return { ...v, listedAt: v.listedAt ?? v.opensAt };
  }

  of(vacancyNo: string): FakeApplication[] {
    return [...this.applications.values()].filter((a) => a.vacancyNo === vacancyNo);
  }

  /** Those who are to be told of a withdrawal. */
  untold(vacancyNo: string): FakeApplication[] {
    return this.of(vacancyNo).filter((a) => a.state === 'open' && !a.told);
  }

  count(name: keyof Ports): number {
    return this.calls.filter((c) => c.name === name).length;
  }
  argsOf(name: keyof Ports): Record<string, unknown>[] {
    return this.calls.filter((c) => c.name === name).map((c) => c.args);
  }

  async view(no: string): Promise<VacancyView> {
    const v = this.vacancies.get(no);
    if (!v) throw Object.assign(new Error('no such vacancy'), { name: 'VacancyNotFound' });
    const now = new Date(await this.now()).toISOString();
    const digest = v.stage === 'listed' && v.mode !== 'none' ? nextDigest(no, now) : null;
    const clock = ['closed', 'withdrawn'].includes(v.stage) ? archiveClock({ ...v, heldUntil: null }) : null;
    const due = clock?.warnings.filter((w) => w.at <= now).at(-1);
    const warning = due && !v.warned.has(due.at) ? due : clock?.warnings.find((w) => w.at > now);
    return {
      reviewOutcome: v.reviewOutcome,
      stage: v.stage,
      mode: v.mode,
      version: v.version,
      opensAt: v.opensAt,
      closesAt: v.closesAt,
      nextDigestAt: digest && digest < v.closesAt ? digest : null,
      withdrawAt: v.returnedAt ? new Date(Date.parse(v.returnedAt) + 180 * 86_400_000).toISOString() : null,
      archiveWarningAt: warning?.at ?? null,
      archiveAt: clock?.archiveAt ?? null,
      draftRound: nextRound(this.listingEnd(v), {
        now,
        firstDraftAt: [...v.drafts.values()].map((d) => d.createdAt).sort()[0] ?? null,
        begun: [...v.roundsBegun],
      }),
      withdrawalWordAt:
        v.withdrawnAt && this.untold(no).length > 0 ? withdrawalWordAt(v.withdrawnAt, 'applicants') : null,
      pendingResumes: this.of(no).filter((a) => a.state === 'open' && a.productionState === 'pending').length,
    };
  }

  turn(no: string, change: (v: FakeVacancy, now: string) => void): Promise<VacancyView> {
    return this.now().then((ms) => {
      const v = this.vacancies.get(no);
      if (v) change(v, new Date(ms).toISOString());
      return this.view(no);
    });
  }

  /** The ports a worker is given. */
  ports(): Ports {
    return this.watched(portsOf(this));
  }

  /** Writes down every call, and fails those told to fail. */
  private watched(ports: Ports): Ports {
    const entries = Object.entries(ports) as [
      keyof Ports,
      (a: Record<string, unknown>) => Promise<unknown>,
    ][];
    return Object.fromEntries(
      entries.map(([name, port]) => [
        name,
        async (args: Record<string, unknown>) => {
          this.calls.push({ at: new Date(await this.now()).toISOString(), name, args });
          const left = this.failures.get(name) ?? 0;
          if (left > 0) {
            this.failures.set(name, left - 1);
            throw new Error(`${name} fails`);
          }
          const hanging = this.hangs.get(name) ?? 0;
          if (hanging > 0) {
            this.hangs.set(name, hanging - 1);
            await Context.current().cancelled;
          }
          return port(args);
        },
      ]),
    ) as unknown as Ports;
  }

  async change(no: string, key: string, act: (v: FakeVacancy, now: string) => void) {
    const known = this.answers.get(key);
    if (known) return known;
    const v = this.vacancies.get(no);
    const now = new Date(await this.now()).toISOString();
    const open = v?.stage === 'listed' && v.closesAt > now;
    if (v && open) act(v, now);
    const answer =
      v && open
        ? ({ ok: true, closesAt: v.closesAt } as const)
        : ({ ok: false, refused: 'notListed' } as const);
    this.answers.set(key, answer);
    return answer;
  }
}

/** A day in Taipei, some days from an instant. */
export const dayAfter = (ms: number, days: number): string => taipeiDay(new Date(ms + days * 86_400_000));
