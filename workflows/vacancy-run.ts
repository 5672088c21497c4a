import {
  allHandlersFinished,
  condition,
  makeContinueAsNewFunc,
  patched,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { dailyMail, mails, record } from './activity-calls.ts';
import { type Alarm, Alarms } from './alarms.ts';
import { Duties } from './duties.ts';
import * as messages from './messages.ts';
import type { VacancyView } from './ports.ts';
import { renewalAt, renewalDue } from './renewal.ts';
import { CLOSES_AT, STAGE } from './search-attributes.ts';
import type { vacancy } from './vacancy.ts';
import { detailsOf } from './vacancy-details.ts';
import { Inbox } from './vacancy-inbox.ts';
import { draftDuty, tellApplicants, tellDrafts } from './vacancy-mailings.ts';
import { WORDS } from './words.ts';

/**
 * One run of a vacancy: what it was told, its timers, its children's queue and the mails it owes. It holds
 * counters and pending ids only; the truth is looked at in the record.
 */
export class VacancyRun {
  readonly vacancyNo: string;
  readonly inbox: Inbox;
  readonly duties: Duties;
  /** The record at the last look; null before the first. */
  view: VacancyView | null = null;
  /** The closing notice was begun, in this run or an earlier one. */
  closingTold: boolean;
  private readonly input: messages.VacancyInput;
  private readonly alarms: Alarms;
  private readonly endedNow = new Set<string>();
  private stirred = false;
  private seenVersion = 0;
  private started: number;
  private lastSlot: string | null;
  private wanted: readonly Alarm[] = [];
  /** Asked once: a run begun before there were such mails (90 days at most) plays on without them. */
  private readonly remindsDrafts = patched('draft-mails');

  constructor(input: messages.VacancyInput) {
    this.input = input;
    this.vacancyNo = input.vacancyNo;
    this.closingTold = input.closingTold ?? false;
    this.started = input.started ?? 0;
    this.lastSlot = input.lastSlot ?? null;
    this.alarms = new Alarms(() => this.stir(), input.alarms);
    this.duties = new Duties(() => this.stir());
    this.inbox = new Inbox({
      vacancyNo: input.vacancyNo,
      limits: input.limits,
      pending: input.pending ?? [],
      onStart: (count) => {
        this.started += count;
      },
    });
    this.listen();
    for (const duty of input.owed ?? []) this.owe(duty);
  }

  /** Something happened that makes the record worth another look. */
  stir(): void {
    this.stirred = true;
  }

  /** Takes a turn (a look, or a statement that may change the stage) and shows what came of it. */
  async turn(
    port: 'lookAtVacancy' | 'openListing' | 'closeListing' | 'withdrawUntouched',
  ): Promise<VacancyView> {
    const view = await record[port]({ vacancyNo: this.vacancyNo });
    this.view = view;
    this.publish(view);
    return view;
  }

  /**
   * Waits until an alarm rings or word comes. Here, between two turns and nowhere else, an old run hands over
   * to a fresh one. Beside what the step waits for, the time to remind drafts may come.
   */
  async rest(alarms: readonly Alarm[]): Promise<void> {
    const renewal = { name: 'renewal', at: renewalAt(this.input.limits), summary: WORDS.renewal };
    const drafts = this.draftsToRemind();
    this.wanted = alarms;
    this.alarms.want([...alarms, ...drafts, renewal]);
    const old = (): boolean => renewalDue(this.input.limits, this.inbox.startedNow);
    await condition(() => this.stirred || old());
    if (old()) await this.renew();
    this.stirred = false;
  }

  rang(name: string): boolean {
    return this.alarms.rang(name);
  }

  /** Begins a mail unless one of its kind is under way. */
  owe(duty: messages.VacancyDuty): void {
    const a = { vacancyNo: this.vacancyNo };
    this.duties.forget(duty);
    this.duties.owe(duty, () => {
      if (duty === 'digest') return dailyMail(WORDS.digest).sendDigest(a);
      if (duty === 'warning') return mails(WORDS.warning).sendArchiveWarning(a);
      if (duty === 'closingNotice') return mails(WORDS.closingNotice).sendClosingNotice(a);
      if (duty === 'withdrawn') return tellApplicants(this.vacancyNo);
      return tellDrafts(this.vacancyNo, duty, () => this.stir());
    });
  }

  /**
   * The time of the next round of mails to drafts; one that has come is begun. Its timer only wakes: whether anybody has a
   * draft, the look after it says.
   */
  private draftsToRemind(): Alarm[] {
    const round = this.remindsDrafts ? this.view?.draftRound : null;
    if (!round) return [];
    const duty = draftDuty(round);
    if (this.duties.isRunning(duty) || this.duties.isDone(duty)) return [];
    if (Date.parse(round.at) > Date.now()) return [{ name: 'drafts', at: round.at, summary: WORDS.drafts }];
    this.owe(duty);
    return [];
  }

  private async renew(): Promise<never> {
    this.inbox.pause();
    await condition(() => this.inbox.idle && allHandlersFinished());
    const { vacancyNo, limits } = this.input;
    // What rang in this very moment the next run's first look finds again, except the digest.
    if (this.rang('digest') && this.view?.stage === 'listed') this.owe('digest');
    return makeContinueAsNewFunc<typeof vacancy>()({
      vacancyNo,
      ...(limits ? { limits } : {}),
      pending: this.inbox.waiting,
      started: this.started,
      ended: this.ended,
      ...(this.lastSlot ? { lastSlot: this.lastSlot } : {}),
      closingTold: this.closingTold,
      owed: this.duties.owed as messages.VacancyDuty[],
      alarms: this.alarms.waiting,
    });
  }

  private get ended(): number {
    return (this.input.ended ?? 0) + this.endedNow.size;
  }

  /** Handlers are set before the first wait, so that nothing sent early is lost. None of them waits. */
  private listen(): void {
    setHandler(messages.vacancyChanged, (look) => {
      if (look.version <= this.seenVersion) return;
      this.seenVersion = look.version;
      this.stir();
    });
    setHandler(messages.applicationReceived, (look) => this.inbox.receive(look));
    setHandler(messages.applicationsReceived, (looks) => {
      // A worker of a release that did not know the word passed it by: what it did stays, and reconcile tells again.
      if (patched('several-received')) for (const look of looks) this.inbox.receive(look);
    });
    setHandler(messages.applicationEnded, (look) => {
      if (this.endedNow.has(look.id)) return;
      this.endedNow.add(look.id);
      this.stir();
    });
    setHandler(messages.productionDone, ({ slot }) => {
      if (this.lastSlot !== null && Date.parse(slot) < Date.parse(this.lastSlot)) return;
      this.lastSlot = slot;
      this.stir();
    });
    setHandler(messages.vacancyStatus, () => this.status());
  }

  private status(): messages.VacancyStatus {
    const at = (name: string): string | null => this.wanted.find((a) => a.name === name)?.at ?? null;
    return {
      stage: this.view?.stage ?? 'preparing',
      mode: this.view?.mode ?? '',
      nextDigestAt: at('digest'),
      closesAt: this.view?.closesAt ?? null,
      archiveAt: this.view?.archiveAt ?? null,
      lastSlot: this.lastSlot,
      childrenStarted: this.started,
      childrenEnded: this.ended,
      childrenWaiting: this.inbox.waiting.length,
    };
  }

  /** Search attributes and the text in the Temporal UI, written only when they differ. */
  private publish(view: VacancyView): void {
    const shown = workflowInfo().typedSearchAttributes;
    const closesAt = view.closesAt ? new Date(view.closesAt) : null;
    const pairs = [
      ...(shown.get(STAGE) === view.stage ? [] : [{ key: STAGE, value: view.stage }]),
      ...(closesAt?.getTime() === shown.get(CLOSES_AT)?.getTime()
        ? []
        : [{ key: CLOSES_AT, value: closesAt }]),
    ];
    if (pairs.length > 0) upsertSearchAttributes(pairs);
    setCurrentDetails(detailsOf(this.vacancyNo, this.status()));
  }
}
