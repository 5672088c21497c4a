import type { Kind, Person } from './acts.ts';
import { form } from './forms.ts';
import { saidSuccess, type Task, type Tasks } from './tasks.ts';

/** Accounts asked for and confirmed, and the résumés people keep; one résumé is in one hand at a time. */
export class Accounts {
  private readonly t: Tasks;
  private readonly writers: Person[];
  private readonly links: { email: string; token: string }[] = [];
  private readonly seen = new Set<string>();

  constructor(t: Tasks) {
    this.t = t;
    this.writers = [...t.m.writers];
  }

  /** Links found in the mailbox; each is pressed by one act alone. */
  found(links: readonly { email: string; token: string }[]): void {
    for (const link of links.filter((one) => !this.seen.has(one.token))) {
      this.seen.add(link.token);
      this.links.push(link);
    }
  }

  /** @returns undefined for another kind, or when there is nobody for it */
  take(kind: Kind): Task | undefined {
    if (kind === 'signUp') return this.signUp();
    if (kind === 'confirm') return this.confirm();
    return kind === 'resume' ? this.resume() : undefined;
  }

  private signUp(): Task {
    const act = this.t.begin('signUp', '', '');
    act.target = `${act.marker}@mail.example`;
    const fields = form.signUp(act.key, act.target);
    return this.t.task(act, '/applicant/sign-up', fields, undefined, ({ status, location }) =>
      status === 303 && location === '/applicant/sign-up?sent' ? 'ok' : 'refused',
    );
  }

  private confirm(): Task | undefined {
    const link = this.links.shift();
    if (!link) return undefined;
    const act = this.t.begin('confirm', link.email, '');
    return this.t.task(act, `/applicant/confirm/${link.token}`, [], undefined, saidSuccess);
  }

  private resume(): Task | undefined {
    const writer = this.writers.shift();
    if (!writer) return undefined;
    const act = this.t.begin('resume', writer.id, '');
    const fields = form.resume(act.key, act.marker);
    return this.t.task(act, '/applicant/resume/training/new', fields, writer, saidSuccess, () =>
      this.writers.push(writer),
    );
  }
}
