/** What the web process reads from its environment, once, at its start. */
import { MAX_RETRIEVAL } from '../domain/notice-rules.ts';
import { PASSWORD_DAYS, type PasswordDays } from '../domain/password-age.ts';

/** Without these it does not start; `npm start` sets them for the embedded stack. */
export const REQUIRED_ENV = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'PUBLIC_URL', 'KEYRING_FILE'] as const;

export interface Config {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  /** Origin under which people reach the pages, without a slash at the end; stands in every mailed link. */
  publicUrl: string;
  /** Pages are reached by https: cookies are `Secure` and carry the `__Host-` prefix. */
  https: boolean;
  /** Origins whose forms are taken. */
  origins: readonly string[];
  port: number;
  /** Interface to listen on; undefined = all. */
  host: string | undefined;
  keyringFile: string;
  /** Where operators watch runs: the Temporal UI's origin; null = pages show ids without links. */
  temporalUiUrl: string | null;
  /** Shows the bar that says this is a demonstration. */
  demo: boolean;
  /** A proxy in front writes X-Forwarded-For; without it that header is ignored. */
  trustProxy: boolean;
  /** A sign-in ends after so many minutes without a request. */
  idleMinutes: number;
  /** A sign-in ends after so many hours in any case. */
  absoluteHours: number;
  /** What takes personal data out asks for the password again, so many minutes after it was given last. */
  stepUpMinutes: number;
  /** How old a password of the back office must and may be, in days. */
  passwordDays: PasswordDays;
  /** So many persons' résumés one officer may retrieve in an hour and in 24 hours; at least one full archive. */
  retrievalLimits: { perHour: number; perDay: number };
  /** Tries to sign in, to sign up and to ask for links that one address may make in a minute. */
  doorTriesPerMinute: number;
  /** Attachments are scanned by the worker: what it has not passed is offered to nobody. */
  scanning: boolean;
  logLevel: string;
}

/** What is wrong with the environment, one line for each variable. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`Cannot start:\n${faults.map((f) => `  ${f}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads the configuration.
 * @throws ConfigError that names every variable that is missing or not usable
 * @example readConfig(process.env).port
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = REQUIRED_ENV.filter((name) => !env[name]).map((name) => `${name} is not set`);
  const number = (name: string, otherwise: number, most: number, least = 0): number => {
    const value = env[name] ? Number(env[name]) : otherwise;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    faults.push(`${name} must be a whole number ${least > 0 ? `from ${least} ` : ''}up to ${most}`);
    return otherwise;
  };
  const publicUrl = originOf(env.PUBLIC_URL);
  const temporalUiUrl = originOf(env.TEMPORAL_UI_URL);
  if (env.PUBLIC_URL && !publicUrl) faults.push('PUBLIC_URL must be an http(s) address without a path');
  if (env.TEMPORAL_UI_URL && !temporalUiUrl)
    faults.push('TEMPORAL_UI_URL must be an http(s) address without a path');
  const config: Config = {
    databaseUrl: env.DATABASE_URL ?? '',
    temporalAddress: env.TEMPORAL_ADDRESS ?? '',
    temporalNamespace: env.TEMPORAL_NAMESPACE || 'recruitment',
    publicUrl: publicUrl ?? '',
    https: publicUrl?.startsWith('https:') ?? false,
    origins: publicUrl ? withTwin(publicUrl) : [],
    port: number('PORT', 3000, 65_535),
    host: env.HOST || undefined,
    keyringFile: env.KEYRING_FILE ?? '',
    temporalUiUrl: temporalUiUrl ?? null,
    demo: env.DEMO === '1',
    trustProxy: env.TRUST_PROXY === '1',
    idleMinutes: number('SIGN_IN_IDLE_MINUTES', 30, 24 * 60),
    absoluteHours: number('SIGN_IN_HOURS', 12, 24),
    stepUpMinutes: number('STEP_UP_MINUTES', 30, 24 * 60),
    passwordDays: {
      least: number('PASSWORD_LEAST_DAYS', PASSWORD_DAYS.least, 30),
      most: number('PASSWORD_MOST_DAYS', PASSWORD_DAYS.most, 36_500, 31),
    },
    retrievalLimits: {
      perHour: number('RETRIEVED_PERSONS_PER_HOUR', 500, 100_000, MAX_RETRIEVAL),
      perDay: number('RETRIEVED_PERSONS_PER_DAY', 2_000, 1_000_000, MAX_RETRIEVAL),
    },
    doorTriesPerMinute: number('DOOR_TRIES_PER_MINUTE', 60, 1_000_000),
    scanning: Boolean(env.CLAMD_SOCKET),
    logLevel: env.LOG_LEVEL || 'info',
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function originOf(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain =
    (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search;
  return plain ? url.origin : undefined;
}

/** On one's own machine `localhost` and `127.0.0.1` are the same place. */
function withTwin(origin: string): string[] {
  const url = new URL(origin);
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return [origin];
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return [origin, url.origin];
}
