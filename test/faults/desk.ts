import { Accounts } from './accounts.ts';
import type { Act, Kind, Material, Person } from './acts.ts';
import { Aftermath } from './aftermath.ts';
import { Drafts } from './drafts.ts';
import { form, later } from './forms.ts';
import { type Answer, confirmLinks, newestMails, type Reading, replyLinks } from './http.ts';
import { Recalls } from './recalls.ts';
import { Results } from './results.ts';
import { saidSuccess, type Task, Tasks } from './tasks.ts';

interface Draft {
  no: string;
  marker: string;
  version: number;
}

/**
 * Where people take up what they do next: it knows who may apply where, which applications wait for a notice and
 * which drafts may be edited. Two acts that would rightly refuse each other are not begun together.
 */
export class Desk {
  private readonly m: Material;
  private readonly tasks: Tasks;
  private readonly aftermath: Aftermath;
  private readonly results: Results;
  private readonly begun: Drafts;
  private readonly accounts: Accounts;
  private readonly recalls: Recalls;
  private readonly toApply: { person: number; no: string }[];
  private readonly applied = new Map<string, string[]>();
  private readonly drafts: Draft[] = [];
  private readonly extending: Set<string> = new Set();
  private readonly mailed: { token: string }[] = [];
  private turn = 0;

  constructor(m: Material, seed: number, next: () => number) {
    this.m = m;
    this.tasks = new Tasks(m, seed, next);
    this.aftermath = new Aftermath(this.tasks);
    this.results = new Results(this.tasks);
    this.begun = new Drafts(
      this.tasks,
      () => this.lastPlace(),
      (no, id, person) => this.received(no, id, person),
    );
    this.accounts = new Accounts(this.tasks);
    this.recalls = new Recalls(this.tasks);
    // Everybody applies at the first vacancy before anybody does at the second.
    this.toApply = m.applyTo.flatMap((no) => m.people.map((_, person) => ({ person, no }))).reverse();
  }

  /** Takes up an act of this kind; one that is not possible now becomes a reply, which always is. */
  take(kind: Kind): Task {
    const own: Partial<Record<Kind, () => Task | undefined>> = {
      apply: () => this.apply(),
      notice: () => this.notice(),
      retrieve: () => this.retrieve(),
      draft: () => this.draft(),
      edit: () => this.edit(),
      extend: () => this.extend(),
      close: () => this.close(),
    };
    const others = [this.aftermath, this.results, this.begun, this.accounts, this.recalls];
    for (const take of [own[kind], ...others.map((o) => () => o.take(kind))]) {
      const task = take?.();
      if (task) return task;
    }
    return this.reply();
  }

  /** Looks into the mailbox for links of notices and of new accounts. */
  async readMailbox(): Promise<void> {
    const { set, offered } = this.m.interviews;
    const known = new Set([...this.m.notices, ...set, ...offered, ...this.mailed].map((n) => n.token));
    const mails = await newestMails(this.m.mailboxUrl);
    this.accounts.found(confirmLinks(mails));
    for (const token of replyLinks(mails)) if (!known.has(token)) this.mailed.push({ token });
  }

  private apply(): Task | undefined {
    const place = this.toApply.pop();
    const person = place && this.m.people[place.person];
    if (!place || !person) return undefined;
    const act = this.tasks.begin('apply', place.no, person.id);
    return this.tasks.task(
      act,
      `/apply/${place.no}`,
      form.apply(act.key, act.marker),
      person,
      ({ status, location }) => {
        const id = form.receiptOf(location);
        if (status !== 303 || !id) return 'refused';
        if (!act.wants.includes(id)) this.received(place.no, id, person);
        act.wants = `${person.id} ${id}`;
        return 'ok';
      },
    );
  }

  /** The place of an application that comes last, for one that begins as a draft. */
  private lastPlace(): { no: string; person: Person } | undefined {
    const place = this.toApply.shift();
    const person = place && this.m.people[place.person];
    return place && person && { no: place.no, person };
  }

  /** Every other application is one that is notified; the others are changed, withdrawn and screened. */
  private received(no: string, id: string, person: Person): void {
    this.turn += 1;
    if (this.turn % 2 === 0) this.aftermath.received(no, id, person);
    else this.applied.set(no, [...(this.applied.get(no) ?? []), id]);
  }

