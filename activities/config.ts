/** What the worker reads from its environment, once, at its start. */
import { type ClamdAddress, readClamdAddress } from '../documents/virus-scan.ts';

/** Without these it does not start; `npm start` sets them for the embedded stack. */
export const REQUIRED_ENV = [
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'SMTP_URL',
  'PUBLIC_URL',
  'KEYRING_FILE',
] as const;

export interface WorkerConfig {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  mailFrom: { name: string; address: string };
  /** Stands in every mailed link. */
  publicUrl: string;
  keyringFile: string;
  /** Seconds that activities under way may take to finish after SIGTERM; shorter than the supervisor's patience. */
  graceSeconds: number;
  /** Workflows kept in memory; one that is not is replayed when it wakes. */
  cachedWorkflows: number;
  /** Compilers side by side, each a process of some 130 MB while it works. */
  typesetters: number;
  /** The virus scanner; null = attachments are not scanned. */
  clamd: ClamdAddress | null;
  logLevel: string;
}

/**
 * @returns the configuration, or one line for each variable that is missing or unusable
 * @example readWorkerConfig(process.env)
 */
export function readWorkerConfig(
  env: Record<string, string | undefined>,
): { ok: true; config: WorkerConfig } | { ok: false; faults: string[] } {
  const faults: string[] = REQUIRED_ENV.filter((name) => !env[name]).map((name) => `${name} is not set`);
  const number = (name: string, otherwise: number, least: number, most: number): number => {
    const value = env[name] ? Number(env[name]) : otherwise;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    faults.push(`${name} must be a whole number from ${least} to ${most}`);
    return otherwise;
  };
  const publicUrl = webAddress(env.PUBLIC_URL);
  if (env.PUBLIC_URL && !publicUrl) faults.push('PUBLIC_URL must be an http(s) address');
  if (env.SMTP_URL && !/^smtps?:\/\/[^\s]+$/.test(env.SMTP_URL))
    faults.push('SMTP_URL must be an smtp:// or smtps:// address');
  const clamd = env.CLAMD_SOCKET ? readClamdAddress(env.CLAMD_SOCKET) : null;
  if (env.CLAMD_SOCKET && !clamd) faults.push('CLAMD_SOCKET must be the path of a socket or host:port');
  const config: WorkerConfig = {
    databaseUrl: env.DATABASE_URL ?? '',
    temporalAddress: env.TEMPORAL_ADDRESS ?? '',
    temporalNamespace: env.TEMPORAL_NAMESPACE || 'recruitment',
    smtpUrl: env.SMTP_URL ?? '',
    mailFrom: {
      name: env.MAIL_FROM_NAME || '事求人機關徵才系統',
      address: env.MAIL_FROM || `no-reply@${publicUrl?.hostname ?? 'localhost'}`,
    },
    publicUrl: publicUrl?.href.replace(/\/$/, '') ?? '',
    keyringFile: env.KEYRING_FILE ?? '',
    graceSeconds: number('SHUTDOWN_GRACE_SECONDS', 4, 1, 600),
    cachedWorkflows: number('CACHED_WORKFLOWS', 1_000, 10, 100_000),
    typesetters: number('TYPESETTERS', 2, 1, 16),
    clamd,
    logLevel: env.LOG_LEVEL || 'info',
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config };
}

function webAddress(text: string | undefined): URL | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}
