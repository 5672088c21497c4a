import { type Db, withActor } from '../../db/actor.ts';
import { listedPrints } from '../../db/queries/public-vacancies.ts';
import type { SharedPage } from './shared-page.tsx';

/** Some 20 KB each. */
const MOST_KEPT = 3_000;

interface Kept {
  print: string;
  /** From then on it says something else: it closes, or another day begins. */
  until: Date;
  page: SharedPage;
}

export interface VacancyPages {
  /** What a vacancy's record looks like now; undefined when it is not listed. Asked before its page is made. */
  print(no: string): Promise<string | undefined>;
  /** The page made of that record, if it was kept and still holds. */
  find(no: string, print: string, now: Date): SharedPage | undefined;
  keep(no: string, kept: Kept): void;
}

/**
 * Pages of listed vacancies, kept by the state of their records. Every look asks the database whether the record is
 * still the same, many looks by one query, so a revision shows at once in every process and nothing has to be told.
 */
export function vacancyPages(db: Db): VacancyPages {
  const pages = new Map<string, Kept>();
  return {
    print: askedTogether((nos) =>
      withActor(db, { kind: 'public' }, (trx) => listedPrints(trx, nos), { planned: true }),
    ),
    find(no, print, now) {
      const kept = pages.get(no);
      if (!kept || kept.print !== print || kept.until <= now) return undefined;
      // the one not looked at for longest stands first
      pages.delete(no);
      pages.set(no, kept);
      return kept.page;
    },
    keep(no, kept) {
      pages.delete(no);
      pages.set(no, kept);
      const [oldest] = pages.keys();
      if (pages.size > MOST_KEPT && oldest !== undefined) pages.delete(oldest);
    },
  };
}

/** One question at a time; whoever comes while it is under way waits for the next, which is asked for all of them. */
function askedTogether<T>(ask: (keys: string[]) => Promise<Map<string, T>>) {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: { keys: Set<string>; answer: Promise<Map<string, T>> } | undefined;
  return async (key: string): Promise<T | undefined> => {
    if (!next) {
      const keys = new Set<string>();
      const answer = underWay.then(() => {
        next = undefined;
        return ask([...keys]);
      });
      underWay = answer.catch(() => {});
      next = { keys, answer };
    }
    next.keys.add(key);
    return (await next.answer).get(key);
  };
}
