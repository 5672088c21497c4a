import { DefaultLogger, type Logger as SdkLogger } from '@temporalio/worker';
import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * Shapes that must never stand in a log: national ID numbers, mail addresses, one-time tokens (43 characters of
 * base64url). What is logged is chosen field by field; this is the net below.
 */
const SECRET =
  /(?<![A-Za-z0-9])[A-Z][1289A-D]\d{8}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])[\w-]{43}(?![\w-])/g;

/** The worker's logger: JSON lines; an error that slips in is reduced to its class. */
export function makeLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { name: 'worker' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: () => 'Error', error: () => 'Error' },
    hooks: { streamWrite: (line: string) => line.replace(SECRET, '[removed]') },
  };
  return to ? pino(options, to) : pino(options);
}

/** Fields of the SDK's own entries that name no person; everything else of them, errors above all, stays out. */
const FIELDS = ['workflowType', 'workflowId', 'runId', 'activityType', 'activityId', 'attempt', 'taskQueue'];

/** Lets the SDK speak through our logger, from warnings on. */
export function sdkLogger(log: Logger): SdkLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    const fields: Record<string, unknown> = {};
    for (const name of FIELDS) if (meta?.[name] !== undefined) fields[name] = meta[name];
    const error: unknown = meta?.error;
    // Failures of activities have passed the ids-only door: their type is a word of ours.
    if (error instanceof Error) fields.errorType = (error as { type?: string }).type ?? error.name;
    if (level === 'ERROR') log.error(fields, message);
    else log.warn(fields, message);
  });
}
