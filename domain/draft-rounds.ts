/** When those who have a draft for a vacancy are told of its end: by the vacancy's own clock, once each. */
import { taipeiDay } from './taipei-time.ts';
import { withdrawalWordAt } from './withdrawal.ts';

const DAY_MS = 86_400_000;

export const DRAFT_ROUNDS = ['extended', 'threeDaysLeft', 'oneDayLeft', 'closed', 'withdrawn'] as const;
export type DraftRoundName = (typeof DRAFT_ROUNDS)[number];

export interface DraftRound {
  name: DraftRoundName;
  /**
   * Of which end: its Taipei day, `20261209`. A listing extended to another day is another edition. It stands in histories,
   * where a day with dashes would look like somebody's birth date.
   */
  edition: string;
  /** ISO instant. */
  at: string;
}

/** What the rounds of a vacancy depend on; instants are ISO, null when there is none. */
export interface ListingEnd {
  stage: string;
  mode: string;
  listedAt: string | null;
  /** When its end was moved last. */
  extendedAt: string | null;
  closesAt: string | null;
  closedAt: string | null;
  withdrawnAt: string | null;
}

/**
 * The rounds of a vacancy as it stands, in the order of time. None for one that takes no applications; of one that was
 * withdrawn from its listing, nothing but that. "Three days left" is not said of a listing that began or was extended with
 * less than that left.
 */
export function draftRounds(v: ListingEnd): DraftRound[] {
  if ((v.mode !== 'civilService' && v.mode !== 'open') || !v.closesAt) return [];
  const edition = taipeiDay(v.closesAt).replaceAll('-', '');
  if (v.stage === 'closed') return v.closedAt ? [{ name: 'closed', edition, at: v.closedAt }] : [];
  if (v.stage === 'withdrawn')
    return v.listedAt && v.withdrawnAt
      ? [{ name: 'withdrawn', edition, at: withdrawalWordAt(v.withdrawnAt, 'drafts') }]
      : [];
  const since = v.extendedAt ?? v.listedAt;
  if (v.stage !== 'listed' || !since) return [];
  const before = (name: DraftRoundName, days: number): DraftRound[] => {
    const at = new Date(Date.parse(v.closesAt as string) - days * DAY_MS).toISOString();
    return at > since ? [{ name, edition, at }] : [];
  };
  return [
    ...(v.extendedAt ? [{ name: 'extended' as const, edition, at: v.extendedAt }] : []),
    ...before('threeDaysLeft', 3),
    ...before('oneDayLeft', 1),
  ];
}

/** The round whose time it is: the last that has come. What came before it is moot, so an outage sends one mail, not three. */
export const presentRound = (v: ListingEnd, now: string): DraftRound | undefined =>
  draftRounds(v).findLast((r) => r.at <= now);

/** `oneDayLeft:20261209` */
export const roundKey = (r: Pick<DraftRound, 'name' | 'edition'>): string => `${r.name}:${r.edition}`;

/**
 * The next round to be begun; `at` may lie in the past, which means now. One that nobody had a draft for when its time
 * came is none.
 * @param o.firstDraftAt when the oldest draft began; null without drafts
 * @param o.begun keys of rounds begun before
 */
export function nextRound(
  v: ListingEnd,
  o: { now: string; firstDraftAt: string | null; begun: readonly string[] },
): DraftRound | null {
  const present = presentRound(v, o.now);
  const owed = present && o.firstDraftAt !== null && o.firstDraftAt <= present.at;
  if (owed && !o.begun.includes(roundKey(present))) return present;
  return draftRounds(v).find((r) => r.at > o.now) ?? null;
}
