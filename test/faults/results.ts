import type { Kind, Material } from './acts.ts';
import { form } from './forms.ts';
import { saidSuccess, type Task, type Tasks } from './tasks.ts';

type Officer = Material['officers'][number];

/** The result of one closed vacancy, as far as its answers told. */
interface Standing {
  no: string;
  applicants: Material['results'][number]['applicants'];
  state: 'none' | 'waiting' | 'returned' | 'sent' | 'declined';
  /** How often it was drawn up, and by whom last. */
  version: number;
  drawnBy: Officer | null;
}

/** Draws results up, returns and approves them as a second officer, and declines the post; one act on each at a time. */
export class Results {
  private readonly t: Tasks;
  private readonly free: Standing[];

  constructor(t: Tasks) {
    this.t = t;
    this.free = t.m.results.map((r) => ({ ...r, state: 'none', version: 0, drawnBy: null }));
  }

  /**
   * The act asked for, or else one that brings some result on its way.
   * @returns undefined for another kind, or when every vacancy has an act under way or is at its end
   */
  take(kind: Kind): Task | undefined {
    const giveBack = (): Task | undefined => this.decide('giveBack', 'return', 'returned');
    const approve = (): Task | undefined => this.decide('approve', 'approve', 'sent');
    const onward = (): Task | undefined => this.drawUp() ?? approve() ?? this.decline();
    if (kind === 'giveBack') return giveBack() ?? onward();
    if (kind === 'approve') return approve() ?? onward();
    if (kind === 'decline') return this.decline() ?? onward();
    return kind === 'drawUp' ? onward() : undefined;
  }

  private drawUp(): Task | undefined {
    const one = this.hold((r) => r.state === 'none' || r.state === 'returned');
    if (!one) return undefined;
    const version = one.version + 1;
    const drawnBy = this.t.officer();
    const act = this.t.begin('drawUp', one.no, String(version));
    const ids = one.applicants.map((a) => a.id);
    const fields = form.drawUp(act.key, act.marker, ids, this.t.m.today);
    const path = `/officer/vacancies/${one.no}/results`;
    return this.t.task(act, path, fields, drawnBy, saidSuccess, () => {
      if (act.state === 'ok') this.free.push({ ...one, state: 'waiting', version, drawnBy });
    });
  }

  private decide(kind: 'giveBack' | 'approve', way: string, then: Standing['state']): Task | undefined {
    const one = this.hold((r) => r.state === 'waiting');
    if (!one) return undefined;
    const others = this.t.m.officers.filter((o) => o.accountId !== one.drawnBy?.accountId);
    const act = this.t.begin(kind, one.no, String(one.version));
    const fields = form.decide(act.key, one.version, act.marker);
    const path = `/officer/vacancies/${one.no}/results/${way}`;
    return this.t.task(act, path, fields, this.t.oneOf(others), saidSuccess, () => {
      if (act.state === 'ok') this.free.push({ ...one, state: then });
    });
  }

  /** By who was selected, or told to an officer. */
  private decline(): Task | undefined {
    const one = this.hold((r) => r.state === 'sent');
    const [selected] = one?.applicants ?? [];
    if (!one || !selected) return undefined;
    const act = this.t.begin('decline', selected.id, '');
    const herself = this.t.next() < 0.5;
    const path = herself
      ? `/applicant/applications/${selected.id}/decline`
      : `/officer/vacancies/${one.no}/results/${selected.id}/declined`;
    const as = herself ? selected.person : this.t.officer();
    return this.t.task(act, path, form.key(act.key), as, saidSuccess, () => {
      if (act.state === 'ok') this.free.push({ ...one, state: 'declined' });
    });
  }

  private hold(fits: (one: Standing) => boolean): Standing | undefined {
    const at = this.free.findIndex(fits);
    return at < 0 ? undefined : this.free.splice(at, 1)[0];
  }
}
