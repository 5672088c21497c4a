import { describe, expect, it } from 'vitest';
import { ConfigError, REQUIRED_ENV, readConfig } from '../../web/config.ts';

const good = {
  DATABASE_URL: 'postgres://shiqiuren_web@localhost/x',
  TEMPORAL_ADDRESS: 'localhost:7233',
  PUBLIC_URL: 'https://jobs.example',
  KEYRING_FILE: 'keyring.json',
};

const faultsOf = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfig(env);
  } catch (e) {
    if (e instanceof ConfigError) return e.faults;
  }
  return [];
};

describe('configuration of the web', () => {
  it('names every variable that is missing at once', () => {
    expect(faultsOf({})).toEqual(REQUIRED_ENV.map((name) => `${name} is not set`));
    expect(faultsOf({ ...good, KEYRING_FILE: '' })).toEqual(['KEYRING_FILE is not set']);
  });

  it('takes the contract’s defaults', () => {
    expect(readConfig(good)).toMatchObject({
      port: 3000,
      temporalNamespace: 'recruitment',
      https: true,
      origins: ['https://jobs.example'],
      demo: false,
      trustProxy: false,
      retrievalLimits: { perHour: 500, perDay: 2_000 },
    });
  });

  it.each([
    [{ PORT: '70000' }, 'PORT must be a whole number up to 65535'],
    [
      { RETRIEVED_PERSONS_PER_HOUR: '9' },
      'RETRIEVED_PERSONS_PER_HOUR must be a whole number from 10 up to 100000',
    ],
    [{ PORT: 'x' }, 'PORT must be a whole number up to 65535'],
    [{ PUBLIC_URL: 'jobs.example' }, 'PUBLIC_URL must be an http(s) address without a path'],
    [{ PUBLIC_URL: 'https://jobs.example/app' }, 'PUBLIC_URL must be an http(s) address without a path'],
    [{ PUBLIC_URL: 'ftp://jobs.example' }, 'PUBLIC_URL must be an http(s) address without a path'],
  ])('refuses %j', (change, fault) => {
    expect(faultsOf({ ...good, ...change })).toEqual([fault]);
  });

  it('takes a slash at the end, and knows one’s own machine under both names', () => {
    const own = readConfig({ ...good, PUBLIC_URL: 'http://localhost:3805/' });
    expect(own.publicUrl).toBe('http://localhost:3805');
    expect(own.origins).toEqual(['http://localhost:3805', 'http://127.0.0.1:3805']);
    expect(own.https).toBe(false);
  });
});
