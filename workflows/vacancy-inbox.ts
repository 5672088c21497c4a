import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { condition, ParentClosePolicy, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import { record } from './activity-calls.ts';
import { application } from './application.ts';
import { applicationWorkflowId, type Look, RUN_LIMITS, type RunLimits } from './messages.ts';
import { APPLICATION_ID, VACANCY_NO } from './search-attributes.ts';
import { applicationSummary } from './words.ts';

/** Starts that wait for the server at the same time. */
const BATCH = 50;

/**
 * The applications a vacancy has heard of. Only the vacancy starts applications (rule 1): the signal queues the id,
 * this worker of the queue starts the children in batches and records that they run.
 */
export class Inbox {
  /** Children started in this run, which its limit bounds. */
  startedNow = 0;
  private readonly vacancyNo: string;
  private readonly limits: RunLimits;
  private readonly queue: string[];
  private readonly seen = new Map<string, number>();
  private paused = false;
  private busy = false;
  private readonly onStart: (count: number) => void;

  constructor(o: {
    vacancyNo: string;
    limits?: RunLimits | undefined;
    pending: readonly string[];
    onStart: (count: number) => void;
  }) {
    this.vacancyNo = o.vacancyNo;
    this.limits = o.limits ?? RUN_LIMITS;
    this.queue = [...o.pending];
    this.onStart = o.onStart;
  }

  /** `applicationReceived`: a version heard before is ignored, a newer one heals a lost child. */
  receive(look: Look): void {
    if ((this.seen.get(look.id) ?? -1) >= look.version) return;
    this.seen.set(look.id, look.version);
    if (!this.queue.includes(look.id)) this.queue.push(look.id);
  }

  /** Received and not yet started. */
  get waiting(): string[] {
    return [...this.queue];
  }
  get idle(): boolean {
    return !this.busy;
  }
  /** Before a fresh run takes over: what waits is carried, what is being started is awaited. */
  pause(): void {
    this.paused = true;
  }

  /** Works for as long as the run lives; never answers. */
  async work(): Promise<never> {
    for (;;) {
      await condition(() => !this.paused && this.queue.length > 0 && this.startedNow < this.limits.children);
      this.busy = true;
      const room = Math.min(BATCH, this.limits.children - this.startedNow);
      // Left in the queue until they run, so that a status asked for in between counts them as waiting.
      const batch = this.queue.slice(0, room);
      await Promise.all(batch.map((id) => this.start(id)));
      await record.recordStarted({ applicationIds: batch });
      this.queue.splice(0, batch.length);
      this.startedNow += batch.length;
      this.busy = false;
      this.onStart(batch.length);
    }
  }

  /**
   * The start is awaited: a fresh run would drop a child that had not started. ABANDON, because the server applies
   * the policy at continue-as-new too. A child that ran already is a success.
   */
  private async start(applicationId: string): Promise<void> {
    try {
      await startChild(application, {
        workflowId: applicationWorkflowId(applicationId),
        args: [{ applicationId, vacancyNo: this.vacancyNo }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        typedSearchAttributes: [
          { key: VACANCY_NO, value: this.vacancyNo },
          { key: APPLICATION_ID, value: applicationId },
        ],
        staticSummary: applicationSummary(this.vacancyNo),
      });
    } catch (e) {
      if (!(e instanceof WorkflowExecutionAlreadyStartedError)) throw e;
    }
  }
}
