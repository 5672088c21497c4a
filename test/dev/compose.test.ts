import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../dev/root.ts';

type Service = {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
  secrets?: string[];
  volumes?: string[];
};
type Compose = {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, unknown>;
};
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const service = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

it('has every part of a production set-up', () => {
  expect(Object.keys(compose.services)).toEqual(
    expect.arrayContaining(['postgres', 'temporal', 'temporal-ui', 'migrate', 'web', 'worker', 'mailbox']),
  );
});

it('runs our parts by npm scripts that exist, whose entry exists', () => {
  const ours = Object.entries(compose.services).filter(([, s]) => s.build);
  expect(ours.map(([name]) => name).sort()).toEqual(['mailbox', 'migrate', 'web', 'worker']);
  for (const [name, { command = [] }] of ours) {
    expect(command.slice(0, 2), name).toEqual(['npm', 'run']);
    const script = scripts[command[2] ?? ''] ?? '';
    const entry = /node --import tsx (\S+)$/.exec(script)?.[1] ?? '';
    expect(fs.existsSync(path.join(ROOT, entry)), `${name}: ${script}`).toBe(true);
  }
});

it('hands each process the variables it refuses to start without', () => {
  const both = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'PUBLIC_URL', 'KEYRING_FILE'];
  expect(Object.keys(service('web').environment ?? {})).toEqual(expect.arrayContaining(both));
  expect(Object.keys(service('worker').environment ?? {})).toEqual(expect.arrayContaining(both));
  expect(Object.keys(service('migrate').environment ?? {})).toEqual(
    expect.arrayContaining(['MIGRATION_DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE']),
  );
});

it('gives web and worker roles of their own, never the owner', () => {
  expect(new URL(service('web').environment?.DATABASE_URL?.replace(/\$\{[^}]*\}/, 'x') ?? '').username).toBe(
    'shiqiuren_web',
  );
  expect(
    new URL(service('worker').environment?.DATABASE_URL?.replace(/\$\{[^}]*\}/, 'x') ?? '').username,
  ).toBe('shiqiuren_worker');
  expect(JSON.stringify([service('web'), service('worker')])).not.toContain('shiqiuren_owner');
});

it('migrates before web and worker start, and only once database and Temporal answer', () => {
  for (const name of ['web', 'worker'])
    expect(service(name).depends_on?.migrate?.condition).toBe('service_completed_successfully');
  expect(service('migrate').depends_on?.postgres?.condition).toBe('service_healthy');
  expect(service('migrate').depends_on?.['temporal-ready']?.condition).toBe('service_completed_successfully');
});

it('names every dependency, volume and secret that it uses', () => {
  for (const [name, s] of Object.entries(compose.services)) {
    for (const other of Object.keys(s.depends_on ?? {}))
      expect(Object.keys(compose.services), name).toContain(other);
    for (const secret of s.secrets ?? []) expect(Object.keys(compose.secrets), name).toContain(secret);
    for (const volume of s.volumes ?? [])
      expect(Object.keys(compose.volumes), name).toContain(volume.split(':')[0]);
  }
});

it('opens only the web page beyond loopback, and holds no password', () => {
  for (const [name, s] of Object.entries(compose.services))
    for (const port of s.ports ?? []) if (name !== 'web') expect(port, name).toMatch(/^127\.0\.0\.1:/);
  for (const m of read('docker-compose.yml').matchAll(/(?:PASSWORD|PWD): (.+)/g))
    expect(m[1], m[0]).toMatch(/^\$\{[A-Z_]+:\?/);
  expect(read('.env.example')).not.toMatch(/PASSWORD=\S/);
});

it('pins every foreign image to a version, with shards that cannot be changed later', () => {
  for (const [name, s] of Object.entries(compose.services))
    if (!s.build) expect(s.image, name).toMatch(/:\d/);
  expect(service('temporal').environment?.NUM_HISTORY_SHARDS).toBe('512');
});
