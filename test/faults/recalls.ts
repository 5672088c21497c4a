import type { Kind, Material } from './acts.ts';
import { form } from './forms.ts';
import { saidSuccess, type Task, type Tasks } from './tasks.ts';

type Recall = Material['recall'][number];

/** Vacancies withdrawn by their officer, and put back; one that is in a hand is in no other. */
export class Recalls {
  private readonly t: Tasks;
  private readonly listed: Recall[];
  private readonly withdrawn: Recall[] = [];

  constructor(t: Tasks) {
    this.t = t;
    this.listed = [...t.m.recall];
  }

  /** @returns undefined for another kind, or when there is none for it */
  take(kind: Kind): Task | undefined {
    if (kind === 'withdrawVacancy') return this.press(kind, this.listed, this.withdrawn, '/withdraw');
    if (kind === 'undoWithdrawal') return this.press(kind, this.withdrawn, this.listed, '/withdraw/undo');
    return undefined;
  }

  /** Its version is known again only after an answer. */
  private press(
    kind: 'withdrawVacancy' | 'undoWithdrawal',
    from: Recall[],
    into: Recall[],
    path: string,
  ): Task | undefined {
    const one = from.shift();
    if (!one) return undefined;
    const version = one.version + 1;
    const act = this.t.begin(kind, one.no, String(version));
    const fields = form[kind](act.key, one.version);
    return this.t.task(
      act,
      `/officer/vacancies/${one.no}${path}`,
      fields,
      this.t.officer(),
      saidSuccess,
      () => {
        if (act.state === 'ok') into.push({ no: one.no, version });
      },
    );
  }
}
