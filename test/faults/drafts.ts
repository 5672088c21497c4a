import type { Kind, Person } from './acts.ts';
import { form } from './forms.ts';
import { saidSuccess, type Task, type Tasks } from './tasks.ts';

interface Kept {
  no: string;
  person: Person;
}

/** Applications that are begun, kept, and handed in from what was kept; a draft is in one hand at a time. */
export class Drafts {
  private readonly t: Tasks;
  private readonly place: () => Kept | undefined;
  private readonly onReceived: (no: string, id: string, person: Person) => void;
  private readonly kept: Kept[] = [];

  /** @param place somebody who has not begun to apply there, and will not otherwise */
  constructor(
    t: Tasks,
    place: () => Kept | undefined,
    onReceived: (no: string, id: string, person: Person) => void,
  ) {
    this.t = t;
    this.place = place;
    this.onReceived = onReceived;
  }

  /** @returns undefined for another kind, or when there is nobody for it */
  take(kind: Kind): Task | undefined {
    if (kind === 'keepDraft') return this.keep();
    return kind === 'handIn' ? this.handIn() : undefined;
  }

  private keep(): Task | undefined {
    const place = this.place();
    if (!place) return undefined;
    const act = this.t.begin('keepDraft', place.no, place.person.id);
    const fields = form.keepDraft(act.key, act.marker);
    return this.t.task(act, `/apply/${place.no}`, fields, place.person, saidSuccess, () => {
      if (act.state === 'ok') this.kept.push(place);
    });
  }

  private handIn(): Task | undefined {
    const draft = this.kept.shift();
    if (!draft) return this.keep();
    const { no, person } = draft;
    const act = this.t.begin('handIn', no, person.id);
    const fields = form.handIn(act.key, act.marker);
    return this.t.task(act, `/apply/${no}`, fields, person, ({ status, location }) => {
      const id = form.receiptOf(location);
      if (status !== 303 || !id) return 'refused';
      if (!act.wants.includes(id)) this.onReceived(no, id, person);
      act.wants = `${person.id} ${id}`;
      return 'ok';
    });
  }
}
