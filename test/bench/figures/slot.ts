/**
 * `pdf.slot_4000_s`: one slot (R66) with 4,000 pending résumés, from the start of its workflow to its end: records
 * opened, typeset, sealed, kept, each with its audit event, and their vacancies told.
 * `memory.worker_5000_docs_mb`, `memory.worker_docs_ratio`: what the worker holds near its 5,000th document, and how
 * much more that is than near its 500th.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, median, type Run, round, scaled } from '../frame.ts';
import { documentsMade, fillPending, pendAgain, runSlot } from '../pending.ts';
import { resident } from '../resident.ts';
import { onStand, type Stand } from '../stand.ts';

const SLOT = 4_000;
const SLOT_LIMIT_S = 300;
const FEW = 500;
const MANY = 5_000;
const LIMIT_MB = 800;
const MOST_RATIO = 1.1;
/** So many looks are nearest to a document; their median is taken. */
const NEAR = 9;

export const slot: Figure = {
  names: ['pdf.slot_4000_s', 'memory.worker_5000_docs_mb', 'memory.worker_docs_ratio'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const pending = await fillPending(s, scaled(run, SLOT));
      const began = new Date();
      const watching = watch(s, began);
      const seconds = await runSlot(s);
      const made = await documentsMade(s, began);
      if (made !== pending.length) throw new Error(`${made} documents instead of ${pending.length}`);
      run.say(`  ${made} documents in ${seconds.toFixed(1)} s`);
      await pendAgain(s, pending.slice(0, scaled(run, MANY - SLOT)));
      await runSlot(s);
      const { few, many, words } = held(await watching.end(), run);
      const ratio = many / few;
      return {
        'pdf.slot_4000_s': {
          value: round(seconds),
          unit: 's',
          of: `${made} résumés of three pages with a photo, one worker`,
          target: `under ${SLOT_LIMIT_S} s`,
          met: seconds < SLOT_LIMIT_S,
        },
        'memory.worker_5000_docs_mb': {
          value: round(many),
          unit: 'MB',
          of: words,
          target: `under ${LIMIT_MB} MB`,
          met: many < LIMIT_MB,
        },
        'memory.worker_docs_ratio': {
          value: round(ratio),
          unit: '×',
          of: words,
          target: `at most ${MOST_RATIO}`,
          met: ratio <= MOST_RATIO,
        },
      };
    }),
};

interface Look {
  documents: number;
  mb: number;
}

/** Looks at the worker twice a second until it is ended. */
function watch(s: Stand, began: Date): { end: () => Promise<Look[]> } {
  const looks: Look[] = [];
  let before = 0;
  let last = 0;
  let ended = false;
  const looking = (async () => {
    for (; !ended; await sleep(500)) {
      const now = await documentsMade(s, began);
      // What is made anew was taken away first.
      if (now < last) before += last - now;
      last = now;
      looks.push({ documents: before + now, mb: resident(s).worker });
    }
  })();
  looking.catch(() => {});
  return {
    end: async () => {
      ended = true;
      await looking;
      return looks;
    },
  };
}

function held(looks: readonly Look[], run: Run): { few: number; many: number; words: string } {
  const near = (documents: number): number =>
    median(
      [...looks]
        .sort((a, b) => Math.abs(a.documents - documents) - Math.abs(b.documents - documents))
        .slice(0, NEAR)
        .map((look) => look.mb),
    );
  const few = near(scaled(run, FEW));
  const many = near(scaled(run, MANY));
  const words = `PSS near document ${scaled(run, FEW)}: ${round(few)} MB, near ${scaled(run, MANY)}: ${round(many)} MB`;
  return { few, many, words };
}
