/** The negative control `dedupe`: a build that forgets every key. The faults runs must catch it. */
export * from '../../../db/idempotency.ts';

export async function claimKey(): Promise<undefined> {
  return undefined;
}

export async function keepResult(): Promise<void> {}
