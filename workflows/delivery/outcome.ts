import { isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError, WorkflowNotFoundError } from '@temporalio/common';

/** Why a row could not be carried. `away`: nobody answers, so nothing else would get through either. */
export type Failed = { why: 'away' | 'again' | 'never'; code: string };

/** gRPC status codes and what they mean for a start or a signal. */
const AWAY = { 1: 'cancelled', 4: 'deadlineExceeded', 14: 'unavailable' } as Record<number, string>;
const NEVER = {
  3: 'invalidArgument',
  7: 'permissionDenied',
  12: 'unimplemented',
  16: 'unauthenticated',
} as Record<number, string>;
const AGAIN = { 2: 'unknown', 8: 'resourceExhausted', 10: 'aborted', 13: 'internal' } as Record<
  number,
  string
>;

/** A row that names what no workflow knows. */
export class BadRow extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Reads a failed send. A run that is not there although the record says it should be may be healed meanwhile, so
 * it is tried again, within the limit of attempts.
 */
export function readFailure(e: unknown): Failed {
  if (e instanceof BadRow) return { why: 'never', code: e.code };
  if (e instanceof WorkflowNotFoundError) return { why: 'again', code: 'workflowNotFound' };
  if (e instanceof NamespaceNotFoundError) return { why: 'away', code: 'namespaceNotFound' };
  const status = grpcStatus(e);
  if (status !== null && status in AWAY) return { why: 'away', code: AWAY[status] ?? 'away' };
  if (status !== null && status in NEVER) return { why: 'never', code: NEVER[status] ?? 'never' };
  if (status !== null) return { why: 'again', code: AGAIN[status] ?? `grpc${status}` };
  // Connection errors of the socket itself, and a channel that could not become ready in time.
  const code = (e as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return { why: 'away', code };
  return /connect|deadline/i.test((e as Error | null)?.message ?? '')
    ? { why: 'away', code: 'unavailable' }
    : { why: 'again', code: 'unknown' };
}

function grpcStatus(e: unknown): number | null {
  for (let at: unknown = e, depth = 0; at && depth < 5; at = (at as { cause?: unknown }).cause, depth++)
    if (isGrpcServiceError(at)) return at.code;
  return null;
}
