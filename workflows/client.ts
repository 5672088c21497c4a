/**
 * The only door to Temporal for web, delivery and commands. Every call has a deadline: pages stand without the
 * server, and nothing waits for ever on one that is away.
 */
import { Client, Connection } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import * as messages from './messages.ts';
import { VACANCY_NO } from './search-attributes.ts';
import { vacancySummary, WORDS } from './words.ts';

export {
  countRunning,
  describeSchedules,
  type ScheduleState,
  triggerProduction,
} from './client-operations.ts';
export { endListing, extendListing, queryVacancy, type VacancyAnswer } from './client-vacancy.ts';

export interface TemporalClient {
  client: Client;
  connection: Connection;
  namespace: string;
  close(): Promise<void>;
}

/** How long a start or a signal may take before it counts as not carried. */
const SEND_MS = 5_000;

/**
 * Makes the client. It connects at the first call and again by itself after an outage, so a process starts without
 * the server too; whether the server answers, `isReachable` says.
 */
export async function connect(o: { address: string; namespace: string }): Promise<TemporalClient> {
  const connection = Connection.lazy({
    address: o.address,
    connectTimeout: SEND_MS,
    channelArgs: {
      // gRPC would wait up to two minutes before it looks whether the server is back.
      'grpc.initial_reconnect_backoff_ms': 200,
      'grpc.max_reconnect_backoff_ms': 3_000,
      // A connection that went silent is noticed after 17 s, not 45; the server forbids asking more often than 10 s.
      'grpc.keepalive_time_ms': 12_000,
      'grpc.keepalive_timeout_ms': 5_000,
    },
  });
  const client = new Client({ connection, namespace: o.namespace });
  return { client, connection, namespace: o.namespace, close: () => connection.close() };
}

/** Runs `fn`, whose calls must all end within `ms`. */
export function within<T>(t: TemporalClient, ms: number, fn: () => Promise<T>): Promise<T> {
  return t.connection.withDeadline(Date.now() + ms, fn);
}

/** Whether the server answers now. */
export async function isReachable(t: TemporalClient, timeoutMs = 1_000): Promise<boolean> {
  try {
    await within(t, timeoutMs, () => t.connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}

/** `alreadyStarted`: it runs, or ran to its end; a message delivered twice starts nothing twice. */
export type Started = 'started' | 'alreadyStarted';

/**
 * Starts a vacancy's run.
 * @throws what `@temporalio/client` throws when the server is away or refuses
 */
export async function startVacancy(
  t: TemporalClient,
  vacancyNo: string,
  options: { limits?: messages.RunLimits } = {},
): Promise<Started> {
  return once(() =>
    within(t, SEND_MS, () =>
      t.client.workflow.start('vacancy', {
        taskQueue: messages.TASK_QUEUE,
        workflowId: messages.vacancyWorkflowId(vacancyNo),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [{ vacancyNo, ...options } satisfies messages.VacancyInput],
        typedSearchAttributes: [{ key: VACANCY_NO, value: vacancyNo }],
        staticSummary: vacancySummary(vacancyNo),
      }),
    ),
  );
}

/**
 * Starts the sending of a mail that belongs to no vacancy, or of any mail an operator wants tried again: the run
 * that met a permanent refusal completed. The ledger keeps a mail handed over from being sent twice.
 */
export async function startMail(t: TemporalClient, mailId: string): Promise<Started> {
  return once(() =>
    within(t, SEND_MS, () =>
      t.client.workflow.start('mail', {
        taskQueue: messages.TASK_QUEUE,
        workflowId: messages.mailWorkflowId(mailId),
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        args: [{ mailId } satisfies messages.MailInput],
        staticSummary: WORDS.mail,
      }),
    ),
  );
}

async function once(start: () => Promise<unknown>): Promise<Started> {
  try {
    await start();
    return 'started';
  } catch (e) {
    if (e instanceof WorkflowExecutionAlreadyStartedError) return 'alreadyStarted';
    throw e;
  }
}

const VACANCY_SIGNALS = {
  vacancyChanged: messages.vacancyChanged,
  applicationReceived: messages.applicationReceived,
} as const;
const APPLICATION_SIGNALS = {
  applicationChanged: messages.applicationChanged,
  noticeChanged: messages.noticeChanged,
  replyRecorded: messages.replyRecorded,
  resultChanged: messages.resultChanged,
} as const;
export type VacancySignal = keyof typeof VACANCY_SIGNALS;
export type ApplicationSignal = keyof typeof APPLICATION_SIGNALS;
export const isVacancySignal = (name: string | null): name is VacancySignal =>
  name !== null && name in VACANCY_SIGNALS;
export const isApplicationSignal = (name: string | null): name is ApplicationSignal =>
  name !== null && name in APPLICATION_SIGNALS;

/**
 * Says "look" to a vacancy, by id alone: whichever run is the present one hears it.
 * @throws WorkflowNotFoundError when no such run is alive
 */
export async function signalVacancy(
  t: TemporalClient,
  vacancyNo: string,
  signal: VacancySignal,
  look: messages.Look,
): Promise<void> {
  const handle = t.client.workflow.getHandle(messages.vacancyWorkflowId(vacancyNo));
  await within(t, SEND_MS, () => handle.signal(VACANCY_SIGNALS[signal], look));
}

/** Tells a vacancy of several applications in one signal; otherwise as `signalVacancy`. */
export async function signalReceived(
  t: TemporalClient,
  vacancyNo: string,
  looks: messages.Look[],
): Promise<void> {
  const handle = t.client.workflow.getHandle(messages.vacancyWorkflowId(vacancyNo));
  await within(t, SEND_MS, () => handle.signal(messages.applicationsReceived, looks));
}

/** Says "look" to an application. */
export async function signalApplication(
  t: TemporalClient,
  applicationId: string,
  signal: ApplicationSignal,
  look: messages.Look,
): Promise<void> {
  const handle = t.client.workflow.getHandle(messages.applicationWorkflowId(applicationId));
  await within(t, SEND_MS, () => handle.signal(APPLICATION_SIGNALS[signal], look));
}
