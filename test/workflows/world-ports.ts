import { presentRound, roundKey } from '../../domain/draft-rounds.ts';
import { endOfTaipeiDay } from '../../domain/taipei-time.ts';
import { withdrawalWordAt } from '../../domain/withdrawal.ts';
import type { ApplicationView, Ports } from '../../workflows/ports.ts';
import type { FakeApplication, World } from './world.ts';

/** The ports over a record kept in memory; each changes nothing more when called again. */
export function portsOf(world: World): Ports {
  const app = (id: string): FakeApplication => world.applications.get(id) as FakeApplication;
  const viewOf = (a: FakeApplication): ApplicationView => ({
    state: a.state,
    productionState: a.productionState,
    mode: a.mode,
    version: a.version,
    vacancyStage: world.vacancies.get(a.vacancyNo)?.stage ?? 'listed',
    liveNotice: a.notice ? { ...a.notice } : null,
    result: a.result ? { ...a.result } : null,
    receiptAtOnce: true,
  });
  return {
    lookAtVacancy: ({ vacancyNo }) => world.view(vacancyNo),
    openListing: ({ vacancyNo }) =>
      world.turn(vacancyNo, (v, now) => {
        if (v.stage === 'scheduled' && v.opensAt <= now) v.stage = 'listed';
      }),
    closeListing: ({ vacancyNo }) =>
      world.turn(vacancyNo, (v, now) => {
        if (v.stage === 'listed' && v.closesAt <= now) Object.assign(v, { stage: 'closed', closedAt: now });
      }),
    withdrawUntouched: ({ vacancyNo }) =>
      world.turn(vacancyNo, (v, now) => {
        if (v.stage === 'preparing' && v.returnedAt)
          Object.assign(v, { stage: 'withdrawn', withdrawnAt: now });
      }),
    recordStarted: async ({ applicationIds }) => {
      for (const id of applicationIds) {
        const a = world.applications.get(id);
        if (a) a.startedAt ??= new Date().toISOString();
      }
    },
    lookAtApplication: async ({ applicationId }) => viewOf(app(applicationId)),
    endReserve: async ({ applicationId }) => {
      const a = app(applicationId);
      const until = a.result?.reserveUntil;
      if (a.result && until && Date.parse(until) <= (await world.now()))
        Object.assign(a.result, { reserveUntil: null, reserveEnded: true });
      return viewOf(a);
    },
    extendListing: async (o) =>
      world.change(o.vacancyNo, o.key, (v, now) =>
        Object.assign(v, { closesAt: endOfTaipeiDay(o.listedTo), extendedAt: now }),
      ),
    endListing: async (o) =>
      world.change(o.vacancyNo, o.key, (v, now) =>
        Object.assign(v, { closesAt: now, closedAt: now, stage: 'closed' }),
      ),
    sendDigest: async () => {},
    sendClosingNotice: async () => {},
    sendArchiveWarning: async ({ vacancyNo }) => {
      const v = world.vacancies.get(vacancyNo);
      const { archiveWarningAt } = await world.view(vacancyNo);
      if (v && archiveWarningAt) v.warned.add(archiveWarningAt);
    },
    endApplications: async ({ vacancyNo }) => {
      for (const a of world.of(vacancyNo))
        if (a.state === 'open') Object.assign(a, { state: 'ended', version: a.version + 1 });
      return world.of(vacancyNo).filter((a) => a.endedAt === null).length;
    },
    archiveVacancy: async ({ vacancyNo }) => {
      const v = world.vacancies.get(vacancyNo);
      if (v) v.stage = 'archived';
    },
    sendReceipt: async () => {},
    produceResume: async ({ applicationId }) => {
      app(applicationId).productionState = 'produced';
    },
    sendNotice: async () => {},
    sendReminder: async () => {},
    sendReplyReceipt: async () => {},
    sendResult: async () => {},
    sendReserveEnded: async () => {},
    offerNext: async () => {},
    endApplication: async ({ applicationId }) => {
      app(applicationId).endedAt ??= new Date().toISOString();
    },
    produceBatch: async ({ after, limit }) => {
      const due = [...world.applications.values()]
        .filter(
          (a) =>
            a.id > after &&
            a.state === 'open' &&
            a.productionState === 'pending' &&
            a.mode === 'civilService',
        )
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = due.slice(0, limit);
      const counts = new Map<string, number>();
      for (const a of page) {
        a.productionState = 'produced';
        counts.set(a.vacancyNo, (counts.get(a.vacancyNo) ?? 0) + 1);
      }
      return {
        after: page.length < limit ? null : (page.at(-1)?.id ?? null),
        produced: [...counts].map(([vacancyNo, count]) => ({ vacancyNo, count })),
        failed: 0,
      };
    },
    recordSlot: async () => {},
    sendMail: async () => {},
    sendEditionBatch: async ({ after, limit }) => {
      const owed = [...world.readers]
        .filter(([id, r]) => id > after && !r.told)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const page = owed.slice(0, limit);
      let later = 0;
      for (const [, reader] of page) {
        reader.told = reader.putOff === 0;
        if (reader.told) continue;
        reader.putOff -= 1;
        later += 1;
      }
      const last = page.length < limit ? null : (page.at(-1)?.[0] ?? null);
      return { after: last, sent: page.length - later, nothing: 0, later };
    },
    sendDraftMails: async ({ vacancyNo, round, after, limit }) => {
      const v = world.vacancies.get(vacancyNo);
      const present = v && presentRound(world.listingEnd(v), new Date(await world.now()).toISOString());
      if (!v || !present || roundKey(present) !== round) return { after: null, sent: 0, later: 0 };
      v.roundsBegun.add(round);
      const page = [...v.drafts]
        .filter(([id, d]) => id > after && d.createdAt <= present.at)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit);
      let later = 0;
      for (const [, d] of page) {
        if (d.putOff > 0) {
          d.putOff -= 1;
          later += 1;
        } else if (!d.told.includes(round)) d.told.push(round);
      }
      const last = page.length < limit ? null : (page.at(-1)?.[0] ?? null);
      return { after: last, sent: page.length - later, later };
    },
    sendWithdrawalWords: async ({ vacancyNo, after, limit }) => {
      const v = world.vacancies.get(vacancyNo);
      const now = new Date(await world.now()).toISOString();
      if (v?.stage !== 'withdrawn' || !v.withdrawnAt || withdrawalWordAt(v.withdrawnAt, 'applicants') > now)
        return { after: null, sent: 0, later: 0 };
      return tellPage(world, { vacancyNo, after, limit });
    },
    sendNoResultWords: async ({ vacancyNo, after, limit }) => {
      const v = world.vacancies.get(vacancyNo);
      const { archiveAt } = await world.view(vacancyNo);
      const now = new Date(await world.now()).toISOString();
      if (v?.stage !== 'closed' || v.resultAt || !archiveAt || archiveAt > now)
        return { after: null, sent: 0, later: 0 };
      return tellPage(world, { vacancyNo, after, limit });
    },
    reconcile: async () => {},
    refreshFeeds: async () => {},
  };
}

/** A page of those who applied and were not told; a try that shall be put off is. */
function tellPage(world: World, o: { vacancyNo: string; after: string; limit: number }) {
  const page = world
    .untold(o.vacancyNo)
    .filter((a) => a.id > o.after)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, o.limit);
  let later = 0;
  for (const a of page) {
    a.told = a.putOff === 0;
    if (a.told) continue;
    a.putOff -= 1;
    later += 1;
  }
  const last = page.length < o.limit ? null : (page.at(-1)?.id ?? null);
  return { after: last, sent: page.length - later, later };
}
