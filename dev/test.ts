/**
 * `npm test`: sets up what it needs, then format, lint, types, imports and every lane of tests.
 * The last line is `N passed, N failed`; the exit code is 0 only when nothing failed and nothing was left out.
 * `npm test -- test/web` runs some tests only and asks for no lanes.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChecks } from './check.ts';
import { findTimeSkipping } from './find-time-skipping.ts';
import { count, type Report } from './lanes.ts';
import { stopPid } from './processes.ts';
import { ROOT } from './root.ts';
import { startTestServices, type TestServices } from './test-services.ts';
import { ensureTestTools } from './test-tools.ts';

const only = process.argv.slice(2);
const began = Date.now();
const say = (line: string): void => console.log(line);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'shiqiuren-npm-test-'));
let services: TestServices | undefined;
let vitestPid: number | undefined;
let passed = 0;
let failed = 0;

function fail(why: string): void {
  failed += 1;
  say(`FAILED ${why}`);
}

/** Runs vitest on our servers; its report goes to a file, its words to the terminal. */
async function vitest(): Promise<void> {
  const file = path.join(dir, 'report.json');
  const args = ['run', ...only, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_SERVICES_DIR: dir, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  vitestPid = child.pid;
  const code = await new Promise<number>((done) => child.once('close', (c) => done(c ?? 1)));
  vitestPid = undefined;
  if (!fs.existsSync(file)) return fail('vitest gave no report');
  const result = count(JSON.parse(fs.readFileSync(file, 'utf8')) as Report, only.length === 0);
  passed += result.passed;
  failed += result.failed;
  for (const problem of result.problems) say(`FAILED ${problem}`);
  if (code !== 0 && result.failed === 0)
    fail(`vitest ended with ${code} (an error outside the tests, see above)`);
  say(
    `lanes: ${Object.entries(result.lanes)
      .map(([lane, n]) => `${lane} ${n}`)
      .join(', ')}`,
  );
}

async function end(): Promise<never> {
  if (vitestPid) await stopPid(vitestPid, 'SIGTERM', 5_000);
  await services?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
  say(`${((Date.now() - began) / 1000).toFixed(0)} s`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1));
  return new Promise(() => {});
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    fail(`interrupted by ${signal}`);
    void end();
  });

try {
  for (const missing of await ensureTestTools(say)) fail(missing);
  // Fetched before the tests: two of them would fetch it at once and run into their time limits.
  await findTimeSkipping(say).catch((e: Error) => fail(e.message));
  services = await startTestServices(dir);
  const checks = only.length === 0 ? await runChecks(say) : [];
  passed += checks.filter((c) => c.ok).length;
  failed += checks.filter((c) => !c.ok).length;
  await vitest();
} catch (e) {
  fail(e instanceof Error ? e.message : String(e));
}
await end();