  private reply(): Task {
    const fromMailbox = this.mailed.length > 0 && this.tasks.next() < 0.4;
    const pool: readonly { token: string; id?: string }[] = fromMailbox ? this.mailed : this.m.notices;
    const notice = this.tasks.oneOf(pool);
    const act = this.tasks.begin('reply', notice.id ?? '', '');
    const fields = form.reply(act.key, act.marker, notice.token, this.tasks.next() < 0.5);
    return this.tasks.task(act, '/r', fields, undefined, ({ status }) => (status === 303 ? 'ok' : 'refused'));
  }

  private notice(): Task | undefined {
    const place = [...this.applied].find(([, ids]) => ids.length > 0);
    if (!place) return undefined;
    const [no, ids] = place;
    const batch = ids.splice(0, 3);
    const act = this.tasks.begin('notice', no, batch.join(' '));
    const fields = form.notice(act.key, act.marker, batch, this.m.today);
    const path = `/officer/vacancies/${no}/applicants/notices`;
    return this.tasks.task(act, path, fields, this.tasks.officer(), saidSuccess);
  }

  private retrieve(): Task {
    const { no, applicationIds } = this.m.retrieve;
    const ids = applicationIds.slice(0, 1 + Math.floor(this.tasks.next() * 3));
    const act = this.tasks.begin('retrieve', no, String(ids.length));
    const path = `/officer/vacancies/${no}/applicants/retrieve`;
    return this.tasks.task(act, path, form.retrieve(act.key, ids), this.tasks.officer(), (a) => {
      if (a.status !== 200 || a.type !== 'application/zip') return 'refused';
      act.wants = `${ids.length} ${a.requestId}`;
      return 'ok';
    });
  }

  private draft(): Task {
    const act = this.tasks.begin('draft', '', '');
    const fields = form.draft(act.key, act.marker, this.m);
    return this.tasks.task(act, '/officer/vacancies/new', fields, this.tasks.officer(), (a) => {
      const no = /^\/officer\/vacancies\/(\d{10})$/.exec(a.location)?.[1];
      if (a.status !== 303 || !no) return 'refused';
      if (act.target === '') this.drafts.push({ no, marker: act.marker, version: 1 });
      act.target = no;
      return 'ok';
    });
  }

  private edit(): Task | undefined {
    const draft = this.drafts.shift();
    if (!draft) return undefined;
    const act = this.tasks.begin('edit', draft.no, String(draft.version + 1));
    const fields = form.edit(act.key, draft.marker, act.marker, draft.version, this.m);
    const back = (): void => {
      // Its version is known again only after an answer.
      if (act.state === 'ok') this.drafts.push({ ...draft, version: draft.version + 1 });
    };
    return this.tasks.task(
      act,
      `/officer/vacancies/${draft.no}/edit`,
      fields,
      this.tasks.officer(),
      saidSuccess,
      back,
    );
  }

  private extend(): Task | undefined {
    const listing = this.m.extend.find((v) => !this.extending.has(v.no));
    if (!listing) return undefined;
    listing.listedTo = later(listing.listedTo, 1);
    this.extending.add(listing.no);
    const act = this.tasks.begin('extend', listing.no, listing.listedTo);
    const fields = form.extend(act.key, listing.listedTo);
    const path = `/officer/vacancies/${listing.no}/extend`;
    const free = (): void => void this.extending.delete(listing.no);
    return this.tasks.task(act, path, fields, this.officerOf(act), byUpdate, free);
  }

  private close(): Task | undefined {
    const no = this.m.close.pop();
    if (no === undefined) return undefined;
    const act = this.tasks.begin('close', no, '');
    return this.tasks.task(
      act,
      `/officer/vacancies/${no}/end`,
      form.close(act.key),
      this.officerOf(act),
      byUpdate,
    );
  }

  /** The answer to an update is kept for the officer who asked: she asks again herself. */
  private officerOf(act: Act) {
    const officer = this.tasks.officer();
    act.marker = `${act.marker} ${officer.accountId}`;
    return officer;
  }
}

/** Rule 3: 202 = not known yet; 422 = the server could not be reached, nothing was done. */
const byUpdate = (a: Answer): Reading =>
  a.status === 202 ? 'unknown' : a.status === 422 ? 'again' : saidSuccess(a);
