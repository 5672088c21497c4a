import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { nextSlot } from '../domain/production-slots.ts';
import type { TemporalClient } from './client.ts';
import * as messages from './messages.ts';

/** Rule 3: an update without a worker hangs and leaves no event, so its caller waits this long and no longer. */
const UPDATE_MS = 5_000;

/** What a vacancy's page shows of its run: the run's own answer, and the next slot by the clock of now. */
export type VacancyAnswer = messages.VacancyStatus & { nextSlot: string | null };

/**
 * Asks a vacancy's run how it stands.
 * @returns null when nobody answers in time or no run is known: the page stands without it.
 */
export async function queryVacancy(
  t: TemporalClient,
  vacancyNo: string,
  o: { timeoutMs: number } = { timeoutMs: 1_000 },
): Promise<VacancyAnswer | null> {
  try {
    const status = await t.connection.withDeadline(Date.now() + o.timeoutMs, () =>
      t.client.workflow.getHandle(messages.vacancyWorkflowId(vacancyNo)).query(messages.vacancyStatus),
    );
    const producing = status.mode === 'civilService' && status.stage !== 'archived';
    return { ...status, nextSlot: producing ? nextSlot(new Date().toISOString()) : null };
  } catch {
    return null;
  }
}

/**
 * Extends a listing to a later last day.
 * @returns the answer, or `unknown` when none came in time: it may still be carried out, and the page asks the
 * record by its key.
 */
export async function extendListing(
  t: TemporalClient,
  vacancyNo: string,
  change: messages.ExtendListing,
): Promise<messages.ListingAnswer | 'unknown'> {
  return answered(t, vacancyNo, change.key, (handle, updateId) =>
    handle.executeUpdate(messages.extendListing, { args: [change], updateId }),
  );
}

/** Ends a listing now; answers as `extendListing` does. */
export async function endListing(
  t: TemporalClient,
  vacancyNo: string,
  change: messages.EndListing,
): Promise<messages.ListingAnswer | 'unknown'> {
  return answered(t, vacancyNo, change.key, (handle, updateId) =>
    handle.executeUpdate(messages.endListing, { args: [change], updateId }),
  );
}

type Handle = ReturnType<TemporalClient['client']['workflow']['getHandle']>;

/**
 * An update whose activity gave up (its worker was killed, the database was away too long) has failed for good under
 * its id, and would answer so for ever. The activity is idempotent by the form's key, so it is asked for once more under
 * an id of its own; whether the first try had been carried out, the record knows.
 */
async function answered(
  t: TemporalClient,
  vacancyNo: string,
  key: string,
  update: (handle: Handle, updateId: string) => Promise<messages.ListingAnswer>,
): Promise<messages.ListingAnswer | 'unknown'> {
  const handle = t.client.workflow.getHandle(messages.vacancyWorkflowId(vacancyNo));
  const deadline = Date.now() + UPDATE_MS;
  for (const updateId of [key, `${key}:${randomUUID()}`]) {
    try {
      return await t.connection.withDeadline(deadline, () => update(handle, updateId));
    } catch (e) {
      if (e instanceof WorkflowNotFoundError) return { ok: false, refused: 'notListed' };
      if (!(e instanceof WorkflowUpdateFailedError)) return 'unknown';
      if (e.cause instanceof ApplicationFailure && e.cause.type) return { ok: false, refused: e.cause.type };
    }
  }
  return 'unknown';
}
