import { randomUUID } from 'node:crypto';
import type { Act, Kind, Material } from './acts.ts';
import { type Fields, form, later } from './forms.ts';
import { type Answer, linksInMailbox, post, type Reading, readSent } from './http.ts';

/** An act with what it takes to send it again word for word. */
export interface Task {
  act: Act;
  send: () => Promise<Reading>;
  /** Told how it ended, so that what it held is free again. */
  settle: () => void;
}

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
  private readonly seed: number;
  private readonly next: () => number;
  private readonly toApply: { person: number; no: string }[];
  private readonly applied = new Map<string, string[]>();
  private readonly drafts: Draft[] = [];
  private readonly extending: Set<string> = new Set();
  private readonly mailed: { token: string }[] = [];
  private count = 0;

  constructor(m: Material, seed: number, next: () => number) {
    this.m = m;
    this.seed = seed;
    this.next = next;
    // Everybody applies at the first vacancy before anybody does at the second.
    this.toApply = m.applyTo.flatMap((no) => m.people.map((_, person) => ({ person, no }))).reverse();
  }

  /** Takes up an act of this kind; one that is not possible now becomes a reply, which always is. */
  take(kind: Kind): Task {
    const task =
      kind === 'apply'
        ? this.apply()
        : kind === 'notice'
          ? this.notice()
          : kind === 'retrieve'
            ? this.retrieve()
            : kind === 'draft'
              ? this.draft()
              : kind === 'edit'
                ? this.edit()
                : kind === 'extend'
                  ? this.extend()
                  : kind === 'close'
                    ? this.close()
                    : undefined;
    return task ?? this.reply();
  }

  /** Looks into the mailbox for links of notices sent in this window. */
  async readMailbox(): Promise<void> {
    const known = new Set([...this.m.notices, ...this.mailed].map((n) => n.token));
    for (const token of await linksInMailbox(this.m.mailboxUrl))
      if (!known.has(token)) this.mailed.push({ token });
  }

  private begin(kind: Kind, target: string, wants: string): Act {
    const marker = `s${this.seed}-${kind}-${++this.count}-${randomUUID().slice(0, 8)}`;
    const state = 'failed';
    const twice = kind !== 'retrieve' && this.next() < this.m.pressedTwice;
    return {
      ...{ seed: this.seed, kind, key: randomUUID(), marker, target, wants, first: state, state },
      ...{ ambiguous: false, tries: 0, pressedTwice: twice, beganAt: 0, endedAt: 0 },
    };
  }

  /** `read` says what an answer below 500 means. */
  private task(
    act: Act,
    path: string,
    fields: Fields,
    as: Parameters<typeof post>[3],
    read: (a: Answer) => Reading,
    settle: () => void = () => {},
  ): Task {
    const once = async (): Promise<Reading> => readSent(await post(this.m.url, path, fields, as), read);
    const send = async (): Promise<Reading> => {
      if (!act.pressedTwice || act.tries > 1) return once();
      const both = await Promise.all([once(), once()]);
      return both.find((r) => r === 'ok') ?? both.find((r) => r === 'unknown') ?? both[0];
    };
    return { act, send, settle };
  }

  private officer() {
    return this.m.officers[Math.floor(this.next() * this.m.officers.length)] as Material['officers'][number];
  }

  private apply(): Task | undefined {
    const place = this.toApply.pop();
    const person = place && this.m.people[place.person];
    if (!place || !person) return undefined;
    const act = this.begin('apply', place.no, person.id);
    return this.task(
      act,
      `/apply/${place.no}`,
      form.apply(act.key, act.marker),
      person,
      ({ status, location }) => {
        const id = /^\/applicant\/applications\/([0-9a-f-]{36})\?receipt=1$/.exec(location)?.[1];
        if (status !== 303 || !id) return 'refused';
        const known = this.applied.get(place.no) ?? [];
        if (!known.includes(id)) this.applied.set(place.no, [...known, id]);
        act.wants = `${person.id} ${id}`;
        return 'ok';
      },
    );
  }

  private reply(): Task {
    const fromMailbox = this.mailed.length > 0 && this.next() < 0.4;
    const pool: readonly { token: string; id?: string }[] = fromMailbox ? this.mailed : this.m.notices;
    const notice = pool[Math.floor(this.next() * pool.length)] as { token: string; id?: string };
    const act = this.begin('reply', notice.id ?? '', '');
    const fields = form.reply(act.key, act.marker, notice.token, this.next() < 0.5);
    return this.task(act, '/r', fields, undefined, ({ status }) => (status === 200 ? 'ok' : 'refused'));
  }

  private notice(): Task | undefined {
    const place = [...this.applied].find(([, ids]) => ids.length > 0);
    if (!place) return undefined;
    const [no, ids] = place;
    const batch = ids.splice(0, 3);
    const act = this.begin('notice', no, batch.join(' '));
    const fields = form.notice(act.key, act.marker, batch, this.m.today);
    const path = `/officer/vacancies/${no}/applicants/notices`;
    return this.task(act, path, fields, this.officer(), saidSuccess);
  }

  private retrieve(): Task {
    const { no, applicationIds } = this.m.retrieve;
    const ids = applicationIds.slice(0, 1 + Math.floor(this.next() * 3));
    const act = this.begin('retrieve', no, String(ids.length));
    const path = `/officer/vacancies/${no}/applicants/retrieve`;
    return this.task(act, path, form.retrieve(act.key, ids), this.officer(), (a) => {
      if (a.status !== 200 || a.type !== 'application/zip') return 'refused';
      act.wants = `${ids.length} ${a.requestId}`;
      return 'ok';
    });
  }

  private draft(): Task {
    const act = this.begin('draft', '', '');
    const fields = form.draft(act.key, act.marker, this.m);
    return this.task(act, '/officer/vacancies/new', fields, this.officer(), (a) => {
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
    const act = this.begin('edit', draft.no, String(draft.version + 1));
    const fields = form.edit(act.key, draft.marker, act.marker, draft.version, this.m);
    const back = (): void => {
      // Its version is known again only after an answer.
      if (act.state === 'ok') this.drafts.push({ ...draft, version: draft.version + 1 });
    };
    return this.task(act, `/officer/vacancies/${draft.no}/edit`, fields, this.officer(), saidSuccess, back);
  }

  private extend(): Task | undefined {
    const listing = this.m.extend.find((v) => !this.extending.has(v.no));
    if (!listing) return undefined;
    listing.listedTo = later(listing.listedTo, 1);
    this.extending.add(listing.no);
    const act = this.begin('extend', listing.no, listing.listedTo);
    const fields = form.extend(act.key, listing.listedTo);
    const path = `/officer/vacancies/${listing.no}/extend`;
    const free = (): void => void this.extending.delete(listing.no);
    return this.task(act, path, fields, this.officerOf(act), byUpdate, free);
  }

  private close(): Task | undefined {
    const no = this.m.close.pop();
    if (no === undefined) return undefined;
    const act = this.begin('close', no, '');
    return this.task(act, `/officer/vacancies/${no}/end`, form.close(act.key), this.officerOf(act), byUpdate);
  }

  /** The answer to an update is kept for the officer who asked: she asks again herself. */
  private officerOf(act: Act) {
    const officer = this.officer();
    act.marker = `${act.marker} ${officer.accountId}`;
    return officer;
  }
}

const saidSuccess = ({ status, said }: Answer): Reading =>
  status === 303 && said?.kind === 'success' ? 'ok' : 'refused';

/** Rule 3: 202 = not known yet; 422 = the server could not be reached, nothing was done. */
const byUpdate = (a: Answer): Reading =>
  a.status === 202 ? 'unknown' : a.status === 422 ? 'again' : saidSuccess(a);
