/**
 * A process of its own that works at the pages as people do: for each `{plan, material}` it is sent it does a window's
 * acts over HTTP, some of them pressed twice, and tells of each how it ended. What got no answer is sent again under
 * the same key until it has one.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kind, Material, State, Told } from './acts.ts';
import { Desk } from './desk.ts';
import type { Reading } from './http.ts';
import { random } from './plan.ts';
import type { Task } from './tasks.ts';

/** A window's acts: 149, of which a few may still wait for their turn when it ends. */
const ACTS: Record<Kind, number> = {
  apply: 32,
  reply: 10,
  draft: 6,
  edit: 6,
  notice: 6,
  extend: 6,
  retrieve: 4,
  close: 2,
  keepDraft: 5,
  handIn: 4,
  change: 5,
  withdraw: 6,
  takeBack: 4,
  screen: 6,
  unnotice: 3,
  correct: 4,
  slot: 12,
  drawUp: 5,
  giveBack: 1,
  approve: 4,
  decline: 4,
  withdrawVacancy: 3,
  undoWithdrawal: 2,
  signUp: 4,
  confirm: 3,
  resume: 4,
};
const AT_ONCE = 12;
/** One act begins about every so many milliseconds. */
const PACE_MS = 70;
/** No act is begun later than this. */
const WINDOW_MS = 18_000;

const tell = (told: Told): void => void process.send?.(told);
let flight = 0;

async function window(seed: number, material: Material): Promise<void> {
  const next = random(seed);
  const desk = new Desk(material, seed, next);
  const kinds = shuffled(next);
  const began = Date.now();
  const open: Task[] = [];
  let turn = 0;
  const people = Array.from({ length: AT_ONCE }, async () => {
    for (;;) {
      const mine = turn++;
      const kind = kinds[mine];
      if (kind === undefined || Date.now() - began > WINDOW_MS) return;
      await sleep(Math.max(0, began + mine * PACE_MS - Date.now()));
      if (mine % 20 === 19) await desk.readMailbox();
      const task = desk.take(kind);
      if (!(await tried(task))) open.push(task);
    }
  });
  // Whoever got no answer presses again.
  let over = false;
  const again = (async () => {
    while (!over || (open.length > 0 && Date.now() - began < material.resolveMs)) {
      const task = open.shift();
      if (task && !(await tried(task))) open.push(task);
      await sleep(open.length > 0 ? 30 : 150);
    }
  })();
  await Promise.all(people);
  over = true;
  await again;
  for (const task of open) end(task, task.act.ambiguous ? 'unknown' : 'failed');
  tell({ done: true });
}

/** One try. Answers whether the act has its answer now. */
async function tried(task: Task): Promise<boolean> {
  const { act } = task;
  act.tries += 1;
  if (act.tries === 1) act.beganAt = Date.now();
  tell({ flight: ++flight });
  const reading = await task.send();
  tell({ flight: --flight });
  if (act.tries === 1) act.first = reading === 'again' ? 'failed' : reading;
  if (reading === 'unknown') act.ambiguous = true;
  if (reading === 'unknown' || reading === 'again') return false;
  end(task, reading);
  return true;
}

function end(task: Task, state: Exclude<Reading, 'again'> & State): void {
  task.act.state = state;
  task.act.endedAt = Date.now();
  task.settle();
  tell({ act: task.act });
}

/** The kinds in an order the seed decides; applications first come early, so that there is somebody to notify. */
function shuffled(next: () => number): Kind[] {
  const all = (Object.keys(ACTS) as Kind[]).flatMap((kind) => Array.from({ length: ACTS[kind] }, () => kind));
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [all[i], all[j]] = [all[j] as Kind, all[i] as Kind];
  }
  return all;
}

process.on(
  'message',
  ({ seed, material }: { seed: number; material: Material }) => void window(seed, material),
);
process.on('disconnect', () => process.exit(0));
