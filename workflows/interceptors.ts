/**
 * The last door before Temporal: what an activity's failure says of itself. A driver's message quotes the row it
 * choked on and a typesetter names the character it lacks; so nothing of the original passes but
 * `{type, code, subjectId}`, and those only in forms that cannot be a person's data.
 */
import type { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
  Next,
} from '@temporalio/worker';

/** A class or a word of ours: letters only, so no number of any kind. */
const TYPE = /^[A-Za-z]{2,48}$/;
/** SQLSTATE, an SMTP reply, errno, or a camelCase word of ours. */
const CODE = /^(?:[0-9]{2}[0-9A-Z]{3}|[245][0-9]{2}|E[A-Z_]{2,31}|[a-z][A-Za-z]{1,47})$/;
/** UUID or vacancy number; a telephone number begins with 0, an ID number with a letter. */
const SUBJECT = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|1[0-9]{9})$/;
const SUBJECT_FIELDS = ['applicationId', 'noticeId', 'mailId', 'vacancyNo'] as const;

const matching = (pattern: RegExp, value: unknown): string | null =>
  typeof value === 'string' && pattern.test(value) ? value : null;

/** The id the activity was called with; never one read from the failure. */
function subjectOf(args: readonly unknown[]): string | null {
  const input = (args[0] ?? {}) as Record<string, unknown>;
  const field = SUBJECT_FIELDS.find((f) => matching(SUBJECT, input[f]));
  return field ? matching(SUBJECT, input[field]) : null;
}

/**
 * What may leave an activity in place of `error`. Whether it may be tried again, and how soon, is kept.
 * @param args what the activity was called with
 */
export function withoutWords(error: unknown, args: readonly unknown[]): ApplicationFailure {
  const e = (error ?? {}) as { type?: unknown; name?: unknown; code?: unknown };
  const type = matching(TYPE, e.type) ?? matching(TYPE, e.name) ?? 'Error';
  const code = matching(CODE, e.code) ?? 'unknown';
  const own = error instanceof ApplicationFailure ? error : null;
  const failure = ApplicationFailure.create({
    type,
    message: code === 'unknown' ? type : code,
    details: [{ type, code, subjectId: subjectOf(args) }],
    nonRetryable: own?.nonRetryable ?? false,
    ...(own?.nextRetryDelay ? { nextRetryDelay: own.nextRetryDelay } : {}),
    ...(own?.category ? { category: own.category } : {}),
  });
  // The stack begins with the message; the frames would be this file's and help nobody.
  failure.stack = `${type}: ${code}`;
  return failure;
}

/** For the worker's `interceptors.activity`; the SDK's own log of the failure sees only what passed here. */
export const idsOnly: ActivityInterceptorsFactory = (_context: Context) => ({
  inbound: {
    async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
      try {
        return await next(input);
      } catch (e) {
        if (e instanceof CancelledFailure || e instanceof CompleteAsyncError) throw e;
        throw withoutWords(e, input.args);
      }
    },
  },
});
