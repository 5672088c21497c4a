import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Shapes that must never stand in a log: national ID numbers, mail addresses, one-time tokens (43 characters
 * of base64url). The fields logged are chosen one by one; this is the net below.
 */
const SECRET =
  /(?<![A-Za-z0-9])[A-Z][1289A-D]\d{8}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])[\w-]{43}(?![\w-])/g;

export const scrub = (line: string): string => line.replace(SECRET, '[removed]');

/** A busy process writes its lines in blocks, a quiet one within this many milliseconds; at its end it writes the rest. */
const TOGETHER = { sync: false, minLength: 4_096, periodicFlush: 100 };

/** A logger of JSON lines. Errors go through `faultFields`; a raw error object is never passed. */
export function makeLog(o: { level: string; name: string; to?: DestinationStream }): Log {
  const options = {
    level: o.level,
    base: { name: o.name },
    timestamp: pino.stdTimeFunctions.isoTime,
    // an error that slips in is reduced to its class
    serializers: { err: () => 'Error', error: () => 'Error' },
    hooks: { streamWrite: scrub },
  };
  return pino(options, o.to ?? pino.destination(TOGETHER));
}

/**
 * What may be said of an error: class, code, and where it arose. Messages may quote a person's data
 * (PostgreSQL's do); only a message that is itself a code, as ours are, is kept.
 */
export function faultFields(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const at = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?\/[^\s)]*\/((?:[\w.@-]+\/){0,2}[\w.@-]+:\d+:\d+)\)?/, '($1)'),
    )
    .join(' < ');
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(/^[A-Za-z][\w.-]{0,60}$/.test(error.message) ? { reason: error.message } : {}),
    ...(at ? { at } : {}),
  };
}
