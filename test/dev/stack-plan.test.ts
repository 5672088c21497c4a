import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedUrls, outsideUrls, wantedPorts } from '../../dev/stack-plan.ts';
import { summary, table } from '../../dev/summary.ts';

let dir = '';
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-plan-'));
  for (const name of ['DATABASE_URL', 'WORKER_DATABASE_URL', 'MIGRATION_DATABASE_URL', 'PORT'])
    vi.stubEnv(name, '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('database', () => {
  it('is our own when the environment names none', () => {
    expect(outsideUrls(dir)).toBeNull();
    expect(embeddedUrls(5_555)).toMatchObject({
      web: 'postgres://shiqiuren_web@127.0.0.1:5555/shiqiuren',
      worker: 'postgres://shiqiuren_worker@127.0.0.1:5555/shiqiuren',
    });
  });

  it('of the environment needs the owner’s URL: a role of the web process could not migrate it', () => {
    vi.stubEnv('DATABASE_URL', 'postgres://shiqiuren_web@db.example/x');
    expect(() => outsideUrls(dir)).toThrow('MIGRATION_DATABASE_URL');
  });

  it('given by its owner’s URL alone, gets the two roles with passwords that stay the same', () => {
    vi.stubEnv('MIGRATION_DATABASE_URL', 'postgres://owner:secret@db.example:6000/x?sslmode=require');
    const urls = outsideUrls(dir);
    const web = new URL(urls?.web ?? '');
    expect([web.username, web.host, web.pathname, web.search]).toEqual([
      'shiqiuren_web',
      'db.example:6000',
      '/x',
      '?sslmode=require',
    ]);
    expect(web.password).toBe(urls?.passwords?.web);
    expect(web.password).toMatch(/^[0-9a-f]{48}$/);
    expect(urls?.passwords?.worker).not.toBe(urls?.passwords?.web);
    expect(outsideUrls(dir)).toEqual(urls);
    expect(fs.statSync(path.join(dir, 'database-passwords.json')).mode & 0o077).toBe(0);
  });

  it('hands out passwords only to roles whose URL it made', () => {
    vi.stubEnv('MIGRATION_DATABASE_URL', 'postgres://owner@db.example/x');
    vi.stubEnv('DATABASE_URL', 'postgres://w@db.example/x');
    vi.stubEnv('WORKER_DATABASE_URL', 'postgres://k@db.example/x');
    expect(outsideUrls(dir)).toEqual({
      migration: 'postgres://owner@db.example/x',
      web: 'postgres://w@db.example/x',
      worker: 'postgres://k@db.example/x',
      passwords: {},
    });
  });
});

it.each(['0', '70000', 'abc', '3000.5'])('refuses PORT=%s by name', (value) => {
  vi.stubEnv('PORT', value);
  expect(() => wantedPorts()).toThrow(`PORT=${value}`);
});

it('aligns columns of Chinese and Latin text', () => {
  expect(
    table([
      ['審核', 'a'],
      ['ab', 'b'],
      ['x', 'c'],
    ]),
  ).toBe('  審核  a\n  ab    b\n  x     c');
});

it('shows addresses and accounts, but no database password', () => {
  const text = summary({
    urls: { web: 'http://localhost:3000', mailbox: 'http://localhost:8025' },
    env: { DATABASE_URL: 'postgres://w:topsecret@db.example/x' },
    accounts: [{ role: '審核人員', account: 'review', password: 'demo-pass', where: '/review' }],
    dataDir: '.data',
    tookMs: 12_340,
  });
  expect(text).toContain('http://localhost:3000/review');
  expect(text).toContain('demo-pass');
  expect(text).not.toContain('topsecret');
});
