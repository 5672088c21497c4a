/** `npm run check`: format and lint, types, and the house's rules for imports and forbidden words. */
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.ts';
import { run } from './run.ts';
import { type Finding, findings, longFiles, type Source } from './source-rules.ts';

const ROOMS = [
  'domain',
  'markup',
  'db',
  'documents',
  'mail',
  'workflows',
  'schedules',
  'activities',
  'web',
  'dev',
  'test',
];

export type Check = { name: string; ok: boolean; output: string };

/** Every TypeScript file of the rooms. */
export function sources(): Source[] {
  return ROOMS.flatMap((room) => {
    const dir = path.join(ROOT, room);
    if (!fs.existsSync(dir)) return [];
    return fs
      .readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.(ts|tsx|mjs)$/.test(f))
      .sort()
      .map((f) => ({
        file: `${room}/${f.replaceAll('\\', '/')}`,
        text: fs.readFileSync(path.join(dir, f), 'utf8'),
      }));
  });
}

const show = (f: Finding): string => `${f.file}:${f.line}  ${f.message}`;

async function command(name: string, bin: string, args: string[]): Promise<Check> {
  const { code, output } = await run(path.join(ROOT, 'node_modules', '.bin', bin), args, {
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { name, ok: code === 0, output: output.trim() };
}

function rules(): Check {
  const all = sources();
  const bad = findings(all);
  const notes = longFiles(all).map((f) => `note: ${show(f)}`);
  return {
    name: 'imports and forbidden words',
    ok: bad.length === 0,
    output: [...bad.map(show), ...notes].join('\n'),
  };
}

/** Runs all of them, one after the other, and says each as it ends. */
export async function runChecks(say: (line: string) => void): Promise<Check[]> {
  const checks: Check[] = [];
  for (const next of [
    () => command('format and lint', 'biome', ['ci', '--colors=off', '--reporter=summary', '.']),
    () => command('types', 'tsc', ['--noEmit']),
    async () => rules(),
  ]) {
    const since = Date.now();
    const check = await next();
    say(`${check.ok ? 'ok    ' : 'FAILED'} ${check.name} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
    if (check.output && (!check.ok || check.name.startsWith('imports'))) say(check.output);
    checks.push(check);
  }
  return checks;
}

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(ROOT, 'dev/check.ts')) {
  const checks = await runChecks(console.log);
  process.exitCode = checks.every((c) => c.ok) ? 0 : 1;
}
