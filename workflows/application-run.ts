import { allHandlersFinished, condition, makeContinueAsNewFunc, setHandler } from '@temporalio/workflow';
import { record } from './activity-calls.ts';
import { type Alarm, Alarms } from './alarms.ts';
import type { application } from './application.ts';
import { Duties } from './duties.ts';
import * as messages from './messages.ts';
import type { ApplicationView } from './ports.ts';
import { renewalAt, renewalDue } from './renewal.ts';
import { WORDS } from './words.ts';

/** One run of an application: what it heard, its timers and the mails it owes. */
export class ApplicationRun {
  readonly duties: Duties;
  view: ApplicationView | null = null;
  private readonly input: messages.ApplicationInput;
  private readonly alarms: Alarms;
  private readonly seen = new Map<string, number>();
  /** Newest reply heard of for each notice. */
  private readonly replies = new Map<string, number>();
  private owed: readonly string[];
  private stirred = false;

  constructor(input: messages.ApplicationInput) {
    this.input = input;
    this.owed = input.owed ?? [];
    this.alarms = new Alarms(() => this.stir(), input.alarms);
    this.duties = new Duties(() => this.stir(), input.done);
    for (const reply of input.replies ?? []) this.replies.set(reply.id, reply.version);
    setHandler(messages.applicationChanged, (look) => {
      this.hear('application', look);
    });
    setHandler(messages.noticeChanged, (look) => {
      this.hear('notice', look);
    });
    setHandler(messages.replyRecorded, (look) => {
      if (this.hear('reply', look)) this.replies.set(look.id, look.version);
    });
    setHandler(messages.resultChanged, (look) => {
      this.hear('result', look);
    });
    setHandler(messages.applicationStatus, () => this.status());
  }

  /** Takes a turn: a look, or the statement that ends a place in reserve. */
  async turn(port: 'lookAtApplication' | 'endReserve'): Promise<ApplicationView> {
    this.view = await record[port]({ applicationId: this.input.applicationId });
    return this.view;
  }

  /** Waits until an alarm rings, word comes or a duty ends; an old run hands over to a fresh one here. */
  async rest(alarms: readonly Alarm[]): Promise<void> {
    const { limits } = this.input;
    this.alarms.want([...alarms, { name: 'renewal', at: renewalAt(limits), summary: WORDS.renewal }]);
    await condition(() => this.stirred || renewalDue(limits));
    if (renewalDue(limits)) await this.renew();
    this.stirred = false;
  }

  /** No timer is needed any more; what is under way gets a minute to settle. */
  async settle(): Promise<void> {
    this.alarms.want([]);
    await condition(() => this.duties.idle, '1 minute');
  }

  rang(name: string): boolean {
    return this.alarms.rang(name);
  }

  /** The replies heard of since this was last asked, newest of each notice. */
  takeReplies(): messages.Look[] {
    const heard = [...this.replies].map(([id, version]) => ({ id, version }));
    this.replies.clear();
    return heard;
  }

  /** What an earlier run had under way, asked once. */
  takeOwed(): readonly string[] {
    const { owed } = this;
    this.owed = [];
    return owed;
  }

  /** A version heard before, or an older one that arrives late, says nothing new: the truth is looked at. */
  private hear(kind: string, look: messages.Look): boolean {
    const key = `${kind}:${look.id}`;
    if ((this.seen.get(key) ?? -1) >= look.version) return false;
    this.seen.set(key, look.version);
    this.stir();
    return true;
  }

  private stir(): void {
    this.stirred = true;
  }

  /** What is under way is not carried as done: the next run begins it again, and its ledger row keeps it one mail. */
  private async renew(): Promise<never> {
    await condition(allHandlersFinished);
    const { applicationId, vacancyNo, limits } = this.input;
    return makeContinueAsNewFunc<typeof application>()({
      applicationId,
      vacancyNo,
      ...(limits ? { limits } : {}),
      done: this.duties.done,
      replies: this.takeReplies(),
      owed: [...this.takeOwed(), ...this.duties.owed],
      alarms: this.alarms.waiting,
    });
  }

  private status(): messages.ApplicationStatus {
    const notice = this.view?.liveNotice ?? null;
    const waits = notice?.replyStatus === 'notified' && Date.parse(notice.replyBy) > Date.now();
    return {
      state: this.view?.state ?? 'open',
      productionState: this.view?.productionState ?? 'pending',
      liveNoticeId: notice?.id ?? null,
      waitingForReplyUntil: waits ? notice.replyBy : null,
    };
  }
}
