/**
 * Runs `fn` and fails with the first error that comes up beside it, with nobody waiting for it: a call to Temporal that
 * ends with its connection would end this process otherwise, and leave running what it started. Such errors are heard
 * until `after` is done too.
 */
export async function heedingStrays<T>(fn: () => Promise<T>, after: () => Promise<void>): Promise<T> {
  let stray = (_error: unknown): void => {};
  const broken = new Promise<never>((_, reject) => {
    stray = reject;
  });
  broken.catch(() => {});
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  for (const event of events) process.on(event, stray);
  try {
    return await Promise.race([fn(), broken]);
  } finally {
    await after().finally(() => {
      for (const event of events) process.off(event, stray);
    });
  }
}
