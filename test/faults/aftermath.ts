import type { Invited, Kind, Person } from './acts.ts';
import { form } from './forms.ts';
import { saidSuccess, type Task, type Tasks } from './tasks.ts';

interface Applied {
  no: string;
  id: string;
  person: Person;
  /** Of the application, and of its newest 資格審查. */
  version: number;
  screened: number;
  state: 'open' | 'withdrawn' | 'takenBack';
}
interface Noticed {
  applicationId: string;
  /** Null once the notice whose id is known is live no more. */
  noticeId: string | null;
}

/**
 * What follows on an application and on a notice. Who is in the middle of one act begins no other, so that two which
 * would rightly refuse each other do not meet.
 */
export class Aftermath {
  private readonly t: Tasks;
  private readonly applied: Applied[] = [];
  private readonly set: Noticed[];
  private readonly offered: Invited[];

  constructor(t: Tasks) {
    this.t = t;
    this.set = [...t.m.interviews.set];
    this.offered = [...t.m.interviews.offered];
  }

  received(no: string, id: string, person: Person): void {
    this.applied.push({ no, id, person, version: 1, screened: 0, state: 'open' });
  }

  /** @returns undefined for another kind, or when nobody is free for it */
  take(kind: Kind): Task | undefined {
    if (kind === 'change') return this.change();
    if (kind === 'withdraw') return this.withdraw();
    if (kind === 'takeBack') return this.takeBack();
    if (kind === 'screen') return this.screen();
    if (kind === 'unnotice') return this.unnotice();
    if (kind === 'correct') return this.correct();
    if (kind === 'slot') return this.slot();
    return undefined;
  }

  private change(): Task | undefined {
    const one = hold(this.applied, (a) => a.state !== 'withdrawn');
    if (!one) return undefined;
    const act = this.t.begin('change', one.id, String(one.version + 1));
    const done = (): void => {
      if (act.state === 'ok') this.applied.push({ ...one, version: one.version + 1 });
    };
    const fields = form.change(act.key, act.marker);
    return this.t.task(
      act,
      `/apply/${one.no}`,
      fields,
      one.person,
      ({ status, location }) => (status === 303 && location.includes(one.id) ? 'ok' : 'refused'),
      done,
    );
  }

  private withdraw(): Task | undefined {
    const one = hold(this.applied, (a) => a.state === 'open');
    if (!one) return undefined;
    const act = this.t.begin('withdraw', one.id, '');
    const path = `/applicant/applications/${one.id}/withdraw`;
    return this.t.task(act, path, form.key(act.key), one.person, saidSuccess, () => {
      if (act.state === 'ok') this.applied.push({ ...one, version: one.version + 1, state: 'withdrawn' });
    });
  }

  private takeBack(): Task | undefined {
    const one = hold(this.applied, (a) => a.state === 'withdrawn');
    if (!one) return undefined;
    const act = this.t.begin('takeBack', one.id, '');
    const path = `/applicant/applications/${one.id}/take-back`;
    return this.t.task(act, path, form.key(act.key), one.person, saidSuccess, () => {
      if (act.state === 'ok') this.applied.push({ ...one, version: one.version + 1, state: 'takenBack' });
    });
  }

  private screen(): Task | undefined {
    const one = hold(this.applied, (a) => a.state !== 'withdrawn');
    if (!one) return undefined;
    const act = this.t.begin('screen', one.id, String(one.screened + 1));
    const path = `/officer/vacancies/${one.no}/applicants/${one.id}/screening`;
    const fields = form.screen(act.key, act.marker, one.screened);
    return this.t.task(act, path, fields, this.t.officer(), saidSuccess, () => {
      if (act.state === 'ok') this.applied.push({ ...one, screened: one.screened + 1 });
    });
  }

  private unnotice(): Task | undefined {
    const one = hold(this.set, (n) => n.noticeId !== null);
    if (!one?.noticeId) return undefined;
    const act = this.t.begin('unnotice', one.applicationId, '');
    const path = `${this.noticePath(one)}/withdraw`;
    return this.t.task(act, path, form.unnotice(act.key, one.noticeId), this.t.officer(), saidSuccess, () => {
      if (act.state === 'ok') this.set.push({ ...one, noticeId: null });
    });
  }

  /** A further notice, which takes the place of the live one. */
  private correct(): Task | undefined {
    const one = hold(this.set, () => true);
    if (!one) return undefined;
    const act = this.t.begin('correct', one.applicationId, one.applicationId);
    const fields = form.notice(act.key, act.marker, [], this.t.m.today);
    return this.t.task(act, this.noticePath(one), fields, this.t.officer(), saidSuccess, () => {
      if (act.state === 'ok') this.set.push({ ...one, noticeId: null });
    });
  }

  /** Takes a time, free or not, or moves to it. */
  private slot(): Task | undefined {
    const one = hold(this.offered, () => true);
    if (!one) return undefined;
    const act = this.t.begin('slot', one.noticeId, '');
    const fields = form.slot(act.key, act.marker, one.token, this.t.oneOf(this.t.m.interviews.slots));
    const read = ({ status }: { status: number }) =>
      status === 303 ? ('ok' as const) : ('refused' as const);
    return this.t.task(act, '/r', fields, undefined, read, () => {
      if (act.state === 'ok' || act.state === 'refused') this.offered.push(one);
    });
  }

  private noticePath({ applicationId }: Noticed): string {
    return `/officer/vacancies/${this.t.m.interviews.no}/applicants/${applicationId}/notice`;
  }
}

/** Takes the first that fits out of the list; whoever holds it puts it back. */
function hold<T>(list: T[], fits: (one: T) => boolean): T | undefined {
  const at = list.findIndex(fits);
  return at < 0 ? undefined : list.splice(at, 1)[0];
}
